package dev.cohort.contacts.contact;

import dev.cohort.contacts.attribute.AttributeCatalog;
import dev.cohort.contacts.attribute.AttributeDefinition;
import dev.cohort.contacts.attribute.AttributeValues;
import dev.cohort.kernel.Tsid;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A contact as the API shows it. Public for search, which shows many. */
public final class ContactJson {

    private ContactJson() {}

    /** Properties in a fixed order, fields in display order; what has no value is absent. */
    public static Map<String, Object> of(ContactState contact, AttributeCatalog catalog) {
        return of(contact, catalog.active());
    }

    /** As above with only these fields. */
    public static Map<String, Object> of(ContactState contact, List<AttributeDefinition> shown) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", Tsid.text(contact.id()));
        json.put("version", contact.version());
        for (HotField field : HotField.values()) {
            String text = field == HotField.DISPLAY_NAME
                    ? contact.displayName()
                    : contact.hot().get(field);
            if (text != null) {
                json.put(field.selector(), text);
            }
        }
        json.put("createdAt", contact.createdAt().toString());
        json.put("updatedAt", contact.updatedAt().toString());
        Map<String, Object> fields = new LinkedHashMap<>();
        for (AttributeDefinition field : shown) {
            List<Object> values = contact.fields().get(field.id());
            if (values != null && !values.isEmpty()) {
                fields.put(field.key(), value(field, values));
            }
        }
        json.put("fields", fields);
        return json;
    }

    /** One value of a field as JSON shows it: an array exactly if the field is multiple. */
    public static Object value(AttributeDefinition field, List<Object> values) {
        return field.multiple()
                ? values.stream()
                        .map(value -> AttributeValues.json(field, value))
                        .toList()
                : AttributeValues.json(field, values.getFirst());
    }
}
