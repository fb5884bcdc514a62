package dev.cohort.sleep.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads one record into a tree of a bounded number of values. */
public final class BoundedTree {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonParser json;
    private final int most;
    private final Runnable tooLarge;
    private int values;

    /**
     * @param most values that the tree may have
     * @param tooLarge runs for each value beyond them, and may throw to end the reading; otherwise such values are
     *     passed over
     */
    public BoundedTree(JsonParser json, int most, Runnable tooLarge) {
        this.json = json;
        this.most = most;
        this.tooLarge = tooLarge;
    }

    public ObjectNode empty() {
        return NODES.objectNode();
    }

    public boolean isTooLarge() {
        return values > most;
    }

    /** The value on which the parser stands, read to its end; null if it is too large. */
    public @Nullable JsonNode read() {
        JsonNode read = value();
        return isTooLarge() ? null : read;
    }

    /** Puts the value on which the parser stands under {@code name}. */
    public void readInto(ObjectNode target, String name) {
        JsonNode value = value();
        if (!isTooLarge()) {
            target.set(name, value);
        }
    }

    private ObjectNode object() {
        ObjectNode object = NODES.objectNode();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            readInto(object, name);
        }
        return object;
    }

    private ArrayNode array() {
        ArrayNode array = NODES.arrayNode();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            JsonNode value = value();
            if (!isTooLarge()) {
                array.add(value);
            }
        }
        return array;
    }

    private JsonNode value() {
        values++;
        if (isTooLarge()) {
            tooLarge.run();
            json.skipChildren();
            return NODES.nullNode();
        }
        return switch (json.currentToken()) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> NODES.stringNode(json.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(json);
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            default -> NODES.nullNode();
        };
    }

    /** The number on which the parser stands; its text if no decimal number can have its exponent. */
    public static JsonNode number(JsonParser json) {
        try {
            return NODES.numberNode(json.getDecimalValue());
        } catch (NumberFormatException | StreamReadException beyond) {
            return NODES.stringNode(json.getString());
        }
    }
}
