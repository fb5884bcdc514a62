package dev.cohort.contacts.attribute;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A tenant's contact as JSON Schema, draft 2020-12: what a POST takes and a GET answers. */
final class ContactSchema {

    private static final List<String> HOT =
            List.of("externalId", "firstName", "lastName", "displayName", "email", "phone", "company", "address");

    private ContactSchema() {}

    static Map<String, Object> of(AttributeCatalog catalog) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("id", Map.of("type", "string", "readOnly", true, "pattern", "^[0-9A-HJKMNP-TV-Z]{13}$"));
        properties.put("version", Map.of("type", "integer", "readOnly", true));
        for (String name : HOT) {
            Map<String, Object> text = text(1, 1_000);
            if (name.equals("email")) {
                text.put("format", "email");
            }
            properties.put(name, text);
        }
        properties.put("createdAt", Map.of("type", "string", "format", "date-time", "readOnly", true));
        properties.put("updatedAt", Map.of("type", "string", "format", "date-time", "readOnly", true));
        properties.put("fields", fields(catalog));
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "Contact");
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put("additionalProperties", false);
        return schema;
    }

    private static Map<String, Object> fields(AttributeCatalog catalog) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (AttributeDefinition field : catalog.active()) {
            Map<String, Object> item = value(field);
            Map<String, Object> property = item;
            if (field.multiple()) {
                Integer most = field.constraints().maxItems();
                property = new LinkedHashMap<>();
                property.put("type", "array");
                property.put("items", item);
                property.put("maxItems", most == null ? AttributeDefinition.MOST_ITEMS : most);
            }
            property.put("title", field.label());
            Object shown = FieldView.of(field).defaultValue();
            if (shown != null) {
                property.put("default", shown);
            }
            properties.put(field.key(), property);
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("type", "object");
        fields.put("properties", properties);
        fields.put(
                "required",
                catalog.active().stream()
                        .filter(field -> field.required() && field.defaultValue() == null)
                        .map(AttributeDefinition::key)
                        .toList());
        fields.put("additionalProperties", false);
        return fields;
    }

    private static Map<String, Object> value(AttributeDefinition field) {
        AttributeConstraints constraints = field.constraints();
        Map<String, Object> value = new LinkedHashMap<>();
        switch (field.type()) {
            case TEXT, LONG_TEXT, EMAIL, PHONE, URL -> {
                Integer min = constraints.minLength();
                Integer max = constraints.maxLength();
                value = text(min == null ? 1 : min, max == null ? field.type().longest() : max);
                if (constraints.pattern() != null) {
                    value.put("pattern", "^(?:" + constraints.pattern() + ")$");
                }
                if (field.type() == AttributeType.EMAIL || field.type() == AttributeType.URL) {
                    value.put("format", field.type() == AttributeType.EMAIL ? "email" : "uri");
                }
            }
            case INTEGER, DECIMAL -> {
                value.put("type", field.type() == AttributeType.INTEGER ? "integer" : "number");
                put(value, "minimum", constraints.min());
                put(value, "maximum", constraints.max());
                Integer scale = constraints.scale();
                put(value, "multipleOf", scale == null ? null : java.math.BigDecimal.ONE.movePointLeft(scale));
            }
            case BOOLEAN -> value.put("type", "boolean");
            case DATE, DATETIME -> {
                value.put("type", "string");
                value.put("format", field.type() == AttributeType.DATE ? "date" : "date-time");
            }
            case SELECT -> {
                value.put("type", "string");
                value.put(
                        "enum",
                        field.options().stream()
                                .filter(option -> !option.retired())
                                .map(AttributeOption::label)
                                .toList());
            }
            case REFERENCE -> {
                value.put("type", "string");
                value.put("pattern", "^[0-9A-HJKMNP-TV-Z]{13}$");
            }
        }
        return value;
    }

    private static Map<String, Object> text(int min, int max) {
        Map<String, Object> text = new LinkedHashMap<>();
        text.put("type", "string");
        text.put("minLength", min);
        text.put("maxLength", max);
        return text;
    }

    private static void put(Map<String, Object> schema, String name, @Nullable Object value) {
        if (value != null) {
            schema.put(name, value);
        }
    }
}
