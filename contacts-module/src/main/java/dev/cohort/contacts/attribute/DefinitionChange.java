package dev.cohort.contacts.attribute;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cohort.kernel.problem.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a file of definitions does to one field.
 *
 * @param outcome {@code created}; {@code unchanged} if it is there as the file says; {@code different} if it is there
 *     and differs, which the file does not change
 * @param differences the properties that differ
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DefinitionChange(
        String key, String outcome, @Nullable List<String> differences) {

    static DefinitionChange created(AttributeDefinition field) {
        return new DefinitionChange(field.key(), "created", null);
    }

    static DefinitionChange kept(AttributeDefinition there, JsonNode item, String region) {
        FieldView now = FieldView.of(there);
        FieldView file;
        try {
            file = FieldView.of(FieldRequest.create(item, there.order(), region, true));
        } catch (ProblemException unreadable) {
            return new DefinitionChange(there.key(), "different", List.of(String.valueOf(unreadable.getMessage())));
        }
        List<String> differences = new java.util.ArrayList<>();
        compare("label", now.label(), item.has("label") ? file.label() : now.label(), differences);
        compare("type", now.type(), file.type(), differences);
        compare("required", now.required(), file.required(), differences);
        compare("unique", now.unique(), file.unique(), differences);
        compare("multiple", now.multiple(), file.multiple(), differences);
        compare("searchable", now.searchable(), file.searchable(), differences);
        compare("options", labels(now), labels(file), differences);
        compare("constraints", now.constraints(), file.constraints(), differences);
        compare("default", now.defaultValue(), file.defaultValue(), differences);
        return differences.isEmpty()
                ? new DefinitionChange(there.key(), "unchanged", null)
                : new DefinitionChange(there.key(), "different", differences);
    }

    private static List<String> labels(FieldView view) {
        return view.options().stream().map(FieldView.Option::label).toList();
    }

    private static void compare(String name, @Nullable Object one, @Nullable Object other, List<String> differences) {
        if (!java.util.Objects.equals(one, other)) {
            differences.add(name);
        }
    }
}
