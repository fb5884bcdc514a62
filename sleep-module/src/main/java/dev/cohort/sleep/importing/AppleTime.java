package dev.cohort.sleep.importing;

import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * Reads {@code 2024-01-15 23:05:00 -0800}. By hand, because an export has millions of them: a
 * {@link java.time.format.DateTimeFormatter} takes twenty times as long.
 */
final class AppleTime {

    private static final int LENGTH = "2024-01-15 23:05:00 -0800".length();
    private static final String PATTERN = "dddd-dd-dd dd:dd:dd sdddd";
    private static final int DAY = 86_400;
    private static final int MOST_OFFSET = 18 * 3600;

    private AppleTime() {}

    /**
     * The instant in seconds since 1970.
     *
     * @throws Rejection if {@code text} is no such time
     */
    static long epochSecond(String field, String text) {
        check(field, text);
        int hour = two(text, 11);
        int minute = two(text, 14);
        int second = two(text, 17);
        if (hour > 23 || minute > 59 || second > 59) {
            throw unreadable(field, text);
        }
        try {
            long day = LocalDate.of(two(text, 0) * 100 + two(text, 2), two(text, 5), two(text, 8))
                    .toEpochDay();
            return day * DAY + hour * 3600L + minute * 60L + second - offset(field, text);
        } catch (DateTimeException noSuchDay) {
            throw unreadable(field, text);
        }
    }

    /** The offset of a text that {@link #epochSecond} took, in seconds east of UTC. */
    static int offset(String field, String text) {
        int size = two(text, 21) * 3600 + two(text, 23) * 60;
        if (size > MOST_OFFSET) {
            throw unreadable(field, text);
        }
        return text.charAt(20) == '-' ? -size : size;
    }

    private static void check(String field, String text) {
        if (text.length() != LENGTH) {
            throw unreadable(field, text);
        }
        for (int i = 0; i < LENGTH; i++) {
            char found = text.charAt(i);
            boolean fits = switch (PATTERN.charAt(i)) {
                case 'd' -> found >= '0' && found <= '9';
                case 's' -> found == '+' || found == '-';
                default -> found == PATTERN.charAt(i);
            };
            if (!fits) {
                throw unreadable(field, text);
            }
        }
    }

    private static int two(String text, int at) {
        return (text.charAt(at) - '0') * 10 + text.charAt(at + 1) - '0';
    }

    private static Rejection unreadable(String field, String text) {
        return new Rejection(field, text, "unreadable-time", "It is not a time like 2024-01-15 23:05:00 -0800.");
    }
}
