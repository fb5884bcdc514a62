package dev.cohort.sleep.series;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.time.TimeWindow;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Averages of arbitrary windows. */
@Component
public class WindowAverages {

    /** The most windows of one call of the API. */
    public static final int MAX_WINDOWS = 5_000;

    /**
     * A window reads the chunks it touches, about three for a night, over the primary key; from each, scalars by two
     * binary searches ({@link WindowSql#PART}). A chunk's last sample holds until the next chunk's first one in the
     * window, or the window's end: that is {@code tail}, the only figure that looks beyond a chunk.
     */
    static final String AVERAGES = WindowSql.PATCHED + """
            SELECT CAST(w.i AS integer) AS window_index, t.type, a.provider, a.samples, a.total, a.held, a.weight
            FROM unnest(CAST(:starts AS bigint[]), CAST(:ends AS bigint[])) WITH ORDINALITY AS w (s, e, i)
            CROSS JOIN unnest(CAST(:types AS smallint[])) AS t (type)
            CROSS JOIN LATERAL (
                SELECT provider, CAST(sum(n) AS integer) AS samples, CAST(sum(total) AS bigint) AS total,
                    CAST(sum(held + tail) AS bigint) AS held,
                    CAST(sum(weight + last_value * tail) AS bigint) AS weight
                FROM (
                    SELECT provider, n, total, held, weight, last_value,
                        least(300, lead(first_at, 1, w.e) OVER (PARTITION BY provider ORDER BY chunk) - last_at)
                            AS tail
                    FROM (
            """ + WindowSql.PART + """
                        WHERE CAST(:provider AS text) IS NULL OR provider = :provider
            """ + WindowSql.PART_END + """
                    ) part
                ) held
                GROUP BY provider
                ORDER BY array_position(CAST(:rank AS text[]), provider), provider
                LIMIT 1
            ) a
            """;

    private final JdbcClient jdbc;

    WindowAverages(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The averages of each type over each window, in the order of {@code windows}, one map of all {@code types} for
     * each; duplicates, overlaps and empty windows are fine. Per window and type the samples of one provider: the
     * first of {@code providerRank} that has one, else the first by name. Fractions of a second are cut.
     *
     * <p>Statements: one, none if {@code windows} or {@code types} is empty.
     *
     * @param provider if given, only this one's samples
     */
    public List<Map<SeriesType, WindowAverage>> of(
            TenantId tenant,
            PersonId person,
            List<SeriesType> types,
            List<TimeWindow> windows,
            List<String> providerRank,
            @Nullable String provider) {
        List<Map<SeriesType, WindowAverage>> averages = new ArrayList<>(windows.size());
        for (int index = 0; index < windows.size(); index++) {
            Map<SeriesType, WindowAverage> ofWindow = new EnumMap<>(SeriesType.class);
            types.forEach(type -> ofWindow.put(type, WindowAverage.NONE));
            averages.add(ofWindow);
        }
        if (windows.isEmpty() || types.isEmpty()) {
            return averages;
        }
        var seconds = new WindowSeconds(windows);
        jdbc.sql(AVERAGES)
                .param("tenant", tenant.value())
                .param("person", person.value())
                .param("types", SeriesType.ids(types))
                .param("firstChunk", seconds.firstChunk())
                .param("lastChunk", seconds.lastChunk())
                .param("starts", seconds.starts())
                .param("ends", seconds.ends())
                .param("rank", providerRank.toArray(new String[0]))
                .param("provider", provider)
                .query(row -> {
                    int index = row.getInt(1) - 1;
                    SeriesType type = SeriesType.ofId(row.getInt(2));
                    averages.get(index)
                            .put(
                                    type,
                                    WindowAverage.of(
                                            row.getString(3),
                                            row.getInt(4),
                                            row.getLong(5),
                                            row.getLong(6),
                                            row.getLong(7),
                                            windows.get(index)));
                });
        return averages;
    }
}
