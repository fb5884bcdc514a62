package dev.cohort.sleep.night;

import java.util.Locale;

/** What a reader of a night should know about its figures. */
public enum Flag {
    /** A session came without offset or zone; the person's or the tenant's was taken. */
    ZONE_ASSUMED,
    /** A sleep was taken for a nap because of its length, hour and distance. */
    NAP_INFERRED,
    /** A source reported no sleep, only a window: that counts as sleep. */
    DURATION_ONLY,
    /** A source reported more sleep than time in bed, more time in bed than its window, or more than 100 %. */
    CLAMPED,
    /** An average is the one value that the source publishes for the day. */
    DAILY_VALUE;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
