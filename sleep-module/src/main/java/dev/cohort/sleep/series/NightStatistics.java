package dev.cohort.sleep.series;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.time.TimeWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Averages and extremes of nights. */
@Component
public class NightStatistics {

    /** As the averages of windows; the extremes of a chunk that is cut come from the differences of its sums. */
    private static final String STATISTICS =
            WindowSql.PATCHED + """
            SELECT w.g AS group_index, t.type, CAST(sum(a.samples) AS integer), CAST(sum(a.total) AS bigint),
                CAST(sum(a.held) AS bigint), CAST(sum(a.weight) AS bigint), min(a.low), max(a.high)
            FROM unnest(CAST(:starts AS bigint[]), CAST(:ends AS bigint[]), CAST(:groups AS integer[]),
                CAST(:providers AS text[])) AS w (s, e, g, provider)
            CROSS JOIN unnest(CAST(:types AS smallint[])) AS t (type)
            CROSS JOIN LATERAL (
                SELECT sum(n) AS samples, sum(total) AS total, sum(held + tail) AS held,
                    sum(weight + last_value * tail) AS weight, min(low) AS low, max(high) AS high
                FROM (
                    SELECT n, total, held, weight, last_value,
                        CASE WHEN whole THEN part.low ELSE edge.low END AS low,
                        CASE WHEN whole THEN part.high ELSE edge.high END AS high,
                        least(300, lead(first_at, 1, w.e) OVER (ORDER BY chunk) - last_at) AS tail
                    FROM (
            """ + WindowSql.PART + """
                        WHERE provider = w.provider
            """ + WindowSql.PART_END + """
                    ) part
            """ + WindowSql.EDGE + """
                ) held
                HAVING count(*) > 0
            ) a
            GROUP BY w.g, t.type""";

    private final JdbcClient jdbc;

    NightStatistics(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The intervals that make up one night, and whose samples count. Intervals that overlap or touch count as one, so
     * no sample and no second counts twice.
     */
    public record Group(String provider, List<TimeWindow> intervals) {

        /** The figures that these sums give for this night. */
        public NightStatistic statistic(NightSums sums) {
            return sums.statistic(
                    provider,
                    disjoint().stream()
                            .mapToLong(window -> window.end().getEpochSecond()
                                    - window.start().getEpochSecond())
                            .sum());
        }

        /** The same seconds as intervals in order, no two of which overlap or touch. */
        public List<TimeWindow> disjoint() {
            List<TimeWindow> sorted = new ArrayList<>(intervals);
            sorted.sort(Comparator.comparing(TimeWindow::start));
            List<TimeWindow> disjoint = new ArrayList<>();
            for (TimeWindow next : sorted) {
                TimeWindow last = disjoint.isEmpty() ? null : disjoint.getLast();
                if (last == null || next.start().isAfter(last.end())) {
                    disjoint.add(next);
                } else {
                    Instant end = next.end().isAfter(last.end()) ? next.end() : last.end();
                    disjoint.set(disjoint.size() - 1, new TimeWindow(last.start(), end));
                }
            }
            return disjoint;
        }
    }

    /**
     * The sums of each group, in order, one map of all {@code types} for each. A group without intervals has no
     * samples. Statements: one for any number of groups, none if there is nothing to ask.
     */
    public List<Map<SeriesType, NightSums>> of(
            TenantId tenant, PersonId person, List<SeriesType> types, List<Group> groups) {
        List<Map<SeriesType, NightSums>> sums = new ArrayList<>(groups.size());
        List<TimeWindow> windows = new ArrayList<>();
        List<Integer> groupOfWindow = new ArrayList<>();
        for (int group = 0; group < groups.size(); group++) {
            Map<SeriesType, NightSums> ofGroup = new EnumMap<>(SeriesType.class);
            types.forEach(type -> ofGroup.put(type, NightSums.NONE));
            sums.add(ofGroup);
            for (TimeWindow window : groups.get(group).disjoint()) {
                windows.add(window);
                groupOfWindow.add(group);
            }
        }
        if (windows.isEmpty() || types.isEmpty()) {
            return sums;
        }
        var bounds = new WindowSeconds(windows);
        jdbc.sql(STATISTICS)
                .param("tenant", tenant.value())
                .param("person", person.value())
                .param("types", SeriesType.ids(types))
                .param("firstChunk", bounds.firstChunk())
                .param("lastChunk", bounds.lastChunk())
                .param("starts", bounds.starts())
                .param("ends", bounds.ends())
                .param(
                        "groups",
                        groupOfWindow.stream().mapToInt(Integer::intValue).toArray())
                .param(
                        "providers",
                        groupOfWindow.stream()
                                .map(group -> groups.get(group).provider())
                                .toArray(String[]::new))
                .query(row -> {
                    var found = new NightSums(
                            row.getInt(3),
                            row.getLong(4),
                            row.getLong(5),
                            row.getLong(6),
                            row.getInt(7),
                            row.getInt(8));
                    sums.get(row.getInt(1)).put(SeriesType.ofId(row.getInt(2)), found);
                });
        return sums;
    }
}
