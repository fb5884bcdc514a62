package dev.cohort.sleep.series;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A sample ({@code value}), or a bucket that starts {@code at}: {@code mean}, {@code min}, {@code max}, of a type that
 * adds up the sum as {@code value}; and {@code n} samples.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SeriesItem(
        OffsetDateTime at,
        @Nullable BigDecimal value,
        @Nullable BigDecimal mean,
        @Nullable BigDecimal min,
        @Nullable BigDecimal max,
        @Nullable Integer n,
        String provider) {

    static SeriesItem sample(OffsetDateTime at, long hundredths, String provider) {
        return new SeriesItem(at, BigDecimal.valueOf(hundredths, 2), null, null, null, null, provider);
    }

    /** Sums in hundredths. */
    static SeriesItem bucket(SeriesType type, OffsetDateTime at, Bucket bucket, String provider) {
        if (type.isSum()) {
            return new SeriesItem(at, BigDecimal.valueOf(bucket.total(), 2), null, null, null, bucket.n(), provider);
        }
        return new SeriesItem(
                at,
                null,
                WindowAverage.hundredths(bucket.total(), bucket.n()),
                BigDecimal.valueOf(bucket.low(), 2),
                BigDecimal.valueOf(bucket.high(), 2),
                bucket.n(),
                provider);
    }

    /** Exact figures of a bucket. */
    record Bucket(int n, long total, int low, int high) {}

    @JsonIgnore
    long epochSecond() {
        return at.toEpochSecond();
    }
}
