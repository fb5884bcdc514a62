package dev.cohort.kernel.time;

import java.time.Duration;
import java.time.Instant;

/**
 * The half-open window {@code [start, end)}; empty when both are equal. Half-open, because a sample on a
 * shared boundary must count once: BETWEEN counts it in both neighbours.
 */
public record TimeWindow(Instant start, Instant end) {

    /**
     * @throws IllegalArgumentException if {@code end} is before {@code start}
     */
    public TimeWindow {
        if (end.isBefore(start)) {
            throw new IllegalArgumentException("end " + end + " is before start " + start);
        }
    }

    public Duration length() {
        return Duration.between(start, end);
    }
}
