package dev.cohort.contacts.search;

import dev.cohort.contacts.attribute.AttributeCatalog;
import dev.cohort.contacts.attribute.AttributeDefinition;
import dev.cohort.contacts.attribute.AttributeValues;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the attributes of a contact as {@link PageStatement} writes them. */
final class AttributesText {

    private AttributesText() {}

    /** Key to JSON value, in the fields' display order; multiple fields as lists in order. */
    static Map<String, Object> read(Shown shown, AttributeCatalog catalog, @Nullable String text) {
        if (text == null) {
            return Map.of();
        }
        Map<Integer, Map<Integer, Object>> found = new HashMap<>();
        Map<Integer, Map<Integer, Object>> restated = new HashMap<>();
        int at = 0;
        while (at < text.length()) {
            int fieldEnd = text.indexOf(' ', at);
            int positionEnd = text.indexOf(' ', fieldEnd + 1);
            int lengthEnd = text.indexOf(' ', positionEnd + 1);
            int length = Integer.parseInt(text, positionEnd + 1, lengthEnd, 10);
            int end = text.offsetByCodePoints(lengthEnd + 1, length);
            int field = Integer.parseInt(text, at, fieldEnd, 10);
            int position = Integer.parseInt(text, fieldEnd + 1, positionEnd, 10);
            AttributeDefinition definition = catalog.byId(field);
            if (definition == null) {
                String former = text.substring(lengthEnd + 1, end);
                catalog.restated(field, former)
                        .ifPresent(one -> restated.computeIfAbsent(one.field().id(), any -> new TreeMap<>())
                                .put(position, AttributeValues.json(one.field(), one.value())));
            }
            if (definition != null && !definition.retired()) {
                Object value = AttributeValues.fromText(definition, text.substring(lengthEnd + 1, end));
                found.computeIfAbsent(field, any -> new TreeMap<>())
                        .put(position, AttributeValues.json(definition, value));
            }
            at = end;
        }
        restated.forEach(found::putIfAbsent);
        return ordered(shown, found);
    }

    private static Map<String, Object> ordered(Shown shown, Map<Integer, Map<Integer, Object>> found) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (AttributeDefinition definition : shown.definitions()) {
            Map<Integer, Object> elements = found.get(definition.id());
            if (elements != null) {
                fields.put(
                        definition.key(),
                        definition.multiple()
                                ? elements.values().stream().toList()
                                : elements.values().iterator().next());
            }
        }
        return fields;
    }
}
