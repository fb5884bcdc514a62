package dev.cohort.sleep.series;

import dev.cohort.kernel.time.TimeWindow;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The average of a series over a window, with two decimals, half-up, in the type's unit.
 *
 * @param mean arithmetic, null without a sample
 * @param timeWeightedMean each sample weighs as long as it holds: to the next or the window's end, at most 5 minutes;
 *     null without a sample
 * @param samples in the window
 * @param coverage held seconds over the window's seconds, 0..1
 * @param provider whose samples these are, null without a sample
 */
public record WindowAverage(
        @Nullable BigDecimal mean,
        @Nullable BigDecimal timeWeightedMean,
        int samples,
        BigDecimal coverage,
        @Nullable String provider) {

    static final WindowAverage NONE = new WindowAverage(null, null, 0, BigDecimal.ZERO, null);

    static WindowAverage of(String provider, int samples, long total, long held, long weight, TimeWindow window) {
        return new WindowAverage(
                hundredths(total, samples),
                hundredths(weight, held),
                samples,
                share(held, window.end().getEpochSecond() - window.start().getEpochSecond()),
                provider);
    }

    /** The quotient of a sum of hundredths, which is never negative, to the nearest hundredth, half-up. */
    static BigDecimal hundredths(long sum, long count) {
        return BigDecimal.valueOf((2 * sum + count) / (2 * count), 2);
    }

    /** {@code part} of {@code all} seconds, two decimals half-up; 0 of none. */
    static BigDecimal share(long part, long all) {
        return all == 0 ? BigDecimal.ZERO : hundredths(100 * part, all);
    }
}
