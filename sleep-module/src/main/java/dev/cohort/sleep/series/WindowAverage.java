package dev.cohort.sleep.series;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The average of a series over a window, with two decimals in the type's unit.
 *
 * @param mean arithmetic, null without a sample
 * @param timeWeightedMean each sample weighs as long as it holds: to the next or the window's end, at most 5 minutes;
 *     null if nothing is held
 * @param samples in the window
 * @param coverage held seconds over the window's seconds, 0..1
 * @param provider whose samples these are, null without a sample
 */
public record WindowAverage(
        @Nullable BigDecimal mean,
        @Nullable BigDecimal timeWeightedMean,
        int samples,
        BigDecimal coverage,
        @Nullable String provider) {}
