package dev.cohort.sleep.series;

import org.jspecify.annotations.Nullable;

/**
 * A sample that came alone, and the samples next to it as far as they are at most five minutes away; those further
 * away are not its business, for a sample holds no longer. Public for {@code sleep.summary}.
 *
 * @param before the value that it replaced
 * @param value in hundredths of the type's unit
 * @param next the second of the next sample
 */
public record LateSample(
        long second,
        @Nullable Integer before,
        int value,
        @Nullable Neighbour previous,
        @Nullable Long next) {

    /** The sample before. */
    public record Neighbour(long second, int value) {}
}
