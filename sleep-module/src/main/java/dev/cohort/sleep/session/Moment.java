package dev.cohort.sleep.session;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** A point of time as a source writes it. Fractions of seconds are cut, towards the earlier second. */
public sealed interface Moment {

    /** An instant and the offset of the clock there: {@code 2026-03-02T22:00:00+01:00}. */
    record Offset(Instant instant, ZoneOffset offset) implements Moment {}

    /** An instant without a word about the clock there: {@code 2026-03-02T21:00:00-00:00} (RFC 3339, 4.3). */
    record Universal(Instant instant) implements Moment {}

    /** A clock's face without a word about where it hangs: {@code 2026-03-02T22:00:00}. */
    record Wall(LocalDateTime time) implements Moment {}
}
