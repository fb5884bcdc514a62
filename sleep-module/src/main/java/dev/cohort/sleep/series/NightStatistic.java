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
        @Nullable String provider) {}
