package dev.cohort.sleep.series;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A series over all intervals of a night together; as {@link WindowAverage}, with the extremes. All but
 * {@code samples} and {@code coverage} are null without a sample.
 */
public record NightStatistic(
        @Nullable BigDecimal mean,
        @Nullable BigDecimal timeWeightedMean,
        @Nullable BigDecimal min,
        @Nullable BigDecimal max,
        int samples,
        BigDecimal coverage,
        @Nullable String provider) {

    static final NightStatistic NONE = new NightStatistic(null, null, null, null, 0, BigDecimal.ZERO, null);

    static NightStatistic of(String provider, NightSums sums, long seconds) {
        return new NightStatistic(
                WindowAverage.hundredths(sums.total(), sums.samples()),
                WindowAverage.hundredths(sums.weight(), sums.held()),
                BigDecimal.valueOf(sums.low(), 2),
                BigDecimal.valueOf(sums.high(), 2),
                sums.samples(),
                WindowAverage.share(sums.held(), seconds),
                provider);
    }
}
