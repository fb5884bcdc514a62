package dev.cohort.contacts.contact;

import dev.cohort.contacts.attribute.AttributeCatalog;
import dev.cohort.contacts.attribute.AttributeDefinition;
import dev.cohort.contacts.attribute.Errors;
import dev.cohort.contacts.attribute.Formats;
import dev.cohort.contacts.attribute.Texts;
import dev.cohort.contacts.attribute.ValueChecks;
import dev.cohort.contacts.attribute.ValueRefused;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lays one change over its contact and checks all that can be checked without the other contacts. */
final class ContactChecks {

    private final AttributeCatalog catalog;
    private final ContactChange change;
    private final @Nullable ContactState before;
    private final Errors errors = new Errors();

    ContactChecks(AttributeCatalog catalog, ContactChange change, @Nullable ContactState before) {
        this.catalog = catalog;
        this.change = change;
        this.before = before;
    }

    Errors errors() {
        return errors;
    }

    /** The hot texts after the change. */
    Map<HotField, String> hot() {
        Map<HotField, String> hot = new EnumMap<>(HotField.class);
        if (before != null) {
            hot.putAll(before.hot());
        }
        for (Map.Entry<HotField, Optional<String>> entry : change.hot().entrySet()) {
            HotField field = entry.getKey();
            String text = Texts.trimmed(entry.getValue().orElse(""));
            if (text.isEmpty()) {
                hot.remove(field);
                continue;
            }
            try {
                Texts.atMost(HotField.LONGEST, Texts.stored(text));
                hot.put(field, field == HotField.EMAIL ? Formats.email(text) : text);
            } catch (ValueRefused refused) {
                errors.add("/" + field.selector(), refused);
            }
        }
        return hot;
    }

    /** The values after the change, defaults of a new contact included. */
    Map<Integer, List<Object>> fields() {
        Map<Integer, List<Object>> fields = before == null ? new HashMap<>() : new HashMap<>(before.fields());
        for (Map.Entry<Integer, List<Object>> entry : change.fields().entrySet()) {
            AttributeDefinition field = catalog.byId(entry.getKey());
            if (field == null || field.retired()) {
                String name = field == null ? String.valueOf(entry.getKey()) : field.key();
                errors.malformed("/fields/" + name, "unknown-field", "There is no field \"" + name + "\".");
                continue;
            }
            List<Object> held = fields.getOrDefault(field.id(), List.of());
            List<Object> values = entry.getValue();
            if (values.isEmpty()) {
                fields.remove(field.id());
                if (field.required() && before != null && !held.isEmpty()) {
                    require(field);
                }
            } else {
                ValueChecks.check(field, values, held, "/fields/" + field.key(), errors);
                fields.put(field.id(), values);
            }
        }
        if (before == null) {
            complete(fields);
        }
        return fields;
    }

    private void complete(Map<Integer, List<Object>> fields) {
        boolean saysNothing = fields.isEmpty()
                && change.hot().values().stream()
                        .allMatch(text -> Texts.trimmed(text.orElse("")).isEmpty());
        if (saysNothing && errors.isEmpty()) {
            errors.invalid("", "required", "A contact needs at least one value.");
        }
        for (AttributeDefinition field : catalog.active()) {
            Object value = field.defaultValue();
            if (value != null && !change.fields().containsKey(field.id())) {
                fields.put(field.id(), value instanceof List<?> items ? List.<Object>copyOf(items) : List.of(value));
            }
            if (field.required() && !fields.containsKey(field.id())) {
                require(field);
            }
        }
    }

    private void require(AttributeDefinition field) {
        errors.invalid("/fields/" + field.key(), "required", field.label() + " (" + field.key() + ") is required.");
    }
}
