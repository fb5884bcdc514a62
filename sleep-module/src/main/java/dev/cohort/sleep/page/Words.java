package dev.cohort.sleep.page;

import dev.cohort.kernel.web.Texts;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Figures of nights in words. Unknown is a dash, never 0. */
final class Words {

    static final String UNKNOWN = "–";

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM uuuu", Locale.ENGLISH);
    private static final Set<String> SERIES = Set.of("heart_rate", "hrv_sdnn", "hrv_rmssd", "respiratory_rate", "spo2");
    private static final Set<String> FLAGS =
            Set.of("zone_assumed", "nap_inferred", "duration_only", "clamped", "daily_value");

    private Words() {}

    static String minutes(@Nullable Integer minutes) {
        if (minutes == null) {
            return UNKNOWN;
        }
        return minutes < 60
                ? Texts.of("sleep.words.minutes", minutes)
                : Texts.of("sleep.words.hours", minutes / 60, String.format(Locale.ROOT, "%02d", minutes % 60));
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
        return SERIES.contains(code) ? Texts.of("sleep.series." + code) : code;
    }

    static String unit(String code) {
        return SERIES.contains(code) ? Texts.of("sleep.unit." + code) : "";
    }

    static String flag(String code) {
        return FLAGS.contains(code) ? Texts.of("sleep.flag." + code) : code;
    }

    /** The flag in a word or two. */
    static String flagName(String code) {
        return FLAGS.contains(code) ? Texts.of("sleep.flag-name." + code) : code;
    }
}
