package dev.cohort.contacts.contact;

import dev.cohort.contacts.attribute.AttributeCatalog;
import dev.cohort.contacts.attribute.AttributeDefinition;
import dev.cohort.contacts.attribute.Errors;
import dev.cohort.contacts.attribute.ValueJson;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A contact as a request writes it: the whole of a POST, or a merge patch (RFC 7396). Public for bulk edits. */
public final class ContactBody {

    private static final Set<String> READ_ONLY = Set.of("id", "version", "createdAt", "updatedAt");

    private ContactBody() {}

    /**
     * The change that {@code body} describes; null and blank texts clear. What is malformed or unknown goes to
     * {@code errors}, and so does what its type refuses.
     */
    public static ContactChange read(
            JsonNode body,
            AttributeCatalog catalog,
            @Nullable Long contactId,
            @Nullable String ifMatch,
            Errors errors) {
        Map<HotField, Optional<String>> hot = new EnumMap<>(HotField.class);
        Map<Integer, List<Object>> fields = new HashMap<>();
        if (!body.isObject()) {
            errors.malformed("", "wrong-type", "A contact is a JSON object.");
            return new ContactChange(contactId, ifMatch, hot, fields);
        }
        for (Map.Entry<String, JsonNode> property : body.properties()) {
            String name = property.getKey();
            JsonNode value = property.getValue();
            Optional<HotField> field = HotField.of(name);
            if (name.equals("fields")) {
                readFields(value, catalog, fields, errors);
            } else if (field.isEmpty()) {
                unknown(name, errors);
            } else if (value.isNull()) {
                hot.put(field.get(), Optional.empty());
            } else if (value.isString()) {
                hot.put(field.get(), Optional.of(value.asString()));
            } else {
                errors.malformed("/" + name, "wrong-type", name + " takes a string or null, not " + shown(value) + ".");
            }
        }
        return new ContactChange(contactId, ifMatch, hot, fields);
    }

    /**
     * Refuses a change that no contact could take, whatever its values are.
     *
     * @throws dev.cohort.kernel.problem.ProblemException 422, or 400 if a field is none any more
     */
    public static void check(ContactChange change, AttributeCatalog catalog) {
        var empty = new ContactState(0, 1, Instant.EPOCH, Instant.EPOCH, null, Map.of(), Map.of());
        var checks = new ContactChecks(catalog, change, empty);
        checks.hot();
        checks.fields();
        checks.errors().check();
    }

    private static void readFields(
            JsonNode node, AttributeCatalog catalog, Map<Integer, List<Object>> fields, Errors errors) {
        if (node.isNull()) {
            catalog.active().forEach(field -> fields.put(field.id(), List.of()));
            return;
        }
        if (!node.isObject()) {
            errors.malformed("/fields", "wrong-type", "fields takes an object, not " + shown(node) + ".");
            return;
        }
        for (Map.Entry<String, JsonNode> property : node.properties()) {
            String key = property.getKey();
            String pointer = "/fields/" + Errors.step(key);
            Optional<AttributeDefinition> field = catalog.active(key);
            if (field.isEmpty()) {
                errors.malformed(pointer, "unknown-field", "There is no field \"" + cut(key) + "\".");
            } else {
                fields.put(field.get().id(), ValueJson.read(field.get(), property.getValue(), pointer, errors));
            }
        }
    }

    private static void unknown(String name, Errors errors) {
        String pointer = "/" + Errors.step(name);
        if (READ_ONLY.contains(name)) {
            errors.malformed(pointer, "read-only", name + " cannot be set.");
            return;
        }
        errors.malformed(
                pointer,
                "unknown-property",
                "There is no property \"" + cut(name) + "\"; known are "
                        + Arrays.stream(HotField.values())
                                .map(HotField::selector)
                                .toList()
                        + " and fields.");
    }

    private static String shown(JsonNode value) {
        return cut(value.toString());
    }

    private static String cut(String text) {
        return text.length() <= 80 ? text : text.substring(0, text.offsetByCodePoints(0, 40)) + "…";
    }
}
