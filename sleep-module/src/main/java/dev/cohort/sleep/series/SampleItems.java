package dev.cohort.sleep.series;

import dev.cohort.kernel.problem.ProblemException;
import dev.cohort.kernel.problem.ProblemException.FieldError;
import dev.cohort.sleep.json.BoundedTree;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Reads the items of a POST of samples. Whatever is no pair of plain values becomes null, and reading ends where there
 * are too many, so memory is bounded whatever a body holds.
 */
final class SampleItems extends ValueDeserializer<JsonNode> {

    static final int MOST = 100_000;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /**
     * @throws ProblemException 400 if it is no array, 422 if it has more than 100,000 items
     */
    @Override
    public JsonNode deserialize(JsonParser json, DeserializationContext context) {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw RequestValues.malformed(
                    "/samples", "wrong-type", "samples must be an array of [\"<instant>\", value].");
        }
        ArrayNode items = NODES.arrayNode();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (items.size() == MOST) {
                throw ProblemException.invalid(List.of(new FieldError(
                        "/samples", "too-many", "There are more than the " + MOST + " samples of one request.")));
            }
            items.add(json.currentToken() == JsonToken.START_ARRAY ? pair(json) : none(json));
        }
        return items;
    }

    /** The array on which the parser stands, read to its end. */
    private static JsonNode pair(JsonParser json) {
        ArrayNode pair = NODES.arrayNode(2);
        boolean plain = true;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            plain &= json.currentToken().isScalarValue() && pair.size() < 2;
            if (plain) {
                pair.add(scalar(json));
            } else {
                json.skipChildren();
            }
        }
        return plain ? pair : NODES.nullNode();
    }

    private static JsonNode scalar(JsonParser json) {
        return switch (json.currentToken()) {
            case VALUE_STRING -> NODES.stringNode(json.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> BoundedTree.number(json);
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            default -> NODES.nullNode();
        };
    }

    private static JsonNode none(JsonParser json) {
        json.skipChildren();
        return NODES.nullNode();
    }
}
