package dev.cohort.sleep.series;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.query.CopyWriter;
import dev.cohort.kernel.time.TimeWindow;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Two other ways to the averages of a page of nights over {@code sleep.raw_sample}, for benchmarks: one statement that
 * averages each night of the whole range and cuts the page afterwards, and one statement for each night.
 */
final class Baselines {

    /**
     * Nights are grouped by the local date of their end, an expression; so is the order, and LIMIT stands above it and
     * above the averages. Plain means alone, of whatever provider.
     */
    private static final String WHOLE_RANGE = """
            WITH nights AS (
                SELECT CAST(to_timestamp(end_at + offset_seconds) AT TIME ZONE 'UTC' AS date) AS sleep_date,
                    min(start_at) AS start_at, max(end_at) AS end_at, min(CAST(night_id AS text)) AS first_id
                FROM sleep.raw_night
                WHERE tenant_id = :tenant AND person_id = :person
                GROUP BY 1
            )
            SELECT n.sleep_date, a.samples, a.heart_rate, a.hrv_sdnn, a.hrv_rmssd, a.respiratory_rate, a.spo2
            FROM nights n
            LEFT JOIN LATERAL (
                SELECT CAST(count(*) AS integer) AS samples,
                    round(avg(CASE WHEN type = 1 THEN value END) / 100, 2) AS heart_rate,
                    avg(CASE WHEN type = 2 THEN value END) AS hrv_sdnn,
                    avg(CASE WHEN type = 3 THEN value END) AS hrv_rmssd,
                    avg(CASE WHEN type = 4 THEN value END) AS respiratory_rate,
                    avg(CASE WHEN type = 5 THEN value END) AS spo2
                FROM sleep.raw_sample
                WHERE tenant_id = :tenant AND person_id = :person AND type = ANY (CAST('{1,2,3,4,5}' AS smallint[]))
                  AND at >= n.start_at AND at < n.end_at
            ) a ON true
            WHERE n.sleep_date < (SELECT min(sleep_date) FROM nights) + CAST(:range AS integer)
            ORDER BY n.sleep_date, n.first_id
            LIMIT :limit
            """;

    private static final String WINDOWS = """
            SELECT start_at, end_at
            FROM sleep.raw_night
            WHERE tenant_id = :tenant AND person_id = :person
            ORDER BY end_at
            LIMIT :limit
            """;

    private final JdbcClient jdbc;
    private final RawRows raw;

    Baselines(DataSource application, RawRows raw) {
        this.jdbc = JdbcClient.create(application);
        this.raw = raw;
    }

    /** Creates the table of nights and fills it with one person's. */
    static void store(DataSource owner, TenantId tenant, PersonId person, List<TimeWindow> nights) {
        new JdbcTemplate(owner).execute("""
                CREATE TABLE sleep.raw_night (
                    tenant_id bigint, person_id bigint, night_id bigint, start_at bigint, end_at bigint,
                    offset_seconds integer, PRIMARY KEY (tenant_id, person_id, end_at));
                GRANT ALL ON sleep.raw_night TO cohort_app""");
        new CopyWriter(owner)
                .copy(
                        "COPY sleep.raw_night (tenant_id, person_id, night_id, start_at, end_at, offset_seconds)"
                                + " FROM STDIN",
                        rows -> {
                            for (int i = 0; i < nights.size(); i++) {
                                TimeWindow night = nights.get(i);
                                rows.add(
                                        tenant.value(),
                                        person.value(),
                                        (long) i,
                                        night.start().getEpochSecond(),
                                        night.end().getEpochSecond(),
                                        0);
                            }
                        });
    }

    /** Samples and plain mean of each of the first {@code limit} nights out of {@code range}. */
    List<WindowAverage> wholeRange(TenantId tenant, PersonId person, int range, int limit) {
        return jdbc.sql(WHOLE_RANGE)
                .param("tenant", tenant.value())
                .param("person", person.value())
                .param("range", range)
                .param("limit", limit)
                .query((row, number) ->
                        new WindowAverage(row.getBigDecimal(3), null, row.getInt(2), BigDecimal.ZERO, "garmin"))
                .list();
    }

    /** The windows, then each window's averages on its own. */
    List<WindowAverage> oneByOne(TenantId tenant, PersonId person, int limit, List<String> rank) {
        List<TimeWindow> windows = jdbc.sql(WINDOWS)
                .param("tenant", tenant.value())
                .param("person", person.value())
                .param("limit", limit)
                .query((row, number) -> GeneratedNights.window(row.getLong(1), row.getLong(2)))
                .list();
        List<WindowAverage> averages = new ArrayList<>(windows.size());
        for (TimeWindow window : windows) {
            averages.addAll(raw.averages(tenant, person, SeriesType.HEART_RATE, List.of(window), rank));
        }
        return averages;
    }
}
