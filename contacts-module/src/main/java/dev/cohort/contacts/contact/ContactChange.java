package dev.cohort.contacts.contact;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is to become of one contact. What it does not name stays as it is.
 *
 * @param contactId null to create one
 * @param ifMatch the version that the change was made on, as {@code If-Match} names it; null if any will do
 * @param hot texts by property; empty clears
 * @param fields elements by field id, typed as {@link dev.cohort.contacts.attribute.Kind} says; an empty list clears
 */
public record ContactChange(
        @Nullable Long contactId,
        @Nullable String ifMatch,
        Map<HotField, Optional<String>> hot,
        Map<Integer, List<Object>> fields) {

    public static ContactChange create(Map<HotField, Optional<String>> hot, Map<Integer, List<Object>> fields) {
        return new ContactChange(null, null, hot, fields);
    }

    public static ContactChange update(
            long contactId, Map<HotField, Optional<String>> hot, Map<Integer, List<Object>> fields) {
        return new ContactChange(contactId, null, hot, fields);
    }
}
