package dev.cohort.sleep.night;

import org.jspecify.annotations.Nullable;

/** Where a session comes from. Only the provider decides anything; the rest is shown. */
public record Source(
        String provider,
        @Nullable String deviceModel,
        @Nullable String deviceType,
        @Nullable String name) {

    public Source(String provider) {
        this(provider, null, null, null);
    }
}
