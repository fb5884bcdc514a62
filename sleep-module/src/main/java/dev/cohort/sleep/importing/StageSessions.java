package dev.cohort.sleep.importing;

import dev.cohort.sleep.night.StageInterval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * Assembles sessions from the intervals of a source that writes none, as Apple Health does. Intervals at most 30
 * minutes apart are one session: a longer hole is no time in bed, and a sleep of several sessions bridges two hours.
 *
 * <p>The result depends on the set of intervals alone. What is assembled can be assembled again with more: the union
 * of intervals, the earliest start and the latest end do not depend on an order, and equal instants keep the smaller
 * offset. So any parts of a file, in any order and any number of times, end in the same sessions.
 */
final class StageSessions {

    /** Intervals that are no further apart are one session; seconds. */
    static final long GAP = 30 * 60;

    /** Of a session, and so of an interval; seconds. */
    static final long LONGEST = 48 * 3600;

    private static final Comparator<StageInterval> BY_START = Comparator.comparingLong(StageInterval::start)
            .thenComparingLong(StageInterval::end)
            .thenComparing(StageInterval::stage);

    private StageSessions() {}

    /** Sessions of one writer out of {@code parts} of it, by start; parts may overlap and repeat each other. */
    static List<SourceSession> assembled(List<SourceSession> parts) {
        List<SourceSession> ordered = new ArrayList<>(parts);
        ordered.sort(Comparator.comparingLong(SourceSession::start));
        List<SourceSession> sessions = new ArrayList<>();
        List<SourceSession> together = new ArrayList<>();
        long end = Long.MIN_VALUE;
        for (SourceSession part : ordered) {
            if (!together.isEmpty() && part.start() - end > GAP) {
                sessions.add(union(together));
                together.clear();
                end = Long.MIN_VALUE;
            }
            together.add(part);
            end = Math.max(end, part.end());
        }
        if (!together.isEmpty()) {
            sessions.add(union(together));
        }
        return sessions;
    }

    private static SourceSession union(List<SourceSession> parts) {
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        SourceSession first = parts.stream()
                .min(Comparator.comparingLong(SourceSession::start).thenComparingInt(SourceSession::startOffset))
                .orElseThrow();
        SourceSession last = parts.stream()
                .min(Comparator.comparingLong(SourceSession::end).reversed().thenComparingInt(SourceSession::endOffset))
                .orElseThrow();
        TreeSet<StageInterval> stages = new TreeSet<>(BY_START);
        parts.forEach(part -> stages.addAll(part.stages()));
        return new SourceSession(
                first.source(), first.start(), first.startOffset(), last.end(), last.endOffset(), List.copyOf(stages));
    }
}
