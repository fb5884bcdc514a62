/**
 * The pages of contacts: the table with its filters, the contact, the field designer, the import. Owns no tables. They
 * work as plain HTML, forms and links; scripts call the JSON API for edits in place. Read {@code ListQuery} first: the
 * whole state of the table is its URL.
 */
@NullMarked
package dev.cohort.contacts.page;

import org.jspecify.annotations.NullMarked;
