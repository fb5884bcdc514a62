/**
 * One change of many contacts: a merge patch or a deletion of all that a filter finds, as a job with counts, errors and
 * undo. Owns no table; which versions a job wrote stands in {@code recorded_change} of {@code contact}. Read
 * {@code BulkController} (dry run, checks) and {@code BulkJob} (steps of 500, undo).
 */
@NullMarked
package dev.cohort.contacts.bulk;

import org.jspecify.annotations.NullMarked;
