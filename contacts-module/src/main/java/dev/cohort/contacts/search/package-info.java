/**
 * Finding contacts: RSQL filters, sorts over any selector, search words and keyset pages, each page one statement.
 * Owns no table. Read {@link dev.cohort.contacts.search.ContactPages} (pages) and
 * {@link dev.cohort.contacts.search.ContactStream} (walks) first: siblings call these two. Inside,
 * {@code FilterParser} makes the tree, {@code PageStatement} composes the SQL and {@code FetchPlanner} picks the
 * strategy.
 */
@NullMarked
package dev.cohort.contacts.search;

import org.jspecify.annotations.NullMarked;
