package dev.cohort.sleep.night;

import org.jspecify.annotations.Nullable;

/** Seconds in each stage as a source reports them; null is not reported, 0 is measured. */
public record StageSeconds(
        @Nullable Integer deep,
        @Nullable Integer light,
        @Nullable Integer rem,
        @Nullable Integer awake) {

    /** The seconds asleep that these add up to; null if no stage of sleep is reported. */
    @Nullable
    Integer asleep() {
        if (deep == null && light == null && rem == null) {
            return null;
        }
        return orZero(deep) + orZero(light) + orZero(rem);
    }

    private static int orZero(@Nullable Integer seconds) {
        return seconds == null ? 0 : seconds;
    }
}
