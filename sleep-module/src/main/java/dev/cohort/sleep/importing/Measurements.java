package dev.cohort.sleep.importing;

import dev.cohort.sleep.importing.FileFormat.Reading;
import dev.cohort.sleep.series.SeriesType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.OptionalInt;

/** Turns what a file says into what can be stored, or says why it cannot. */
final class Measurements {

    private static final int LONGEST_NUMBER = 40;
    private static final int MOST_DIGITS = 200;
    private static final long SECONDS_AHEAD = 24 * 3600;

    private Measurements() {}

    /**
     * {@code text} in hundredths of the type's unit.
     *
     * @throws Rejection if it is no number, out of bounds or in a unit that the type does not have
     */
    static int hundredths(SeriesType type, String field, String text, String unit) {
        return hundredths(type, field, number(field, text), unit);
    }

    /** As {@link #hundredths(SeriesType, String, String, String)}. */
    static int hundredths(SeriesType type, String field, BigDecimal value, String unit) {
        if (!type.units().contains(unit)) {
            throw new Rejection(
                    "unit",
                    unit,
                    "unknown-unit",
                    "The unit of " + type.code() + " must be one of " + type.units() + ".");
        }
        OptionalInt hundredths = type.hundredths(value, unit);
        if (hundredths.isEmpty()) {
            throw new Rejection(
                    field,
                    value.toString(),
                    "out-of-bounds",
                    "A value of " + type.code() + " lies between " + type.min() + " and " + type.max() + " "
                            + type.unit() + ".");
        }
        return hundredths.getAsInt();
    }

    /**
     * @throws Rejection if {@code text} is no decimal number
     */
    static BigDecimal number(String field, String text) {
        try {
            if (text.length() <= LONGEST_NUMBER) {
                return sane(field, new BigDecimal(text.strip()));
            }
        } catch (NumberFormatException notANumber) {
            // Answered below, with what is too long to be one.
        }
        throw new Rejection(field, text, "not-a-number", "It is not a number.");
    }

    /**
     * {@code value}, unless writing it out would take hundreds of digits, as that of 1e999999999 would.
     *
     * @throws Rejection if it would
     */
    static BigDecimal sane(String field, BigDecimal value) {
        if (Math.abs((long) value.scale()) > MOST_DIGITS) {
            throw new Rejection(field, value.toString(), "out-of-bounds", "No measurement has such a size.");
        }
        return value;
    }

    /**
     * {@code epochSecond} if something can have been measured then.
     *
     * @throws Rejection before 1970, or more than 24 hours ahead of the reading
     */
    static long time(String field, String text, long epochSecond, Reading reading) {
        if (epochSecond < 0) {
            throw new Rejection(field, text, "too-early", "A time before 1970 cannot be stored.");
        }
        if (epochSecond > reading.now().getEpochSecond() + SECONDS_AHEAD) {
            throw new Rejection(field, text, "in-future", "It lies more than 24 hours in the future.");
        }
        return epochSecond;
    }

    /** As {@link #time(String, String, long, Reading)}. */
    static long time(String field, String text, Instant instant, Reading reading) {
        return time(field, text, instant.getEpochSecond(), reading);
    }
}
