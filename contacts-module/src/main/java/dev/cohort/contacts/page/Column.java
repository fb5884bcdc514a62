package dev.cohort.contacts.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a column, a filter or a form line is about: a property of every contact or a field of the tenant.
 *
 * @param selector as the API writes it, {@code lastName} or {@code fields.party}
 * @param type a field's type; hot properties have {@code text}, {@code email} or {@code datetime}
 * @param options of a select, retired ones included, by rank
 * @param editable whether a person may change it
 */
record Column(
        String selector,
        String label,
        String type,
        boolean multiple,
        boolean required,
        boolean unique,
        List<Option> options,
        boolean editable) {

    static final String FIELD = "fields.";

    record Option(String id, String label, boolean retired) {}

    /** The key under {@code fields}; null for a property of every contact. */
    @Nullable
    String key() {
        return selector.startsWith(FIELD) ? selector.substring(FIELD.length()) : null;
    }

    public boolean isNumber() {
        return type.equals("integer") || type.equals("decimal");
    }

    public boolean isRight() {
        return isNumber() && !multiple;
    }

    /** The name of the icon that stands for the type. */
    public String icon() {
        return switch (type) {
            case "integer", "decimal" -> "number";
            case "date", "datetime" -> "calendar";
            case "boolean" -> "toggle";
            case "select" -> "list";
            case "email" -> "mail";
            case "phone" -> "phone";
            case "url" -> "link";
            case "reference" -> "people";
            default -> "text";
        };
    }

    /** The kind of HTML input in which one value is written. */
    public String input() {
        return switch (type) {
            case "date" -> "date";
            case "email" -> "email";
            case "url" -> "url";
            default -> "text";
        };
    }

    /** The operators that mean something for it, the likeliest first. */
    public List<FilterOperator> operators() {
        return FilterOperator.of(type);
    }

    /** As {@link #operators}, for a script: symbols with a space between. */
    public String operatorSymbols() {
        return String.join(" ", operators().stream().map(FilterOperator::symbol).toList());
    }

    /** The options that may be chosen now. */
    public List<Option> choices() {
        return options.stream().filter(option -> !option.retired()).toList();
    }

    /** The labels of {@link #choices}, line by line; null if there are none. */
    public @Nullable String choiceLines() {
        return options.isEmpty()
                ? null
                : String.join("\n", choices().stream().map(Option::label).toList());
    }
}
