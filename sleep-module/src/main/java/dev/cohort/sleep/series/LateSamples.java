package dev.cohort.sleep.series;

import dev.cohort.sleep.person.PersonLock;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.stereotype.Component;

/** Single samples that arrive for a chunk that is there: what streams send, and what must not rewrite a chunk each. */
@Component
class LateSamples {

    /**
     * Finds what is known of the second by a binary search in the chunk and one look at the inbox, and puts the sample
     * into the inbox if it may wait there; nothing is unpacked, and a few numbers come back. A sample waits if the
     * chunk is there and not small, and neither the chunk nor the series has too many waiting.
     */
    private static final String PUT = """
            WITH packed AS (
                SELECT samples, offsets[before] AS previous_at, offsets[at + 1] AS next_at,
                    CASE WHEN at > before THEN coalesce(sums[at] - coalesce(sums[before], 0),
                        CAST(wide_sums[at] - coalesce(wide_sums[before], 0) AS integer)) END AS value,
                    coalesce(sums[before] - coalesce(sums[before - 1], 0),
                        CAST(wide_sums[before] - coalesce(wide_sums[before - 1], 0) AS integer)) AS previous
                FROM (
                    SELECT b.*, CASE WHEN offsets[at] = :offset THEN at - 1 ELSE at END AS before
                    FROM (
                        SELECT samples, offsets, sums, wide_sums,
                            width_bucket(CAST(:offset AS smallint), offsets) AS at
                        FROM sleep.sample_chunk
                        WHERE tenant_id = :tenant AND person_id = :person AND type = :type AND provider = :provider
                          AND chunk = :chunk
                        OFFSET 0) b
                    OFFSET 0) c
            ), waiting AS (
                SELECT count(*) AS series, count(*) FILTER (WHERE chunk = :chunk) AS pending,
                    max(value) FILTER (WHERE chunk = :chunk AND at_offset = :offset) AS value,
                    max(ARRAY[CAST(at_offset AS integer), value])
                        FILTER (WHERE chunk = :chunk AND at_offset < :offset) AS previous,
                    min(at_offset) FILTER (WHERE chunk = :chunk AND at_offset > :offset) AS next_at
                FROM sleep.late_sample
                WHERE tenant_id = :tenant AND person_id = :person AND type = :type AND provider = :provider
            ), known AS (
                SELECT coalesce(waiting.value, packed.value) AS value,
                    waiting.series < :mostWaiting AND packed.samples + waiting.pending >= :smallChunk
                        AND waiting.pending + 1 < greatest(:worthRewrite, packed.samples / 8) AS waits,
                    greatest(waiting.previous[1], packed.previous_at) AS previous_at,
                    CASE WHEN waiting.previous[1] >= coalesce(packed.previous_at, 0)
                        THEN waiting.previous[2] ELSE packed.previous END AS previous,
                    least(waiting.next_at, packed.next_at) AS next_at
                FROM packed CROSS JOIN waiting
            ), filled AS (
                INSERT INTO sleep.late_sample (tenant_id, person_id, type, provider, chunk, at_offset, value)
                SELECT :tenant, :person, :type, :provider, :chunk, :offset, :value
                FROM known
                WHERE known.waits AND known.value IS DISTINCT FROM :value
                ON CONFLICT (tenant_id, person_id, type, chunk, provider, at_offset)
                    DO UPDATE SET value = excluded.value
            )
            SELECT value, waits, previous_at, previous, next_at FROM known""";

    /** Two statements in one round trip: the second sees what was committed while the first waited. */
    private static final String LOCK_AND_PUT = PersonLock.AHEAD + PUT;

    private final NamedParameterJdbcOperations jdbc;
    private final PersonLock lock;

    LateSamples(NamedParameterJdbcOperations jdbc, PersonLock lock) {
        this.jdbc = jdbc;
        this.lock = lock;
    }

    /**
     * What was known of a sample's second.
     *
     * @param value null if there was none
     * @param waits whether the sample may wait; then its value is in the inbox or was there
     * @param late the sample with its neighbours; null if one of them may lie in another chunk
     */
    record Known(
            @Nullable Integer value,
            boolean waits,
            @Nullable LateSample late) {
        private static final Known NO_CHUNK = new Known(null, false, null);
    }

    /** One round trip, with the person's lock if it is not held. */
    Known put(SeriesKey series, Sample sample) {
        boolean held = lock.isHeld(series.person());
        int chunk = ChunkSamples.chunkOf(sample.epochSecond());
        var values = new MapSqlParameterSource("tenant", series.tenant().value())
                .addValue("person", series.person().value())
                .addValue("type", series.type().id())
                .addValue("provider", series.provider())
                .addValue("chunk", chunk)
                .addValue("offset", (short) (sample.epochSecond() - (long) chunk * ChunkSamples.SECONDS))
                .addValue("value", sample.hundredths())
                .addValue("mostWaiting", SampleWriter.MAX_WAITING)
                .addValue("smallChunk", SampleWriter.SMALL_CHUNK)
                .addValue("worthRewrite", SampleWriter.WORTH_A_REWRITE);
        if (held) {
            return jdbc.execute(PUT, values, statement -> {
                statement.execute();
                return known(statement, sample);
            });
        }
        values.addValue("lock", PersonLock.key(series.person()));
        Known known = jdbc.execute(LOCK_AND_PUT, values, statement -> {
            statement.execute();
            statement.getMoreResults();
            return known(statement, sample);
        });
        lock.taken(series.person());
        return known;
    }

    private static Known known(PreparedStatement statement, Sample sample) throws SQLException {
        ResultSet row = statement.getResultSet();
        if (!row.next()) {
            return Known.NO_CHUNK;
        }
        Integer value = row.getObject(1, Integer.class);
        return new Known(value, row.getBoolean(2), late(row, sample, value));
    }

    private static @Nullable LateSample late(ResultSet row, Sample sample, @Nullable Integer before)
            throws SQLException {
        long base = (long) ChunkSamples.chunkOf(sample.epochSecond()) * ChunkSamples.SECONDS;
        long offset = sample.epochSecond() - base;
        Integer previousAt = near(offset, row.getObject(3, Integer.class));
        Integer nextAt = near(offset, row.getObject(5, Integer.class));
        if ((previousAt == null && offset < ChunkSamples.HOLD)
                || (nextAt == null && offset > ChunkSamples.SECONDS - ChunkSamples.HOLD)) {
            return null;
        }
        return new LateSample(
                sample.epochSecond(),
                before,
                sample.hundredths(),
                previousAt == null ? null : new LateSample.Neighbour(base + previousAt, row.getInt(4)),
                nextAt == null ? null : (Long) (base + nextAt));
    }

    private static @Nullable Integer near(long offset, @Nullable Integer other) {
        return other == null || Math.abs(other - offset) > ChunkSamples.HOLD ? null : other;
    }
}
