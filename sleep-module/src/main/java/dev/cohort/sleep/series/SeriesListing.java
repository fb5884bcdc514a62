package dev.cohort.sleep.series;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Pages of samples and of buckets up to an hour, one statement each. Walks the chunks in the order of the primary key
 * and unpacks one after the other; the sort needs only the rows of one chunk at a time (an incremental sort), so LIMIT
 * stops the walk after as many chunks as the page needs, whatever the range. Buckets up to an hour never span chunks.
 */
@Component
class SeriesListing {

    /** A sample that waits always has its chunk, so the chunks alone say where there are samples. */
    private static final String CHUNKS = """
            FROM (
                SELECT DISTINCT chunk
                FROM sleep.sample_chunk
                WHERE tenant_id = :tenant AND person_id = :person AND type = :type
                  AND chunk BETWEEN :firstChunk AND :lastChunk
                  AND (CAST(:provider AS text) IS NULL OR provider = :provider)
            """;

    /** The samples of chunk {@code d.chunk}: those that wait, and those packed that none of them replaces. */
    private static final String SAMPLES = """
                SELECT provider, d.chunk * CAST(14400 AS bigint) + at_offset AS at, value
                FROM sleep.late_sample
                WHERE tenant_id = :tenant AND person_id = :person AND type = :type AND chunk = d.chunk
                UNION ALL
                SELECT c.provider, d.chunk * CAST(14400 AS bigint) + u.at_offset,
                    coalesce(u.sum - u.before, CAST(u.wide_sum - u.wide_before AS integer))
                FROM (
                    SELECT k.provider, k.offsets, k.sums, k.wide_sums, ARRAY(
                        SELECT l.at_offset FROM sleep.late_sample l
                        WHERE l.tenant_id = :tenant AND l.person_id = :person AND l.type = :type
                          AND l.chunk = d.chunk AND l.provider = k.provider) AS late
                    FROM sleep.sample_chunk k
                    WHERE k.tenant_id = :tenant AND k.person_id = :person AND k.type = :type AND k.chunk = d.chunk
                    OFFSET 0) c
                CROSS JOIN LATERAL unnest(c.offsets, c.sums, array_prepend(0, c.sums), c.wide_sums,
                    array_prepend(CAST(0 AS bigint), c.wide_sums))
                  AS u (at_offset, sum, before, wide_sum, wide_before)
                WHERE u.at_offset IS NOT NULL AND u.at_offset <> ALL (c.late)
            """;

    private static final String RAW = """
            ) d
            CROSS JOIN LATERAL (
            """ + SAMPLES + """
            ) s
            WHERE s.at >= :from AND s.at < :to AND (CAST(:provider AS text) IS NULL OR s.provider = :provider)
            """;

    private static final String BUCKETS = """
            ) d
            CROSS JOIN LATERAL (
                SELECT DISTINCT ON (b.at) b.at, b.provider, b.n, b.total, b.low, b.high
                FROM (
                    SELECT x.at / :width * :width AS at, x.provider, CAST(count(*) AS integer) AS n,
                        sum(x.value) AS total, min(x.value) AS low, max(x.value) AS high
                    FROM (
            """ + SAMPLES + """
                    ) x
                    WHERE x.at >= :from AND x.at < :to
                      AND (CAST(:provider AS text) IS NULL OR x.provider = :provider)
                    GROUP BY 1, 2) b
                ORDER BY b.at, array_position(CAST(:rank AS text[]), b.provider), b.provider) s
            """;

    static final String RAW_FORWARD = "SELECT s.at, s.value, s.provider\n" + CHUNKS + """
                ORDER BY chunk LIMIT :size + 1
            """ + RAW + """
              AND (s.at, s.provider) > (:at, CAST(:after AS text))
            ORDER BY d.chunk, s.at, s.provider
            LIMIT :size""";

    private static final String RAW_BACKWARD = "SELECT s.at, s.value, s.provider\n" + CHUNKS + """
                ORDER BY chunk DESC LIMIT :size + 1
            """ + RAW + """
              AND (s.at, s.provider) < (:at, CAST(:after AS text))
            ORDER BY d.chunk DESC, s.at DESC, s.provider DESC
            LIMIT :size""";

    private static final String BUCKETS_FORWARD =
            "SELECT s.at, s.provider, s.n, s.total, s.low, s.high\n" + CHUNKS + """
                ORDER BY chunk LIMIT :size + 1
            """ + BUCKETS + """
            ORDER BY d.chunk, s.at
            LIMIT :size""";

    private static final String BUCKETS_BACKWARD =
            "SELECT s.at, s.provider, s.n, s.total, s.low, s.high\n" + CHUNKS + """
                ORDER BY chunk DESC LIMIT :size + 1
            """ + BUCKETS + """
            ORDER BY d.chunk DESC, s.at DESC
            LIMIT :size""";

    private final JdbcClient jdbc;

    SeriesListing(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Samples in order of time, of one second by provider; read backward, the last before the position first. */
    List<SeriesItem> samples(SeriesQuery query) {
        SeriesQuery.Position position = query.position();
        long at = position == null ? query.from() : position.at();
        boolean backward = query.backward();
        long from = backward ? query.from() : at;
        long to = backward ? Math.min(query.to(), at + 1) : query.to();
        return spec(backward ? RAW_BACKWARD : RAW_FORWARD, query, from, to)
                .param("at", at)
                .param("after", position == null ? "" : position.provider())
                .query((row, number) -> SeriesItem.sample(time(row.getLong(1)), row.getInt(2), row.getString(3)))
                .list();
    }

    /** Buckets in order, each of the highest-ranked provider that has a sample in it; those without are left out. */
    List<SeriesItem> buckets(SeriesQuery query) {
        SeriesQuery.Position position = query.position();
        int width = query.resolution().seconds();
        boolean backward = query.backward();
        long from = position == null || backward ? query.from() : Math.max(query.from(), position.at() + width);
        long to = position != null && backward ? Math.min(query.to(), position.at()) : query.to();
        if (from >= to) {
            return List.of();
        }
        return spec(backward ? BUCKETS_BACKWARD : BUCKETS_FORWARD, query, from, to)
                .param("width", (long) width)
                .param("rank", query.rank().toArray(new String[0]))
                .query((row, number) -> SeriesItem.bucket(
                        query.type(),
                        time(row.getLong(1)),
                        new SeriesItem.Bucket(row.getInt(3), row.getLong(4), row.getInt(5), row.getInt(6)),
                        row.getString(2)))
                .list();
    }

    private JdbcClient.StatementSpec spec(String sql, SeriesQuery query, long from, long to) {
        return jdbc.sql(sql)
                .param("tenant", query.tenant().value())
                .param("person", query.person().value())
                .param("type", query.type().id())
                .param("provider", query.provider())
                .param("from", from)
                .param("to", to)
                .param("firstChunk", ChunkSamples.chunkOf(from))
                .param("lastChunk", ChunkSamples.chunkOf(to - 1))
                .param("size", query.size());
    }

    private static OffsetDateTime time(long epochSecond) {
        return Instant.ofEpochSecond(epochSecond).atOffset(ZoneOffset.UTC);
    }
}
