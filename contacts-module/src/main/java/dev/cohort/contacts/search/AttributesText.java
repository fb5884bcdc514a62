package dev.cohort.contacts.search;

import dev.cohort.contacts.attribute.AttributeCatalog;
import dev.cohort.contacts.attribute.AttributeDefinition;
import dev.cohort.contacts.attribute.AttributeValues;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the attributes of contacts as {@link PageStatement} writes them: a thousand values a page, each text once. */
final class AttributesText {

    private static final int NOT_SHOWN = -1;

    private final List<AttributeDefinition> shown;
    private final AttributeCatalog catalog;
    private final int[] places;

    AttributesText(Shown shown, AttributeCatalog catalog) {
        this.shown = shown.definitions();
        this.catalog = catalog;
        this.places = new int
                [1 + this.shown.stream().mapToInt(AttributeDefinition::id).max().orElse(0)];
        Arrays.fill(places, NOT_SHOWN);
        for (int place = 0; place < this.shown.size(); place++) {
            places[this.shown.get(place).id()] = place;
        }
    }

    /** The elements of a multiple value by position, until it is complete. */
    private static final class Elements extends TreeMap<Integer, Object> {}

    /** Key to JSON value, in the fields' display order; multiple fields as lists in order. */
    Map<String, Object> read(@Nullable String text) {
        if (text == null) {
            return Map.of();
        }
        @Nullable Object[] found = new Object[shown.size()];
        @Nullable Object[] restated = null;
        var rows = new Rows(text);
        while (rows.next()) {
            int place = place(rows.field);
            if (place != NOT_SHOWN) {
                put(found, place, rows.position, AttributeValues.jsonOf(shown.get(place), rows.value()));
            } else if (catalog.byId(rows.field) == null) {
                AttributeCatalog.Restated former =
                        catalog.restated(rows.field, rows.value()).orElse(null);
                int now = former == null ? NOT_SHOWN : place(former.field().id());
                if (former != null && now != NOT_SHOWN) {
                    restated = restated == null ? new Object[shown.size()] : restated;
                    put(restated, now, rows.position, AttributeValues.json(former.field(), former.value()));
                }
            }
        }
        return ordered(found, restated);
    }

    private int place(int field) {
        return field < places.length ? places[field] : NOT_SHOWN;
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

    /** The rows of one text: field, position and length, each with a blank behind it, then so many characters. */
    private static final class Rows {

        private final String text;
        private final boolean oneUnitEach;
        private int at;
        private int start;
        private int field;
        private int position;

        Rows(String text) {
            this.text = text;
            this.oneUnitEach = text.codePointCount(0, text.length()) == text.length();
        }

        boolean next() {
            if (at >= text.length()) {
                return false;
            }
            field = number();
            position = number();
            int length = number();
            start = at;
            at = oneUnitEach ? start + length : text.offsetByCodePoints(start, length);
            return true;
        }

        String value() {
            return text.substring(start, at);
        }

        private int number() {
            int number = 0;
            for (char digit = text.charAt(at++); digit != ' '; digit = text.charAt(at++)) {
                number = number * 10 + digit - '0';
            }
            return number;
        }
    }
}
