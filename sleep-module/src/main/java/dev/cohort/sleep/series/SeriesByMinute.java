package dev.cohort.sleep.series;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.time.TimeWindow;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A provider's series minute by minute, for the charts of {@code sleep.page}. */
@Component
public class SeriesByMinute {

    /** Two days of minutes; a night is shorter. */
    private static final int MOST = 2_880;

    /** Samples that wait stand for packed ones of the same second; they are few, so their keys are hashed. */
    private static final String MINUTES = """
            SELECT s.type, s.at / 60 * 60 AS minute, CAST(count(*) AS integer) AS n, sum(s.value) AS total,
                min(s.value) AS low, max(s.value) AS high
            FROM (
                SELECT type, chunk * CAST(14400 AS bigint) + at_offset AS at, value
                FROM sleep.late_sample
                WHERE tenant_id = :tenant AND person_id = :person AND type = ANY (:types) AND provider = :provider
                  AND chunk BETWEEN :firstChunk AND :lastChunk
                UNION ALL
                SELECT c.type, c.chunk * CAST(14400 AS bigint) + u.at_offset,
                    coalesce(u.sum - u.before, CAST(u.wide_sum - u.wide_before AS integer))
                FROM sleep.sample_chunk c
                CROSS JOIN LATERAL unnest(c.offsets, c.sums, array_prepend(0, c.sums), c.wide_sums,
                    array_prepend(CAST(0 AS bigint), c.wide_sums))
                  AS u (at_offset, sum, before, wide_sum, wide_before)
                WHERE c.tenant_id = :tenant AND c.person_id = :person AND c.type = ANY (:types)
                  AND c.provider = :provider AND u.at_offset IS NOT NULL
                  AND c.chunk BETWEEN :firstChunk AND :lastChunk
                  AND (c.type, c.chunk, u.at_offset) NOT IN (
                      SELECT type, chunk, at_offset
                      FROM sleep.late_sample
                      WHERE tenant_id = :tenant AND person_id = :person AND type = ANY (:types)
                        AND provider = :provider
                        AND chunk BETWEEN :firstChunk AND :lastChunk)
            ) s
            WHERE s.at >= :from AND s.at < :to
            GROUP BY s.type, s.at / 60
            ORDER BY s.type, minute
            """;

    private final JdbcClient jdbc;

    SeriesByMinute(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A minute with samples: the mean, the extremes and the number of them. */
    public record Minute(Instant at, BigDecimal mean, BigDecimal min, BigDecimal max, int samples) {}

    private record Row(int type, Minute minute) {}

    /**
     * The minutes of {@code window} that have samples, by time, for each type that has any; of two days at most. Not
     * for types that add up. One statement for all types, none without a type.
     */
    public Map<SeriesType, List<Minute>> of(
            TenantId tenant, PersonId person, List<SeriesType> types, String provider, TimeWindow window) {
        Map<SeriesType, List<Minute>> minutes = new EnumMap<>(SeriesType.class);
        if (types.isEmpty()) {
            return minutes;
        }
        long from = window.start().getEpochSecond();
        long to = Math.min(window.end().getEpochSecond(), from + MOST * 60L);
        List<Row> rows = jdbc.sql(MINUTES)
                .param("tenant", tenant.value())
                .param("person", person.value())
                .param("types", SeriesType.ids(types))
                .param("provider", provider)
                .param("from", from)
                .param("to", to)
                .param("firstChunk", ChunkSamples.chunkOf(from))
                .param("lastChunk", ChunkSamples.chunkOf(to - 1))
                .query((row, number) -> new Row(
                        row.getInt("type"),
                        new Minute(
                                Instant.ofEpochSecond(row.getLong("minute")),
                                WindowAverage.hundredths(row.getLong("total"), row.getInt("n")),
                                BigDecimal.valueOf(row.getInt("low"), 2),
                                BigDecimal.valueOf(row.getInt("high"), 2),
                                row.getInt("n"))))
                .list();
        for (SeriesType type : types) {
            List<Minute> own = new ArrayList<>();
            rows.stream().filter(row -> row.type() == type.id()).forEach(row -> own.add(row.minute()));
            minutes.put(type, own);
        }
        return minutes;
    }
}
