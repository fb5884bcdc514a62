package dev.cohort.contacts.attribute;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The parts of a definition that are stored as JSON. Values in it are the texts of {@link AttributeValues#toText}. */
final class DefinitionJson {

    private final JsonMapper mapper;

    DefinitionJson(JsonMapper mapper) {
        this.mapper = mapper;
    }

    List<AttributeOption> options(String json) {
        List<AttributeOption> options = new ArrayList<>();
        for (JsonNode node : mapper.readTree(json)) {
            options.add(new AttributeOption(
                    node.get("id").asInt(),
                    node.get("label").asString(),
                    node.get("rank").asInt(),
                    node.get("retired").asBoolean()));
        }
        options.sort(Comparator.comparingInt(AttributeOption::rank));
        return options;
    }

    String text(List<AttributeOption> options) {
        return mapper.writeValueAsString(options.stream()
                .map(option -> Map.of(
                        "id", option.id(), "label", option.label(), "rank", option.rank(), "retired", option.retired()))
                .toList());
    }

    AttributeConstraints constraints(AttributeType type, String json) {
        JsonNode node = mapper.readTree(json);
        return new AttributeConstraints(
                number(node, "minLength"),
                number(node, "maxLength"),
                text(node, "pattern"),
                bound(type, text(node, "min")),
                bound(type, text(node, "max")),
                number(node, "scale"),
                number(node, "maxItems"));
    }

    String text(AttributeConstraints constraints) {
        Map<String, @Nullable Object> parts = new LinkedHashMap<>();
        parts.put("minLength", constraints.minLength());
        parts.put("maxLength", constraints.maxLength());
        parts.put("pattern", constraints.pattern());
        parts.put("min", constraints.min() == null ? null : AttributeValues.toText(constraints.min()));
        parts.put("max", constraints.max() == null ? null : AttributeValues.toText(constraints.max()));
        parts.put("scale", constraints.scale());
        parts.put("maxItems", constraints.maxItems());
        parts.values().removeIf(Objects::isNull);
        return mapper.writeValueAsString(parts);
    }

    Object defaultValue(AttributeType type, boolean multiple, String json) {
        JsonNode node = mapper.readTree(json);
        if (!multiple) {
            return value(type, node.asString());
        }
        List<Object> values = new ArrayList<>();
        for (JsonNode item : node) {
            values.add(value(type, item.asString()));
        }
        return List.copyOf(values);
    }

    @Nullable
    String defaultText(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        return mapper.writeValueAsString(
                value instanceof List<?> items
                        ? items.stream().map(AttributeValues::toText).toList()
                        : AttributeValues.toText(value));
    }

    private static @Nullable Object bound(AttributeType type, @Nullable String text) {
        if (text == null) {
            return null;
        }
        return type.kind() == Kind.NUMBER ? new java.math.BigDecimal(text) : value(type, text);
    }

    private static Object value(AttributeType type, String text) {
        return AttributeValues.fromText(bare(type), text);
    }

    private static AttributeDefinition bare(AttributeType type) {
        return new AttributeDefinition(
                0, "", "", type, false, false, false, false, List.of(), AttributeConstraints.NONE, null, 0, false, 0);
    }

    private static @Nullable Integer number(JsonNode node, String name) {
        return node.has(name) ? node.get(name).asInt() : null;
    }

    private static @Nullable String text(JsonNode node, String name) {
        return node.has(name) ? node.get(name).asString() : null;
    }
}
