package dev.cohort.sleep.series;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Pages of days of a zone, one statement each. A day is a window like any other: most of its chunks lie within it and
 * give their totals and extremes without being unpacked. All days of the range go along as windows, those outside the
 * series' own extent fall out first, and LIMIT stops at the page's last.
 */
@Component
class DailyFigures {

    /** Samples are at most a day ahead of the clock. */
    private static final int DAYS_AHEAD = 2;

    private static final String DAYS =
            WindowSql.PATCHED + """
            SELECT w.s, a.provider, a.n, a.total, a.low, a.high
            FROM unnest(CAST(:starts AS bigint[]), CAST(:ends AS bigint[])) WITH ORDINALITY AS w (s, e, i)
            CROSS JOIN unnest(CAST(:types AS smallint[])) AS t (type)
            CROSS JOIN LATERAL (
                SELECT provider, CAST(sum(part.n) AS integer) AS n, CAST(sum(part.total) AS bigint) AS total,
                    min(CASE WHEN whole THEN part.low ELSE edge.low END) AS low,
                    max(CASE WHEN whole THEN part.high ELSE edge.high END) AS high
                FROM (
            """ + WindowSql.PART + """
                    WHERE CAST(:provider AS text) IS NULL OR provider = :provider
            """ + WindowSql.PART_END + """
                ) part
            """ + WindowSql.EDGE + """
                GROUP BY provider
                ORDER BY array_position(CAST(:rank AS text[]), provider), provider
                LIMIT 1) a
            WHERE w.e > (
                    SELECT min(chunk) * CAST(14400 AS bigint) FROM sleep.sample_chunk
                    WHERE tenant_id = :tenant AND person_id = :person AND type = ANY (:types))
              AND w.s < (
                    SELECT (max(chunk) + 1) * CAST(14400 AS bigint) FROM sleep.sample_chunk
                    WHERE tenant_id = :tenant AND person_id = :person AND type = ANY (:types))
            ORDER BY w.i
            LIMIT :size""";

    private final JdbcClient jdbc;
    private final Clock clock;

    DailyFigures(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Days in order (backward: the latest first), each of the highest-ranked provider that has a sample in it. */
    List<SeriesItem> days(SeriesQuery query) {
        List<long[]> days = candidates(query);
        if (days.isEmpty()) {
            return List.of();
        }
        long first = days.stream().mapToLong(day -> day[0]).min().orElseThrow();
        long last = days.stream().mapToLong(day -> day[1]).max().orElseThrow();
        return jdbc.sql(DAYS)
                .param("tenant", query.tenant().value())
                .param("person", query.person().value())
                .param("types", new short[] {query.type().id()})
                .param("firstChunk", ChunkSamples.chunkOf(first))
                .param("lastChunk", ChunkSamples.chunkOf(last))
                .param("starts", days.stream().mapToLong(day -> day[0]).toArray())
                .param("ends", days.stream().mapToLong(day -> day[1]).toArray())
                .param("provider", query.provider())
                .param("rank", query.rank().toArray(new String[0]))
                .param("size", query.size())
                .query((row, number) -> SeriesItem.bucket(
                        query.type(),
                        startOfDay(query, row.getLong(1)),
                        new SeriesItem.Bucket(row.getInt(3), row.getLong(4), row.getInt(5), row.getInt(6)),
                        row.getString(2)))
                .list();
    }

    /** Each day of the range beyond the position, cut to the range. */
    private List<long[]> candidates(SeriesQuery query) {
        LocalDate beyond = clock.instant().atZone(query.zone()).toLocalDate().plusDays(DAYS_AHEAD);
        LocalDate day = date(query, query.from());
        long to = Math.min(query.to(), beyond.atStartOfDay(query.zone()).toEpochSecond());
        List<long[]> days = new ArrayList<>();
        while (day.atStartOfDay(query.zone()).toEpochSecond() < to) {
            long start = day.atStartOfDay(query.zone()).toEpochSecond();
            day = day.plusDays(1);
            long end = Math.min(to, day.atStartOfDay(query.zone()).toEpochSecond());
            if (isBeyond(query, start)) {
                days.add(new long[] {Math.max(start, query.from()), end});
            }
        }
        if (query.backward()) {
            Collections.reverse(days);
        }
        return days;
    }

    private static boolean isBeyond(SeriesQuery query, long start) {
        SeriesQuery.Position position = query.position();
        return position == null || (position.backward() ? start < position.at() : start > position.at());
    }

    /** The first day of a range may be cut; it is called by its own start all the same. */
    private static OffsetDateTime startOfDay(SeriesQuery query, long within) {
        return date(query, within).atStartOfDay(query.zone()).toOffsetDateTime();
    }

    private static LocalDate date(SeriesQuery query, long epochSecond) {
        return Instant.ofEpochSecond(epochSecond).atZone(query.zone()).toLocalDate();
    }
}
