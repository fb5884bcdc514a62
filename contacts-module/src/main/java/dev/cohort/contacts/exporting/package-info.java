/**
 * Contacts as files: CSV for spreadsheets and NDJSON for programs, streamed at constant memory. Owns no table. What is
 * written here, {@code importing} reads back without changing anything. Read {@code ContactExportController} first.
 */
@NullMarked
package dev.cohort.contacts.exporting;

import org.jspecify.annotations.NullMarked;
