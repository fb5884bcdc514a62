package dev.cohort.contacts.search;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a caller asks for, as it was written; see the API contract for the grammar. Null parts mean everything, newest
 * first, all fields in use, now.
 *
 * @param filter RSQL
 * @param sort at most 5 selectors, {@code -} for descending
 * @param fields {@code none} or keys of fields
 * @param words search words, all of which must occur
 * @param asOf the state after every change of that second
 */
public record ContactQuery(
        @Nullable String filter,
        @Nullable String sort,
        @Nullable String fields,
        @Nullable String words,
        @Nullable Instant asOf) {

    /** Every contact that passes {@code filter}, newest first, without custom fields. */
    public static ContactQuery matching(@Nullable String filter) {
        return new ContactQuery(filter, null, "none", null, null);
    }

    /** What a cursor belongs to; which fields are shown does not matter to it. */
    String listing(String path) {
        var text = new StringBuilder(path);
        for (Object part : new @Nullable Object[] {filter, sort, words, asOf}) {
            text.append('\0').append(part == null ? "-" : "+" + part);
        }
        return text.toString();
    }
}
