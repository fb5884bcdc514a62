package dev.cohort.sleep.night;

import org.jspecify.annotations.Nullable;

/** Minutes in each stage; null is unknown. */
public record StageMinutes(
        @Nullable Integer deep,
        @Nullable Integer light,
        @Nullable Integer rem,
        @Nullable Integer awake) {

    boolean isUnknown() {
        return deep == null && light == null && rem == null && awake == null;
    }
}
