package dev.cohort.contacts.attribute;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Values of fields as JSON gives them. */
public final class ValueJson {

    private ValueJson() {}

    /**
     * The elements that {@code node} means, at most one unless the field is multiple; empty for null, blank texts and
     * empty arrays, which clear. What is wrong goes to {@code errors} under {@code pointer}.
     */
    public static List<Object> read(AttributeDefinition field, JsonNode node, String pointer, Errors errors) {
        List<Object> values = new ArrayList<>();
        if (node.isNull()) {
            return values;
        }
        if (field.multiple() != node.isArray()) {
            String wanted = field.multiple() ? "an array, because the field is multiple" : "one value";
            errors.malformed(pointer, "wrong-type", field.key() + " takes " + wanted + ".");
            return values;
        }
        if (!field.multiple()) {
            readItem(field, node, pointer, values, errors);
            return values;
        }
        for (JsonNode item : node) {
            readItem(field, item, pointer, values, errors);
        }
        return values;
    }

    private static void readItem(
            AttributeDefinition field, JsonNode node, String pointer, List<Object> values, Errors errors) {
        try {
            if (isBlank(node)) {
                return;
            }
            values.add(value(field, node));
        } catch (ValueRefused refused) {
            errors.add(pointer, refused);
        }
    }

    private static boolean isBlank(JsonNode node) {
        return node.isString() && Texts.trimmed(node.asString()).isEmpty();
    }

    private static Object value(AttributeDefinition field, JsonNode node) {
        switch (field.type()) {
            case INTEGER, DECIMAL -> {
                if (node.isNumber()) {
                    return field.type() == AttributeType.INTEGER
                            ? AttributeValues.integer(node.decimalValue())
                            : AttributeValues.decimal(node.decimalValue());
                }
            }
            case BOOLEAN -> {
                if (node.isBoolean()) {
                    return node.booleanValue();
                }
            }
            default -> {
                if (node.isString()) {
                    return AttributeValues.parse(field, node.asString());
                }
            }
        }
        String is = node.isNull() ? "null" : node.getNodeType().name().toLowerCase(Locale.ROOT);
        throw ValueRefused.malformed(field.key() + " takes " + expected(field.type()) + ", not " + is + ": "
                + ValueRefused.shown(node.toString()) + ".");
    }

    private static String expected(AttributeType type) {
        return switch (type) {
            case INTEGER -> "a whole number";
            case DECIMAL -> "a number";
            case BOOLEAN -> "true or false";
            default -> "a string";
        };
    }
}
