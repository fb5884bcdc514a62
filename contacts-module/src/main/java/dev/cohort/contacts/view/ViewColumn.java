package dev.cohort.contacts.view;

import org.jspecify.annotations.Nullable;

/**
 * A column of a view. Public for {@code page}.
 *
 * @param width in CSS pixels, 1 to 10,000; null lets the page choose
 * @param pinned whether it stays when the others scroll
 */
public record ViewColumn(String selector, @Nullable Integer width, boolean pinned) {}
