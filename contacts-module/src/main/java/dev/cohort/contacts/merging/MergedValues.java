package dev.cohort.contacts.merging;

import dev.cohort.contacts.attribute.AttributeCatalog;
import dev.cohort.contacts.attribute.AttributeDefinition;
import dev.cohort.contacts.attribute.AttributeType;
import dev.cohort.contacts.attribute.Errors;
import dev.cohort.contacts.contact.ContactChange;
import dev.cohort.contacts.contact.ContactState;
import dev.cohort.contacts.contact.HotField;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the kept contact takes over. Pure. */
final class MergedValues {

    private static final String FIELD = "fields.";

    private MergedValues() {}

    /**
     * The change of the kept contact: what {@code take} says, else its own value, else the merged contact's. The
     * fields' values are taken whole. Its display name counts as a value, given or not. A reference to the merged
     * contact becomes one to the kept.
     *
     * @throws dev.cohort.kernel.problem.ProblemException 400 naming selectors that are none
     */
    static ContactChange change(ContactState keep, ContactState merge, MergeRequest request, AttributeCatalog catalog) {
        check(request.take(), catalog);
        Map<HotField, Optional<String>> hot = new EnumMap<>(HotField.class);
        for (HotField field : HotField.values()) {
            boolean isName = field == HotField.DISPLAY_NAME;
            String own = isName ? keep.displayName() : keep.hot().get(field);
            Boolean taken = request.take().get(field.selector());
            if (taken == null ? own == null : taken) {
                String other = isName && taken != null
                        ? merge.displayName()
                        : merge.hot().get(field);
                hot.put(field, Optional.ofNullable(other));
            }
        }
        Map<Integer, List<Object>> fields = new HashMap<>();
        for (AttributeDefinition field : catalog.active()) {
            List<Object> other = merge.fields().getOrDefault(field.id(), List.of());
            Boolean taken = request.take().get(FIELD + field.key());
            if (taken == null ? !keep.fields().containsKey(field.id()) && !other.isEmpty() : taken) {
                fields.put(field.id(), redirected(field, other, request));
            }
        }
        return ContactChange.update(keep.id(), hot, fields);
    }

    private static List<Object> redirected(AttributeDefinition field, List<Object> values, MergeRequest request) {
        if (field.type() != AttributeType.REFERENCE) {
            return values;
        }
        return values.stream()
                .map(value -> value.equals(request.merge()) ? (Object) request.keep() : value)
                .toList();
    }

    private static void check(Map<String, Boolean> take, AttributeCatalog catalog) {
        var errors = new Errors();
        for (String selector : take.keySet()) {
            boolean isField = selector.startsWith(FIELD)
                    && catalog.active(selector.substring(FIELD.length())).isPresent();
            if (!isField && HotField.of(selector).isEmpty()) {
                String shown = selector.length() <= 80
                        ? selector
                        : selector.substring(0, selector.offsetByCodePoints(0, 40)) + "…";
                errors.malformed(
                        "/take/" + Errors.step(selector),
                        "unknown-selector",
                        "There is no property or field \"" + shown + "\" to take; fields are fields.<key>.");
            }
        }
        errors.check();
    }
}
