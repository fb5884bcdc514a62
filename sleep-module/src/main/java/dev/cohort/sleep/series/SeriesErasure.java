package dev.cohort.sleep.series;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Erases a person's samples. */
@Component
public class SeriesErasure {

    private static final String ERASE_CHUNKS =
            "DELETE FROM sleep.sample_chunk WHERE tenant_id = :tenant AND person_id = :person";
    private static final String ERASE_LATE =
            "DELETE FROM sleep.late_sample WHERE tenant_id = :tenant AND person_id = :person";

    private final JdbcClient jdbc;

    SeriesErasure(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Deletes every sample of the person, in the current transaction or one of its own; observers are not told.
     * The caller holds the person's lock. Statements: two.
     */
    @Transactional
    public void erase(TenantId tenant, PersonId person) {
        for (String sql : new String[] {ERASE_CHUNKS, ERASE_LATE}) {
            jdbc.sql(sql)
                    .param("tenant", tenant.value())
                    .param("person", person.value())
                    .update();
        }
    }
}
