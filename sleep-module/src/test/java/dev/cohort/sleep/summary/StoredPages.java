package dev.cohort.sleep.summary;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The page of stored nights over any connection, for benchmarks. */
public final class StoredPages {

    private static final JsonMapper JSON = new JsonMapper();

    private final NightTable table;

    public StoredPages(JdbcClient jdbc) {
        this.table = new NightTable(jdbc);
    }

    /** The first {@code limit} nights, as they are sent. */
    public List<String> first(TenantId tenant, PersonId person, int limit) {
        return table.page(tenant, person, NightTable.FIRST, NightTable.LAST, false, limit).stream()
                .map(StoredNight::document)
                .toList();
    }

    /** The average of heart rate that a night shows. */
    public static JsonNode heartRate(String document) {
        return JSON.readTree(document).at("/averages/heart_rate");
    }
}
