package dev.cohort.contacts.attribute;

import org.jspecify.annotations.Nullable;

/**
 * What a field's values must keep, each part only where it was given.
 *
 * @param minLength code points, texts only
 * @param maxLength code points, texts only
 * @param pattern RE2 syntax, matched against the whole text
 * @param min BigDecimal, LocalDate or Instant, inclusive; numbers, dates and datetimes only
 * @param max as {@code min}
 * @param scale digits after the point, decimals only
 * @param maxItems elements of a multiple field
 */
public record AttributeConstraints(
        @Nullable Integer minLength,
        @Nullable Integer maxLength,
        @Nullable String pattern,
        @Nullable Object min,
        @Nullable Object max,
        @Nullable Integer scale,
        @Nullable Integer maxItems) {

    public static final AttributeConstraints NONE = new AttributeConstraints(null, null, null, null, null, null, null);
}
