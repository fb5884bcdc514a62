package dev.cohort.contacts.attribute;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A field as the API shows it; what {@link FieldRequest} reads is the same shape. */
public record FieldView(
        String key,
        String label,
        String type,
        boolean required,
        boolean unique,
        boolean multiple,
        boolean searchable,
        List<Option> options,
        Limits constraints,

        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("default") @Nullable
        Object defaultValue,

        int order,
        boolean retired,
        long version) {

    /** An option; its id is 13 characters. */
    public record Option(String id, String label, boolean retired) {}

    /** The constraints that were given. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Limits(
            @Nullable Integer minLength,
            @Nullable Integer maxLength,
            @Nullable String pattern,
            @Nullable Object min,
            @Nullable Object max,
            @Nullable Integer scale,
            @Nullable Integer maxItems) {}

    public static FieldView of(AttributeDefinition field) {
        return new FieldView(
                field.key(),
                field.label(),
                field.type().code(),
                field.required(),
                field.unique(),
                field.multiple(),
                field.searchable(),
                field.options().stream()
                        .map(option -> new Option(option.externalId(), option.label(), option.retired()))
                        .toList(),
                limits(field.constraints()),
                shownDefault(field),
                field.order(),
                field.retired(),
                field.version());
    }

    private static Limits limits(AttributeConstraints constraints) {
        return new Limits(
                constraints.minLength(),
                constraints.maxLength(),
                constraints.pattern(),
                bound(constraints.min()),
                bound(constraints.max()),
                constraints.scale(),
                constraints.maxItems());
    }

    private static @Nullable Object bound(@Nullable Object value) {
        return value == null || value instanceof java.math.BigDecimal ? value : value.toString();
    }

    private static @Nullable Object shownDefault(AttributeDefinition field) {
        Object value = field.defaultValue();
        if (value == null) {
            return null;
        }
        return value instanceof List<?> items
                ? items.stream().map(item -> AttributeValues.json(field, item)).toList()
                : AttributeValues.json(field, value);
    }
}
