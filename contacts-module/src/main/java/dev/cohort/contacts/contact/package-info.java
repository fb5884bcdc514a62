/**
 * Contacts themselves: creating, changing, deleting, restoring, erasing and their history. Owns the tables
 * {@code contact}, {@code attribute_entry} and the past of both. Read {@link dev.cohort.contacts.contact.ContactWriter}
 * (every write goes through it) and {@link dev.cohort.contacts.contact.ContactRows} (one statement for whole contacts)
 * first. Its siblings search, import, bulk and merging call it.
 */
@NullMarked
package dev.cohort.contacts.contact;

import org.jspecify.annotations.NullMarked;
