package dev.cohort.contacts.attribute;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the constraints of a field and checks that they fit its type and each other. */
final class ConstraintsRequest {

    private static final Set<String> NAMES =
            Set.of("minLength", "maxLength", "pattern", "min", "max", "scale", "maxItems");
    private static final int LONGEST_PATTERN = 500;

    private final AttributeDefinition field;
    private final Errors errors;

    ConstraintsRequest(AttributeDefinition field, Errors errors) {
        this.field = field;
        this.errors = errors;
    }

    AttributeConstraints read(JsonNode node) {
        if (!node.isObject()) {
            errors.malformed("/constraints", "wrong-type", "constraints takes an object.");
            return AttributeConstraints.NONE;
        }
        for (String name : node.propertyNames()) {
            if (!NAMES.contains(name)) {
                errors.malformed(
                        "/constraints/" + Errors.step(name),
                        "unknown-property",
                        "There is no constraint \"" + ValueRefused.shown(name) + "\"; known are "
                                + NAMES.stream().sorted().toList() + ".");
            } else if (!node.get(name).isNull() && !fits(name)) {
                errors.invalid(
                        "/constraints/" + name,
                        "not-for-type",
                        name + " does not apply to a" + (field.multiple() ? " multiple" : "") + " field of type "
                                + field.type().code() + ".");
            }
        }
        boolean texts = field.type().isText();
        Integer minLength = number(node, "minLength", 0, texts ? field.type().longest() : 0);
        Integer maxLength = number(node, "maxLength", 1, texts ? field.type().longest() : 1);
        Object min = bound(node, "min");
        Object max = bound(node, "max");
        if ((minLength != null && maxLength != null && minLength > maxLength)
                || (errors.isEmpty() && ValueChecks.compare(min, max) > 0)) {
            errors.invalid("/constraints", "empty-range", "The lower bound is above the upper bound.");
        }
        return new AttributeConstraints(
                minLength,
                maxLength,
                pattern(node),
                min,
                max,
                number(node, "scale", 0, AttributeValues.DIGITS),
                number(node, "maxItems", 1, AttributeDefinition.MOST_ITEMS));
    }

    private boolean fits(String name) {
        return switch (name) {
            case "minLength", "maxLength", "pattern" -> field.type().isText();
            case "min", "max" ->
                field.kind() == Kind.NUMBER || field.kind() == Kind.DATE || field.kind() == Kind.INSTANT;
            case "scale" -> field.type() == AttributeType.DECIMAL;
            default -> field.multiple();
        };
    }

    private @Nullable Integer number(JsonNode node, String name, int least, int most) {
        JsonNode value = node.get(name);
        if (value == null || value.isNull() || !fits(name)) {
            return null;
        }
        if (!value.isIntegralNumber()) {
            errors.malformed("/constraints/" + name, "wrong-type", name + " takes a whole number.");
            return null;
        }
        if (!value.canConvertToInt() || value.intValue() < least || value.intValue() > most) {
            errors.invalid(
                    "/constraints/" + name, "out-of-range", name + " must be from " + least + " to " + most + ".");
            return null;
        }
        return value.intValue();
    }

    private @Nullable Object bound(JsonNode node, String name) {
        JsonNode value = node.get(name);
        if (value == null || value.isNull() || !fits(name)) {
            return null;
        }
        boolean number = field.kind() == Kind.NUMBER;
        if (number ? !value.isNumber() : !value.isString()) {
            errors.malformed(
                    "/constraints/" + name, "wrong-type", name + " takes a " + (number ? "number." : "string."));
            return null;
        }
        try {
            return number
                    ? AttributeValues.decimal(value.decimalValue())
                    : AttributeValues.parse(field, value.asString());
        } catch (ValueRefused refused) {
            errors.add("/constraints/" + name, refused);
            return null;
        }
    }

    private @Nullable String pattern(JsonNode node) {
        JsonNode value = node.get("pattern");
        if (value == null || value.isNull() || !fits("pattern")) {
            return null;
        }
        if (!value.isString()) {
            errors.malformed("/constraints/pattern", "wrong-type", "pattern takes a string.");
            return null;
        }
        String pattern = value.asString();
        if (pattern.length() > LONGEST_PATTERN) {
            errors.invalid(
                    "/constraints/pattern", "too-long", "A pattern has at most " + LONGEST_PATTERN + " characters.");
            return null;
        }
        Texts.stored(pattern);
        ValueChecks.compiled(pattern);
        return pattern;
    }
}
