package dev.cohort.contacts.contact;

import dev.cohort.contacts.attribute.AttributeDefinition;
import dev.cohort.contacts.attribute.AttributeValues;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A change that passed its own checks: the contact before and after it, and the value rows between them. */
record Draft(@Nullable ContactState before, ContactState after, List<Element> added, List<Element> gone) {

    /** One element of a field at its position. */
    record Element(long contactId, AttributeDefinition field, int position, Object value) {}

    boolean isCreation() {
        return before == null;
    }

    boolean changesHot() {
        return before == null || !before.hot().equals(after.hot());
    }

    boolean changesNothing() {
        return before != null && !changesHot() && added.isEmpty() && gone.isEmpty();
    }

    static Draft of(
            @Nullable ContactState before, ContactState after, IntFunction<@Nullable AttributeDefinition> definitions) {
        List<Element> added = new ArrayList<>();
        List<Element> gone = new ArrayList<>();
        Map<Integer, List<Object>> old = before == null ? new HashMap<>() : before.fields();
        Set<Integer> fields = new HashSet<>(old.keySet());
        fields.addAll(after.fields().keySet());
        for (Integer id : fields) {
            AttributeDefinition field = definitions.apply(id);
            if (field != null) {
                differ(
                        after.id(),
                        field,
                        old.getOrDefault(id, List.of()),
                        after.fields().getOrDefault(id, List.of()),
                        added,
                        gone);
            }
        }
        return new Draft(before, after, added, gone);
    }

    private static void differ(
            long contact,
            AttributeDefinition field,
            List<Object> old,
            List<Object> next,
            List<Element> added,
            List<Element> gone) {
        for (int at = 0; at < Math.max(old.size(), next.size()); at++) {
            Object was = at < old.size() ? old.get(at) : null;
            Object is = at < next.size() ? next.get(at) : null;
            if (was != null && is != null && AttributeValues.same(was, is)) {
                continue;
            }
            if (was != null) {
                gone.add(new Element(contact, field, at, was));
            }
            if (is != null) {
                added.add(new Element(contact, field, at, is));
            }
        }
    }
}
