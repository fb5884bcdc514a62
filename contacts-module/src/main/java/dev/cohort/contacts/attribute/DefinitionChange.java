package dev.cohort.contacts.attribute;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a file of definitions does to one field.
 *
 * @param outcome {@code created}; {@code changed}; {@code unchanged} if it is there as the file says; {@code different}
 *     if it is there and differs in what a file does not change: its type and whether it is multiple, or everything if
 *     the file only adds
 * @param differences the properties that differ
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DefinitionChange(
        String key, String outcome, @Nullable List<String> differences) {

    static DefinitionChange created(AttributeDefinition field) {
        return new DefinitionChange(field.key(), "created", null);
    }

    /** {@code next}: the field as the file has it, of the type that the file has. */
    static DefinitionChange of(AttributeDefinition there, AttributeDefinition next, boolean changes) {
        FieldView now = FieldView.of(there);
        FieldView file = FieldView.of(next);
        List<String> differences = new ArrayList<>();
        compare("type", now.type(), file.type(), differences);
        compare("multiple", now.multiple(), file.multiple(), differences);
        boolean isOther = !differences.isEmpty();
        compare("label", now.label(), file.label(), differences);
        compare("required", now.required(), file.required(), differences);
        compare("unique", now.unique(), file.unique(), differences);
        compare("searchable", now.searchable(), file.searchable(), differences);
        compare("options", now.options(), file.options(), differences);
        compare("constraints", now.constraints(), file.constraints(), differences);
        compare("default", now.defaultValue(), file.defaultValue(), differences);
        compare("order", now.order(), file.order(), differences);
        compare("retired", now.retired(), file.retired(), differences);
        if (differences.isEmpty()) {
            return new DefinitionChange(there.key(), "unchanged", null);
        }
        return new DefinitionChange(there.key(), isOther || !changes ? "different" : "changed", differences);
    }

    boolean isChange() {
        return outcome.equals("changed");
    }

    private static void compare(String name, @Nullable Object one, @Nullable Object other, List<String> differences) {
        if (!Objects.equals(one, other)) {
            differences.add(name);
        }
    }
}
