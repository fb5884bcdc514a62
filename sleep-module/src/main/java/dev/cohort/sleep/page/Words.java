package dev.cohort.sleep.page;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Figures of nights in words. Unknown is a dash, never 0. */
final class Words {

    static final String UNKNOWN = "–";

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM uuuu", Locale.ENGLISH);
    private static final Map<String, String> SERIES = Map.of(
            "heart_rate", "Heart rate",
            "hrv_sdnn", "HRV (SDNN)",
            "hrv_rmssd", "HRV (RMSSD)",
            "respiratory_rate", "Breathing",
            "spo2", "Blood oxygen");
    private static final Map<String, String> UNITS = Map.of(
            "heart_rate", "bpm",
            "hrv_sdnn", "ms",
            "hrv_rmssd", "ms",
            "respiratory_rate", "breaths/min",
            "spo2", "%");
    private static final Map<String, String> FLAGS = Map.of(
            "zone_assumed", "A time came without an offset, so the person's time zone was taken.",
            "nap_inferred", "A sleep counts as a nap because of its length, hour and distance from the night.",
            "duration_only", "The device told only when sleep began and ended; all of that counts as sleep.",
            "clamped", "The device reported more than can be (over its window or 100 %); the surplus was cut.",
            "daily_value", "An average is the one value that the device publishes for the day.");

    private Words() {}

    static String minutes(@Nullable Integer minutes) {
        if (minutes == null) {
            return UNKNOWN;
        }
        return minutes < 60
                ? minutes + " min"
                : minutes / 60 + " h " + String.format(Locale.ROOT, "%02d", minutes % 60);
    }

    static String number(@Nullable BigDecimal value, String unit) {
        return value == null ? UNKNOWN : value.toPlainString() + (unit.isEmpty() ? "" : " " + unit);
    }

    static String percent(@Nullable BigDecimal share) {
        return share == null
                ? UNKNOWN
                : share.movePointRight(2).stripTrailingZeros().toPlainString() + " %";
    }

    static String day(LocalDate date) {
        return DAY.format(date);
    }

    /** Clock times of a span, with the offsets where they differ. */
    static String span(@Nullable String start, @Nullable String end) {
        if (start == null || end == null) {
            return UNKNOWN;
        }
        OffsetDateTime from = OffsetDateTime.parse(start);
        OffsetDateTime to = OffsetDateTime.parse(end);
        return from.getOffset().equals(to.getOffset())
                ? CLOCK.format(from) + "–" + CLOCK.format(to) + " (" + zone(from) + ")"
                : CLOCK.format(from) + " (" + zone(from) + ")–" + CLOCK.format(to) + " (" + zone(to) + ")";
    }

    private static String zone(OffsetDateTime time) {
        return "UTC"
                + (time.getOffset().getTotalSeconds() == 0
                        ? ""
                        : time.getOffset().getId());
    }

    static String series(String code) {
        return SERIES.getOrDefault(code, code);
    }

    static String unit(String code) {
        return UNITS.getOrDefault(code, "");
    }

    static String flag(String code) {
        return FLAGS.getOrDefault(code, code);
    }
}
