/**
 * Contacts themselves: creating, changing, deleting, restoring, erasing and their history. Owns the tables
 * {@code contact}, {@code attribute_entry}, the past of both, and {@code contact_document}, which triggers keep. Read
 * {@link dev.cohort.contacts.contact.ContactWriter} (every write goes through it) and
 * {@link dev.cohort.contacts.contact.ContactRows} (one statement for whole contacts) first. Its siblings search,
 * import, bulk and merging call it.
 */
@NullMarked
package dev.cohort.contacts.contact;

import org.jspecify.annotations.NullMarked;
