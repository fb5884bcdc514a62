package dev.cohort.sleep.importing;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import org.jspecify.annotations.Nullable;

/**
 * Reads wall-clock times of a zone, with what the two nights a year need on which its clocks change.
 *
 * <p>An hour that comes twice: a single time means its first coming. Rows that run forward through a file come to the
 * hour twice, and its second coming starts where their time steps back inside it; a file whose rows do not run
 * forward gives no such hint.
 *
 * <p>An hour that does not come: a clock that was not yet put forward shows it, so a session's start or end there is
 * read with the offset before the change. For samples that would put two in one second, as the same file has rows for
 * the hour after the gap; so they are refused.
 */
final class LocalClock {

    private final ZoneId zone;
    private @Nullable LocalDateTime last;
    private boolean runsForward = true;
    private boolean secondComing;

    LocalClock(ZoneId zone) {
        this.zone = zone;
    }

    /** The first coming of {@code time}; with the offset before the change if it does not come. */
    OffsetDateTime first(LocalDateTime time) {
        ZoneOffsetTransition change = zone.getRules().getTransition(time);
        ZoneOffset before = change == null ? zone.getRules().getOffset(time) : change.getOffsetBefore();
        return at(time.toInstant(before));
    }

    /** An instant with the offset that the zone has there. */
    OffsetDateTime at(Instant instant) {
        return instant.atOffset(zone.getRules().getOffset(instant));
    }

    /** The end of what starts at {@code start}: the first coming of {@code time}, or the second if it needs that. */
    OffsetDateTime after(OffsetDateTime start, LocalDateTime time) {
        OffsetDateTime first = first(time);
        ZoneOffsetTransition change = zone.getRules().getTransition(time);
        if (change != null && change.isOverlap() && !first.isAfter(start)) {
            return time.atOffset(change.getOffsetAfter());
        }
        return first;
    }

    /**
     * The instant of the next row.
     *
     * @throws Rejection if the zone skips that time
     */
    long nextRow(String field, String text, LocalDateTime time) {
        ZoneOffsetTransition change = zone.getRules().getTransition(time);
        LocalDateTime before = last;
        boolean back = before != null && time.isBefore(before);
        last = time;
        if (change == null) {
            secondComing = false;
            runsForward &= !back;
            return time.toEpochSecond(zone.getRules().getOffset(time));
        }
        if (change.isGap()) {
            throw new Rejection(
                    field, text, "no-such-time", "The clocks of " + zone + " skip this time: they were put forward.");
        }
        boolean sameHour = before != null && !before.isBefore(change.getDateTimeAfter());
        if (back && sameHour && !secondComing) {
            secondComing = true;
        } else if (back) {
            runsForward = false;
        }
        boolean second = secondComing && runsForward;
        return time.toEpochSecond(second ? change.getOffsetAfter() : change.getOffsetBefore());
    }
}
