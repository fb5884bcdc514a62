package dev.cohort.sleep.series;

/**
 * The fragments that statements over windows share. Each expects {@code :tenant}, {@code :person}, {@code :types},
 * {@code :firstChunk} and {@code :lastChunk}.
 *
 * <p>Sources: PostgreSQL manual, Functions, {@code width_bucket(operand, thresholds)}: a binary search that counts the
 * thresholds at or below the operand.
 */
final class WindowSql {

    /**
     * {@code patched}: the chunks for which late samples wait, packed anew with them, in the columns of the table.
     * Costs one scan of the inbox, and for each such chunk (256 at most) one unpacking, once a statement and not once
     * a window; with an empty inbox next to nothing. NOT IN is hashed whatever the planner expects; NOT EXISTS became a
     * nested loop over chunk and inbox, ten times as slow.
     */
    static final String PATCHED = """
            WITH late AS MATERIALIZED (
                SELECT type, provider, chunk, at_offset, value
                FROM sleep.late_sample
                WHERE tenant_id = :tenant AND person_id = :person AND type = ANY (:types)
                  AND chunk BETWEEN :firstChunk AND :lastChunk
            ), merged AS (
                SELECT type, provider, chunk, at_offset, value FROM late
                UNION ALL
                SELECT l.type, l.provider, l.chunk, s.at_offset, s.value
                FROM (SELECT DISTINCT type, provider, chunk FROM late) l
                CROSS JOIN LATERAL (
                    SELECT u.at_offset,
                        coalesce(u.sum - u.before, CAST(u.wide_sum - u.wide_before AS integer)) AS value
                    FROM sleep.sample_chunk c
                    CROSS JOIN LATERAL unnest(c.offsets, c.sums, array_prepend(0, c.sums), c.wide_sums,
                        array_prepend(CAST(0 AS bigint), c.wide_sums))
                      AS u (at_offset, sum, before, wide_sum, wide_before)
                    WHERE c.tenant_id = :tenant AND c.person_id = :person AND c.type = l.type
                      AND c.chunk = l.chunk AND c.provider = l.provider AND u.at_offset IS NOT NULL
                    OFFSET 0) s
                WHERE (l.type, l.provider, l.chunk, s.at_offset) NOT IN (
                    SELECT type, provider, chunk, at_offset FROM late)
            ), linked AS (
                SELECT type, provider, chunk, at_offset, value,
                    least(300, lead(at_offset) OVER of_chunk - at_offset) AS link
                FROM merged
                WINDOW of_chunk AS (PARTITION BY type, provider, chunk ORDER BY at_offset)
            ), running AS (
                SELECT type, provider, chunk, at_offset, value,
                    sum(value) OVER of_chunk AS sum,
                    CAST(coalesce(sum(CAST(value AS bigint) * link) OVER before, 0) AS bigint) AS weight,
                    CAST(coalesce(sum(link) OVER before, 0) AS smallint) AS held
                FROM linked
                WINDOW of_chunk AS (PARTITION BY type, provider, chunk ORDER BY at_offset),
                    before AS (PARTITION BY type, provider, chunk ORDER BY at_offset
                        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
            ), patched AS MATERIALIZED (
                SELECT type, provider, chunk, CAST(count(*) AS smallint) AS samples,
                    min(value) AS low, max(value) AS high, max(sum) AS total, max(weight) AS weight,
                    max(held) AS held, min(at_offset) AS first_offset, max(at_offset) AS last_offset,
                    (array_agg(value ORDER BY at_offset DESC))[1] AS last_value,
                    array_agg(at_offset ORDER BY at_offset) AS offsets,
                    array_agg(held ORDER BY at_offset) AS helds,
                    array_agg(sum ORDER BY at_offset) AS wide_sums,
                    array_agg(weight ORDER BY at_offset) AS wide_weights
                FROM running
                GROUP BY type, provider, chunk
            )
            """;

