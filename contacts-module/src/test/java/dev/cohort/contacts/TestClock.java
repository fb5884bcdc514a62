package dev.cohort.contacts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/** The time of day, which tests put forward and never back: history is told by the second. */
public final class TestClock extends Clock {

    private static final AtomicLong AHEAD = new AtomicLong();

    /** From now on everything happens so much later. */
    public static void forward(Duration more) {
        AHEAD.addAndGet(more.toSeconds());
    }

    @Override
    public Instant instant() {
        return Clock.systemUTC().instant().plusSeconds(AHEAD.get());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
