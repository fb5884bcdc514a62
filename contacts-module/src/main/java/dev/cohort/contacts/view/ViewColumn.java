package dev.cohort.contacts.view;

import org.jspecify.annotations.Nullable;

/**
 * A column of a view.
 *
 * @param width in CSS pixels, 1 to 10,000; null lets the page choose
 * @param pinned whether it stays when the others scroll
 */
record ViewColumn(String selector, @Nullable Integer width, boolean pinned) {}