    /**
     * {@code part}: of each chunk that the window {@code w (s, e)} of seconds touches, the samples in it, as scalars.
     * {@code l} and {@code h} count the chunk's samples before the window's start and end: two binary searches, and
     * none on a side where the window covers the chunk. OFFSET 0 keeps the planner from inlining them into each place
     * that uses them, where they would run again. The chunks' numbers are made beside the table for the same reason and
     * another: division is not leakproof, and under row-level security its result finds nothing by index if the planner
     * sees it made in the condition (since the minor versions of November 2026; ADR 3).
     *
     * <p>Expects {@code w} and {@code t (type)}, and goes between {@link #PART} and {@link #PART_END} with what
     * restricts the provider.
     */
    static final String PART = """
            SELECT provider, chunk, h - l AS n, low, high, h = samples AND l = 0 AS whole, h, l, sums, wide_sums,
                CASE WHEN h = samples THEN total ELSE coalesce(sums[h], wide_sums[h]) END
                    - CASE WHEN l = 0 THEN 0 ELSE coalesce(sums[l], wide_sums[l]) END AS total,
                CASE WHEN h = samples THEN weight ELSE coalesce(weights[h], wide_weights[h]) END
                    - CASE WHEN l = 0 THEN 0 ELSE coalesce(weights[l + 1], wide_weights[l + 1]) END AS weight,
                CASE WHEN helds IS NULL
                    THEN CASE WHEN h = samples THEN last_offset ELSE offsets[h] END
                        - CASE WHEN l = 0 THEN first_offset ELSE offsets[l + 1] END
                    ELSE CASE WHEN h = samples THEN held ELSE helds[h] END
                        - CASE WHEN l = 0 THEN 0 ELSE helds[l + 1] END
                END AS held,
                base + CASE WHEN l = 0 THEN first_offset ELSE offsets[l + 1] END AS first_at,
                base + CASE WHEN h = samples THEN last_offset ELSE offsets[h] END AS last_at,
                CASE WHEN h = samples THEN last_value
                    ELSE coalesce(sums[h] - coalesce(sums[h - 1], 0), wide_sums[h] - coalesce(wide_sums[h - 1], 0))
                END AS last_value
            FROM (
                SELECT c.*,
                    CASE WHEN base + 14400 <= w.e THEN samples
                        ELSE width_bucket(CAST(w.e - 1 - base AS smallint), offsets) END AS h,
                    CASE WHEN base >= w.s THEN 0
                        ELSE width_bucket(CAST(w.s - 1 - base AS smallint), offsets) END AS l
                FROM (
                    SELECT CAST(w.s / 14400 AS integer) AS first_chunk, CAST((w.e - 1) / 14400 AS integer) AS last_chunk
                    OFFSET 0
                ) k
                CROSS JOIN LATERAL (
                    SELECT provider, chunk, chunk * CAST(14400 AS bigint) AS base, samples, low, high, total, weight,
                        held, first_offset, last_offset, last_value, offsets, helds, sums, weights, wide_sums,
                        wide_weights
                    FROM sleep.sample_chunk
                    WHERE tenant_id = :tenant AND person_id = :person AND type = t.type
                      AND chunk BETWEEN k.first_chunk AND k.last_chunk
                      AND (type, provider, chunk) NOT IN (SELECT type, provider, chunk FROM late)
                    UNION ALL
                    SELECT provider, chunk, chunk * CAST(14400 AS bigint), samples, low, high, total, weight,
                        held, first_offset, last_offset, last_value, offsets, helds,
                        CAST(NULL AS integer[]), CAST(NULL AS integer[]), wide_sums, wide_weights
                    FROM patched
                    WHERE type = t.type
                      AND chunk BETWEEN k.first_chunk AND k.last_chunk
                ) c
            """;

    static final String PART_END = """
                OFFSET 0
            ) cut
            WHERE h > l
            """;

    /** {@code edge}: the extremes of a {@code part} that does not hold its whole chunk. */
    static final String EDGE = """
            CROSS JOIN LATERAL (
                SELECT CAST(min(v) AS integer) AS low, CAST(max(v) AS integer) AS high
                FROM (
                    SELECT coalesce(u.sum - u.before, u.wide_sum - u.wide_before) AS v
                    FROM unnest(sums[l + 1 : h], (array_prepend(0, sums))[l + 1 : h], wide_sums[l + 1 : h],
                        (array_prepend(CAST(0 AS bigint), wide_sums))[l + 1 : h])
                      AS u (sum, before, wide_sum, wide_before)
                    WHERE NOT whole) d
            ) edge
            """;

    private WindowSql() {}
}
