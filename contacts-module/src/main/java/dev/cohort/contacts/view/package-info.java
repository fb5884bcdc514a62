/**
 * Saved views of the contacts list: a filter, a sort and columns under a name, for one user or for all of a tenant.
 * Owns the tables {@code contact_view} and {@code first_view}. Read {@link dev.cohort.contacts.view.EditViews} first.
 * Nobody calls it but HTTP.
 */
@NullMarked
package dev.cohort.contacts.view;

import org.jspecify.annotations.NullMarked;
