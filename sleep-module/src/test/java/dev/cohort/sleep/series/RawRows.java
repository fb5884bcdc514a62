package dev.cohort.sleep.series;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.query.CopyWriter;
import dev.cohort.kernel.time.TimeWindow;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One row a sample and one LATERAL over the rows of each window: the design that the packed chunks replace, as second
 * oracle of the tests and as baseline of the benchmark.
 */
final class RawRows {

    static final String LATERAL = """
            SELECT CAST(w.i AS integer), a.provider, a.samples, a.mean, a.weighted, a.coverage
            FROM unnest(CAST(:starts AS bigint[]), CAST(:ends AS bigint[])) WITH ORDINALITY AS w (s, e, i)
            LEFT JOIN LATERAL (
                SELECT provider, CAST(count(*) AS integer) AS samples, round(avg(value) / 100, 2) AS mean,
                    round(CAST(sum(CAST(value AS bigint) * hold) AS numeric) / sum(hold) / 100, 2) AS weighted,
                    round(CAST(sum(hold) AS numeric) / (w.e - w.s), 2) AS coverage
                FROM (
                    SELECT provider, value,
                        least(300, lead(at, 1, w.e) OVER (PARTITION BY provider ORDER BY at) - at) AS hold
                    FROM sleep.raw_sample
                    WHERE tenant_id = :tenant AND person_id = :person AND type = :type AND at >= w.s AND at < w.e) s
                GROUP BY provider
                ORDER BY array_position(CAST(:rank AS text[]), provider), provider
                LIMIT 1) a ON true
            ORDER BY w.i""";

    private final JdbcClient jdbc;
    private final DataSource owner;

    RawRows(DataSource owner, DataSource application) {
        new JdbcTemplate(owner).execute("""
                CREATE TABLE IF NOT EXISTS sleep.raw_sample (
                    tenant_id bigint, person_id bigint, type smallint, provider text COLLATE "C", at bigint,
                    value integer, PRIMARY KEY (tenant_id, person_id, type, at, provider));
                GRANT ALL ON sleep.raw_sample TO cohort_app""");
        this.owner = owner;
        this.jdbc = JdbcClient.create(application);
    }

    void store(TenantId tenant, PersonId person, SeriesType type, NaiveSeries series) {
        series.byProvider.forEach((provider, samples) -> store(
                tenant,
                person,
                type,
                provider,
                samples.entrySet().stream()
                        .map(one -> new Sample(one.getKey(), one.getValue()))
                        .toList()));
    }

    void store(TenantId tenant, PersonId person, SeriesType type, String provider, List<Sample> samples) {
        new CopyWriter(owner)
                .copy("COPY sleep.raw_sample (tenant_id, person_id, type, provider, at, value) FROM STDIN", rows -> {
                    for (Sample sample : samples) {
                        rows.add(
                                tenant.value(),
                                person.value(),
                                type.id(),
                                provider,
                                sample.epochSecond(),
                                sample.hundredths());
                    }
                });
    }

    List<WindowAverage> averages(
            TenantId tenant, PersonId person, SeriesType type, List<TimeWindow> windows, List<String> rank) {
        var seconds = new WindowSeconds(windows);
        List<WindowAverage> averages = new ArrayList<>(Collections.nCopies(windows.size(), WindowAverage.NONE));
        jdbc.sql(LATERAL)
                .param("tenant", tenant.value())
                .param("person", person.value())
                .param("type", type.id())
                .param("starts", seconds.starts())
                .param("ends", seconds.ends())
                .param("rank", rank.toArray(new String[0]))
                .query(row -> {
                    if (row.getString(2) != null) {
                        BigDecimal mean = row.getBigDecimal(4);
                        averages.set(
                                row.getInt(1) - 1,
                                new WindowAverage(
                                        mean,
                                        row.getBigDecimal(5),
                                        row.getInt(3),
                                        row.getBigDecimal(6),
                                        row.getString(2)));
                    }
                });
        return averages;
    }
}
