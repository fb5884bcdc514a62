package dev.cohort.contacts.importing;

import dev.cohort.contacts.attribute.ValueKey;
import dev.cohort.contacts.contact.HotField;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A row as a change of a contact that is not looked up yet.
 *
 * @param number of the row
 * @param columns the column that stands for a pointer such as {@code /fields/party}
 * @param texts the cell's text by column, for messages
 * @param id what the id column says; null if it says nothing
 * @param key by which the contact is found; null if the row has none
 * @param refusals why the row is refused; empty if it is not
 */
record RowRequest(
        long number,
        Map<String, String> columns,
        Map<String, String> texts,
        @Nullable Long id,
        @Nullable ValueKey key,
        Map<HotField, Optional<String>> hot,
        Map<Integer, List<Object>> fields,
        List<Refusal> refusals) {

    /** One reason. */
    record Refusal(@Nullable String column, @Nullable String value, String code, String message) {}

    boolean saysNothing() {
        return id == null && key == null && hot.isEmpty() && fields.isEmpty() && refusals.isEmpty();
    }
}
