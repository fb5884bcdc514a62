package dev.cohort.contacts.search;

import dev.cohort.contacts.attribute.AttributeCatalog;
import dev.cohort.contacts.attribute.AttributeDefinition;
import dev.cohort.contacts.attribute.AttributeValues;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the attributes of contacts as {@link PageStatement} writes them: each text in one pass. */
final class AttributesText {

    private final List<AttributeDefinition> shown;
    private final AttributeCatalog catalog;
    private final Map<Integer, Integer> places = new HashMap<>();

    AttributesText(Shown shown, AttributeCatalog catalog) {
        this.shown = shown.definitions();
        this.catalog = catalog;
        for (AttributeDefinition definition : this.shown) {
            places.put(definition.id(), places.size());
        }
    }

    /** The elements of a value by position: a multiple value before it is a list. */
    private static final class Elements extends TreeMap<Integer, Object> {}

    /** Key to JSON value, in the fields' display order; multiple fields as lists in order. */
    Map<String, Object> read(@Nullable String text) {
        if (text == null) {
            return Map.of();
        }
        @Nullable Object[] found = new Object[shown.size()];
        @Nullable Object[] restated = null;
        int at = 0;
        while (at < text.length()) {
            int fieldEnd = text.indexOf(' ', at);
            int positionEnd = text.indexOf(' ', fieldEnd + 1);
            int lengthEnd = text.indexOf(' ', positionEnd + 1);
            int field = Integer.parseInt(text, at, fieldEnd, 10);
            int position = Integer.parseInt(text, fieldEnd + 1, positionEnd, 10);
            int length = Integer.parseInt(text, positionEnd + 1, lengthEnd, 10);
            int end = text.offsetByCodePoints(lengthEnd + 1, length);
            Integer place = places.get(field);
            if (place != null) {
                AttributeDefinition definition = shown.get(place);
                put(found, place, position, AttributeValues.jsonOf(definition, text.substring(lengthEnd + 1, end)));
            } else if (catalog.byId(field) == null) {
                AttributeCatalog.Restated former = catalog.restated(field, text.substring(lengthEnd + 1, end))
                        .orElse(null);
                Integer now = former == null ? null : places.get(former.field().id());
                if (former != null && now != null) {
                    restated = restated == null ? new Object[shown.size()] : restated;
                    put(restated, now, position, AttributeValues.json(former.field(), former.value()));
                }
            }
            at = end;
        }
        return ordered(found, restated);
    }

    private void put(@Nullable Object[] values, int place, int position, Object value) {
        if (!shown.get(place).multiple()) {
            values[place] = value;
            return;
        }
        Elements elements = values[place] instanceof Elements others ? others : new Elements();
        elements.put(position, value);
        values[place] = elements;
    }

    private Map<String, Object> ordered(@Nullable Object[] found, @Nullable Object @Nullable [] restated) {
        Map<String, Object> fields = LinkedHashMap.newLinkedHashMap(found.length);
        for (int place = 0; place < found.length; place++) {
            Object value = found[place] != null || restated == null ? found[place] : restated[place];
            if (value != null) {
                fields.put(
                        shown.get(place).key(),
                        value instanceof Elements elements ? List.copyOf(elements.values()) : value);
            }
        }
        return fields;
    }
}
