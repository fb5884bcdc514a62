/**
 * Files of contacts on their way in: {@link dev.cohort.contacts.importing.RowSource} reads CSV and NDJSON with bounded
 * memory, {@link dev.cohort.contacts.importing.Columns} says what each column means, and the job writes rows in steps.
 * A file that cannot be read is refused before anything is written; a row that is refused never takes others with it.
 */
@NullMarked
package dev.cohort.contacts.importing;

import org.jspecify.annotations.NullMarked;
