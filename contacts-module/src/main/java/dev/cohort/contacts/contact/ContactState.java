package dev.cohort.contacts.contact;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A contact as it is stored.
 *
 * @param hot the hot texts that are there, as given; the display name only if one was given
 * @param fields by field id the elements in order, typed as {@link dev.cohort.contacts.attribute.Kind} says; fields
 *     without a value are absent, retired fields are included
 */
public record ContactState(
        long id,
        long version,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant deletedAt,
        Map<HotField, String> hot,
        Map<Integer, List<Object>> fields) {

    public boolean isDeleted() {
        return deletedAt != null;
    }

    /** The given display name, else first and last name; null if there is neither. */
    public @Nullable String displayName() {
        return displayName(hot);
    }

    static @Nullable String displayName(Map<HotField, String> hot) {
        String given = hot.get(HotField.DISPLAY_NAME);
        if (given != null) {
            return given;
        }
        String first = hot.get(HotField.FIRST_NAME);
        String last = hot.get(HotField.LAST_NAME);
        if (first == null) {
            return last;
        }
        return last == null ? first : first + " " + last;
    }
}
