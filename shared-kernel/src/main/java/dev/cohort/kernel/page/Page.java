package dev.cohort.kernel.page;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A keyset page: items in the order that was asked, and the cursors of its neighbours ({@code null} where
 * there is none). {@code count} is present only when the caller asked for it.
 */
public record Page<T>(
        List<T> items,
        @Nullable String next,
        @Nullable String prev,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable BoundedCount count) {

    public Page(List<T> items, @Nullable String next, @Nullable String prev) {
        this(items, next, prev, null);
    }

    /** How many rows match: the number itself up to 10,000, else 10,000 and {@code exact} false. */
    public record BoundedCount(long value, boolean exact) {}
}
