package dev.cohort.sleep.session;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the properties of one JSON object and notes what is wrong instead of failing: one bad session must not fail
 * its neighbours. Absent and null are the same.
 */
final class JsonFields {

    private static final BigDecimal SECONDS_A_MINUTE = BigDecimal.valueOf(60);
    private static final BigDecimal MINUTES = BigDecimal.valueOf(1_000_000);
    private static final int DIGITS = 400;

    private final JsonNode object;
    private final String at;
    private final SessionErrors errors;

    JsonFields(JsonNode object, String at, Set<String> known, SessionErrors errors) {
        this.object = object;
        this.at = at;
        this.errors = errors;
        if (!object.isObject()) {
            error("", "wrong-type", "An object is needed" + (at.isEmpty() ? "." : " at " + at + "."));
            return;
        }
        for (String name : object.propertyNames()) {
            if (!known.contains(name)) {
                error(
                        "/" + name.replace("~", "~0").replace("/", "~1"),
                        "unknown-property",
                        "There is no property \"" + SessionErrors.shown(name) + "\" here; known are "
                                + String.join(", ", known) + ".");
            }
        }
    }

    @Nullable
    JsonNode node(String name) {
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }

    /** The trimmed text; null if absent, blank or no text. */
    @Nullable
    String text(String name) {
        JsonNode value = node(name);
        if (value == null) {
            return null;
        }
        if (!value.isString()) {
            wrongType(name, "a text");
            return null;
        }
        String text = value.stringValue().strip();
        return text.isEmpty() ? null : text;
    }

    @Nullable
    String required(String name) {
        int before = errors.size();
        String text = text(name);
        if (text == null && errors.size() == before) {
            error("/" + name, "required", "The property " + name + " is missing.");
        }
        return text;
    }

    @Nullable
    Boolean truth(String name) {
        JsonNode value = node(name);
        if (value != null && !value.isBoolean()) {
            wrongType(name, "true, false or null");
            return null;
        }
        return value == null ? null : Boolean.valueOf(value.booleanValue());
    }

    @Nullable
    BigDecimal number(String name) {
        JsonNode value = node(name);
        if (value == null) {
            return null;
        }
        if (!value.isNumber()) {
            wrongType(name, "a number");
            return null;
        }
        BigDecimal number = value.decimalValue();
        if (Math.abs((long) number.scale()) > DIGITS || number.precision() > DIGITS) {
            error("/" + name, "out-of-range", "The number at " + at + "/" + name + " has too many digits.");
            return null;
        }
        return number;
    }

    /** Minutes, as whole seconds. */
    @Nullable
    Integer minutes(String name) {
        BigDecimal minutes = number(name);
        if (minutes == null) {
            return null;
        }
        if (minutes.signum() < 0 || minutes.compareTo(MINUTES) > 0) {
            error("/" + name, "out-of-range", "The minutes at " + at + "/" + name + " must be from 0 to 1000000.");
            return null;
        }
        return minutes.multiply(SECONDS_A_MINUTE)
                .setScale(0, RoundingMode.HALF_UP)
                .intValueExact();
    }

    void error(String pointer, String code, String message) {
        errors.add(at + pointer, code, message);
    }

    private void wrongType(String name, String needed) {
        error("/" + name, "wrong-type", "At " + at + "/" + name + " " + needed + " is needed.");
    }
}
