package dev.cohort.sleep.night;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sessions of one provider that are one sleep: at most two hours apart, or a single one given as a nap. Overlaps
 * count once: the session with most net sleep counts whole, each further one by its share of seconds outside.
 */
final class Sleep {

    static final Comparator<Session> BY_TIME = Comparator.comparingLong(Session::start)
            .thenComparingLong(Session::end)
            .thenComparing(Session::provider)
            .thenComparing(Session::key);

    static final Comparator<Sleep> LONGEST_FIRST = Comparator.comparingLong(Sleep::span)
            .reversed()
            .thenComparingLong(Sleep::start)
            .thenComparing(sleep -> sleep.sessions().getFirst(), BY_TIME);

    private static final long DAY = 86_400;
    private static final Comparator<Part> MOST_SLEEP_FIRST = Comparator.comparingLong(
                    (Part part) -> part.figures.asleep() == null ? -1 : part.figures.asleep())
            .thenComparingLong(part -> part.session.window())
            .reversed()
            .thenComparing(Part::session, BY_TIME);

    /** A session and how much of it no fuller session covers. */
    record Part(Session session, SessionFigures figures, Spans outside) {

        boolean counts() {
            return !outside.isEmpty();
        }

        @Nullable
        Fraction share(@Nullable Long seconds) {
            return seconds == null ? null : Fraction.of(seconds).share(outside.length(), session.window());
        }

        /** Time in bed, the window where it is unknown. */
        Fraction coverage() {
            return Fraction.of(figures.inBed() == null ? session.window() : figures.inBed())
                    .share(outside.length(), session.window());
        }
    }

    private final List<Session> sessions;
    private final List<Part> parts;
    private final Session last;
    private final @Nullable Boolean givenNap;

    /** {@code sessions} in the order of {@link #BY_TIME}, at least one. */
    Sleep(List<Session> sessions) {
        this.sessions = List.copyOf(sessions);
        this.parts = parts(sessions);
        this.last = sessions.stream()
                .max(Comparator.comparingLong(Session::end).thenComparing(Sleep.BY_TIME.reversed()))
                .orElseThrow();
        if (sessions.stream().anyMatch(session -> Boolean.TRUE.equals(session.nap()))) {
            this.givenNap = true;
        } else {
            this.givenNap = sessions.stream().anyMatch(session -> session.nap() != null) ? Boolean.FALSE : null;
        }
    }

    private static List<Part> parts(List<Session> sessions) {
        List<Part> fullestFirst = sessions.stream()
                .map(session -> new Part(session, SessionFigures.of(session), Spans.NONE))
                .sorted(MOST_SLEEP_FIRST)
                .toList();
        List<Part> parts = new ArrayList<>();
        Spans covered = Spans.NONE;
        for (Part part : fullestFirst) {
            Spans window = Spans.of(part.session.start(), part.session.end());
            parts.add(new Part(part.session, part.figures, window.minus(covered)));
            covered = covered.plus(window);
        }
        return List.copyOf(parts);
    }

    List<Session> sessions() {
        return sessions;
    }

    /** The fullest session first. */
    List<Part> parts() {
        return parts;
    }

    List<Part> countingParts() {
        return parts.stream().filter(Part::counts).toList();
    }

    String provider() {
        return sessions.getFirst().provider();
    }

    Source source() {
        return parts.getFirst().session.source();
    }

    long start() {
        return sessions.getFirst().start();
    }

    long end() {
        return last.end();
    }

    int startOffset() {
        return sessions.getFirst().startOffset();
    }

    int endOffset() {
        return last.endOffset();
    }

    long span() {
        return end() - start();
    }

    @Nullable
    Boolean givenNap() {
        return givenNap;
    }

    /** The local date on which it ended, where it ended. */
    LocalDate wakeDate() {
        return localDate(end(), endOffset());
    }

    static LocalDate localDate(long second, int offset) {
        return LocalDate.ofEpochDay(Math.floorDiv(second + offset, DAY));
    }

    /** Seconds between this and a sleep that does not overlap it; negative if it does. */
    long distance(Sleep other) {
        return Math.max(start() - other.end(), other.start() - end());
    }
}
