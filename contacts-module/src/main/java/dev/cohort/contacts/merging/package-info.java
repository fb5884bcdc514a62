/**
 * Contacts that look like one person, and making one of two. Owns the table {@code merge}. Read
 * {@code Duplicates} (the page of pairs, one statement) and {@code MergeContacts} (merge and undo) first. What other
 * modules keep about the merged contact is not moved: it is out of sight while that contact is deleted, and an undo
 * within 30 days brings it back.
 */
@NullMarked
package dev.cohort.contacts.merging;

import org.jspecify.annotations.NullMarked;
