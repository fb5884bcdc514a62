package dev.cohort.sleep.importing;

import dev.cohort.sleep.session.Moment;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the fields of a JSON object; what has the wrong shape is a {@link Rejection} that names the field. */
final class JsonRecord {

    private static final int LONGEST_TEXT = 200;
    private static final BigDecimal MOST_SECONDS = BigDecimal.valueOf(366L * 86_400);

    private final JsonNode object;
    private final String path;

    JsonRecord(JsonNode object) {
        this(object, "");
    }

    private JsonRecord(JsonNode object, String path) {
        this.object = object;
        this.path = path;
    }

    /** Whether the field is there and not null. */
    boolean has(String field) {
        return object.hasNonNull(field);
    }

    JsonNode node() {
        return object;
    }

    /** The field, or the missing node. */
    JsonNode node(String field) {
        return object.path(field);
    }

    /** The object in a field; one without fields if there is none. */
    JsonRecord object(String field) {
        JsonNode value = object.path(field);
        if (!value.isMissingNode() && !value.isNull() && !value.isObject()) {
            throw wrong(field, value, "an object");
        }
        return new JsonRecord(value, path + field + ".");
    }

    /** The objects in a list; none if there is no list. */
    List<JsonRecord> objects(String field) {
        List<JsonRecord> found = new ArrayList<>();
        JsonNode values = list(field);
        for (int i = 0; i < values.size(); i++) {
            if (!values.get(i).isObject()) {
                throw wrong(field, values.get(i), "a list of objects");
            }
            found.add(new JsonRecord(values.get(i), path + field + "[" + i + "]."));
        }
        return found;
    }

    /** The list in a field; an empty node if there is none. */
    JsonNode list(String field) {
        JsonNode values = object.path(field);
        if (!values.isMissingNode() && !values.isNull() && !values.isArray()) {
            throw wrong(field, values, "a list");
        }
        return values;
    }

    String name(String field) {
        return path + field;
    }

    @Nullable
    String text(String field) {
        JsonNode value = object.path(field);
        if (!has(field)) {
            return null;
        }
        if (!value.isString() || value.stringValue().length() > LONGEST_TEXT) {
            throw wrong(field, value, "a text of at most " + LONGEST_TEXT + " characters");
        }
        return value.stringValue().isBlank() ? null : value.stringValue();
    }

    /** An id, which may be written as text or as a number. */
    @Nullable
    String id(String field) {
        JsonNode value = object.path(field);
        if (value.isNumber()) {
            return Measurements.sane(name(field), value.decimalValue()).toPlainString();
        }
        return text(field);
    }

    String requiredText(String field) {
        String text = text(field);
        if (text == null) {
            throw missing(field);
        }
        return text;
    }

    @Nullable
    BigDecimal number(String field) {
        JsonNode value = object.path(field);
        if (!has(field)) {
            return null;
        }
        if (!value.isNumber()) {
            throw wrong(field, value, "a number");
        }
        return Measurements.sane(name(field), value.decimalValue());
    }

    BigDecimal requiredNumber(String field) {
        BigDecimal value = number(field);
        if (value == null) {
            throw missing(field);
        }
        return value;
    }

    /** A length of time in a field that counts {@code perSecond} to the second, at most a year; rounded half-up. */
    @Nullable
    Integer seconds(String field, int perSecond) {
        BigDecimal value = number(field);
        return value == null ? null : seconds(field, value, perSecond);
    }

    /** As {@link #seconds(String, int)} for a field that counts minutes. */
    @Nullable
    Integer secondsOfMinutes(String field) {
        BigDecimal value = number(field);
        return value == null ? null : seconds(field, value.multiply(BigDecimal.valueOf(60)), 1);
    }

    private Integer seconds(String field, BigDecimal value, int perSecond) {
        if (value.signum() < 0 || value.compareTo(MOST_SECONDS.multiply(BigDecimal.valueOf(perSecond))) > 0) {
            throw new Rejection(
                    name(field), value.toString(), "out-of-bounds", "A length of time lies between 0 and a year.");
        }
        return value.divide(BigDecimal.valueOf(perSecond), 0, RoundingMode.HALF_UP)
                .intValueExact();
    }

    int requiredSeconds(String field) {
        Integer seconds = seconds(field, 1);
        if (seconds == null) {
            throw missing(field);
        }
        return seconds;
    }

    /** Seconds since 1970. */
    long requiredEpochSecond(String field) {
        BigDecimal value = requiredNumber(field);
        if (value.signum() < 0 || value.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0) {
            throw new Rejection(
                    name(field), value.toString(), "unreadable-time", "It is no number of seconds since 1970.");
        }
        return value.setScale(0, RoundingMode.FLOOR).longValueExact();
    }

    @Nullable
    Boolean flag(String field) {
        JsonNode value = object.path(field);
        if (!has(field)) {
            return null;
        }
        if (!value.isBoolean()) {
            throw wrong(field, value, "true or false");
        }
        return value.booleanValue();
    }

    LocalDate date(String field) {
        String text = requiredText(field);
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException unreadable) {
            throw new Rejection(name(field), text, "unreadable-date", "It is not a date like 2026-03-03.");
        }
    }

    LocalDateTime wallTime(String field) {
        String text = requiredText(field);
        try {
            return LocalDateTime.parse(text);
        } catch (DateTimeParseException unreadable) {
            throw unreadableTime(field, text, "2026-03-02T22:00:00");
        }
    }

    /** An instant written with its offset or with Z. */
    OffsetDateTime time(String field) {
        String text = requiredText(field);
        try {
            return OffsetDateTime.parse(text.indexOf(' ') == 10 ? text.replace(' ', 'T') : text);
        } catch (DateTimeParseException unreadable) {
            throw unreadableTime(field, text, "2026-03-02T22:00:00+01:00");
        }
    }

    /** An offset like {@code -05:00}, {@code +0530} or {@code Z}; null if there is none. */
    @Nullable
    ZoneOffset offset(String field) {
        String text = text(field);
        if (text == null) {
            return null;
        }
        try {
            return ZoneOffset.of(text);
        } catch (DateTimeException unreadable) {
            throw new Rejection(name(field), text, "unreadable-offset", "It is not an offset like -05:00.");
        }
    }

    /**
     * {@code instant} with the offset that the source gives, else with that of the user's zone, else with none: the
     * person's zone is then taken, and the night says so.
     */
    static Moment moment(Instant instant, @Nullable ZoneOffset offset, @Nullable ZoneId zone) {
        if (offset != null) {
            return new Moment.Offset(instant, offset);
        }
        return zone == null
                ? new Moment.Universal(instant)
                : new Moment.Offset(instant, zone.getRules().getOffset(instant));
    }

    private Rejection missing(String field) {
        return new Rejection(name(field), null, "missing", "The record has no " + name(field) + ".");
    }

    private Rejection unreadableTime(String field, String text, String example) {
        return new Rejection(name(field), text, "unreadable-time", "It is not a time like " + example + ".");
    }

    private Rejection wrong(String field, JsonNode value, String expected) {
        String shown = value.isValueNode()
                ? value.asString()
                : value.getNodeType().name().toLowerCase(Locale.ROOT);
        return new Rejection(name(field), shown, "wrong-type", "It is not " + expected + ".");
    }
}
