package dev.cohort.sleep.importing;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads one record into a tree of at most a million values; a day of heart rate each second has half of that. */
final class BoundedTree {

    static final int MOST_VALUES = 1_000_000;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonParser json;
    private int values;

    BoundedTree(JsonParser json) {
        this.json = json;
    }

    ObjectNode empty() {
        return NODES.objectNode();
    }

    boolean isTooLarge() {
        return values > MOST_VALUES;
    }

    /** The object on which the parser stands, read to its end; null if it is too large. */
    @Nullable
    ObjectNode readObject() {
        ObjectNode read = object();
        return isTooLarge() ? null : read;
    }

    /** Puts the value on which the parser stands under {@code name}. */
    void readInto(ObjectNode target, String name) {
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
            json.skipChildren();
            return NODES.nullNode();
        }
        return switch (json.currentToken()) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> NODES.stringNode(json.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> NODES.numberNode(json.getDecimalValue());
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            default -> NODES.nullNode();
        };
    }
}
