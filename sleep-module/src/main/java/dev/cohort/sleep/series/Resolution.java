package dev.cohort.sleep.series;

import java.util.Arrays;
import java.util.Optional;

/** How finely a series is listed: its samples, or one figure for each bucket in which there are some. */
enum Resolution {
    RAW("raw", 1),
    MINUTE("1m", 60),
    FIVE_MINUTES("5m", 300),
    HOUR("1h", 3_600),
    /** A day of the person's zone, so not always 24 hours. */
    DAY("1d", 86_400);

    private final String code;
    private final int seconds;

    Resolution(String code, int seconds) {
        this.code = code;
        this.seconds = seconds;
    }

    static Optional<Resolution> of(String code) {
        return Arrays.stream(values()).filter(one -> one.code.equals(code)).findFirst();
    }

    String code() {
        return code;
    }

    int seconds() {
        return seconds;
    }
}
