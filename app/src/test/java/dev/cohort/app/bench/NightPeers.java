package dev.cohort.app.bench;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.page.PageSize;
import dev.cohort.sleep.summary.NightPages;
import dev.cohort.sleep.summary.NightPages.Range;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Ways to read a person's newest nights, each with the mean heart rate of its window: by date, rounded to hundredths.
 * The others read one type of one source from a covering index; Cohort's stored night shows everything a night has.
 */
final class NightPeers {

    static final String LOOP = "N+1: averages a night";
    static final String LATERAL = "article: page and one LATERAL";
    static final String OPEN_WEARABLES = "open-wearables: LATERAL over the range";

    private static final String PAGE = """
            SELECT wake_date, start_at, end_at FROM bench.raw_session
            WHERE person_id = :person
            ORDER BY wake_date DESC
            LIMIT :rows
            """;

    private static final String ONE = """
            SELECT avg(value) FROM bench.raw_sample
            WHERE person_id = :person AND type = 1 AND at >= :start AND at < :end
            """;

    private static final String MANY = """
            SELECT w.i, a.mean
            FROM unnest(:starts, :ends) WITH ORDINALITY AS w (start_at, end_at, i)
            LEFT JOIN LATERAL (
                SELECT avg(s.value) AS mean FROM bench.raw_sample s
                WHERE s.person_id = :person AND s.type = 1 AND s.at >= w.start_at AND s.at < w.end_at) a ON TRUE
            ORDER BY w.i
            """;

    /** The order is above the join, so it is made for every night of the range, whatever the limit. */
    private static final String RANGE = """
            SELECT n.wake_date, a.mean
            FROM bench.raw_session n
            LEFT JOIN LATERAL (
                SELECT avg(CASE WHEN s.type = 1 THEN s.value END) AS mean FROM bench.raw_sample s
                WHERE s.person_id = n.person_id AND s.type = 1 AND s.at >= n.start_at AND s.at < n.end_at
                OFFSET 0) a ON TRUE
            WHERE n.person_id = :person
            ORDER BY n.wake_date DESC, a.mean
            LIMIT :rows
            """;

    private static final String SESSIONS = """
            SELECT wake_date, start_at, end_at FROM bench.raw_session WHERE person_id = :person ORDER BY start_at
            """;

    private static final JsonMapper JSON = new JsonMapper();

    private final JdbcClient jdbc;
    private final NightPages pages;
    private final TenantId tenant;
    private final long person;

    NightPeers(JdbcClient jdbc, NightPages pages, TenantId tenant, long person) {
        this.jdbc = jdbc;
        this.pages = pages;
        this.tenant = tenant;
        this.person = person;
    }

    /** Each by its name: from the number of nights to what was read. */
    Map<String, Function<Integer, Object>> all() {
        Map<String, Function<Integer, Object>> all = new LinkedHashMap<>();
        all.put(Peers.OURS, this::ours);
        all.put(LATERAL, this::lateral);
        all.put(OPEN_WEARABLES, this::range);
        all.put(LOOP, this::loop);
        return all;
    }

    /** What {@code read} says, as date and mean. */
    List<String> shown(Object read) {
        List<String> shown = new ArrayList<>();
        for (Object night : (List<?>) read) {
            if (night instanceof Mean mean) {
                shown.add(mean.date() + " " + String.format(java.util.Locale.ROOT, "%.2f", mean.mean()));
            } else {
                JsonNode document = JSON.readTree(((dev.cohort.sleep.summary.StoredNight) night).document());
                shown.add(document.path("date").asString() + " "
                        + String.format(
                                java.util.Locale.ROOT,
                                "%.2f",
                                document.at("/averages/heart_rate/mean").doubleValue()));
            }
        }
        return shown;
    }

    private record Mean(LocalDate date, double mean) {}

    private record Window(LocalDate date, OffsetDateTime start, OffsetDateTime end) {}

    private Object ours(int rows) {
        return pages.page(tenant, new PersonId(person), new Range(null, null, true), new PageSize(rows), null)
                .items();
    }

    private List<Window> windows(int rows) {
        return jdbc.sql(PAGE)
                .param("person", person)
                .param("rows", rows)
                .query((row, number) -> new Window(
                        row.getObject(1, LocalDate.class),
                        row.getObject(2, OffsetDateTime.class),
                        row.getObject(3, OffsetDateTime.class)))
                .list();
    }

    private Object loop(int rows) {
        List<Mean> nights = new ArrayList<>();
        for (Window window : windows(rows)) {
            Double mean = jdbc.sql(ONE)
                    .param("person", person)
                    .param("start", window.start())
                    .param("end", window.end())
                    .query(Double.class)
                    .single();
            nights.add(new Mean(window.date(), mean));
        }
        return nights;
    }

    private Object lateral(int rows) {
        List<Window> windows = windows(rows);
        Object[] starts =
                windows.stream().map(window -> window.start().toString()).toArray();
        Object[] ends = windows.stream().map(window -> window.end().toString()).toArray();
        return jdbc.sql(MANY)
                .param("person", person)
                .param("starts", new SqlArrayValue("timestamptz", starts))
                .param("ends", new SqlArrayValue("timestamptz", ends))
                .query((row, number) -> new Mean(windows.get(row.getInt(1) - 1).date(), row.getDouble(2)))
                .list();
    }

    private Object range(int rows) {
        List<Mean> nights = jdbc.sql(RANGE)
                .param("person", person)
                .param("rows", rows)
                .query((row, number) -> new Mean(row.getObject(1, LocalDate.class), row.getDouble(2)))
                .list();
        jdbc.sql(SESSIONS)
                .param("person", person)
                .query((row, number) -> row.getObject(1, LocalDate.class))
                .list();
        return nights;
    }
}
