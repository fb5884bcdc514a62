/**
 * The query guard: counts what each request, job, listener or test sends to the database. Read
 * {@link dev.cohort.kernel.query.QueryScope} first: what is counted, and to whom it is charged. Feature code calls
 * {@link dev.cohort.kernel.query.CopyWriter} for bulk loads and {@link dev.cohort.kernel.query.ServerTiming} to
 * show a decision in the response; the rest is for tests and for the guard itself. No tables.
 */
@NamedInterface("query")
@NullMarked
package dev.cohort.kernel.query;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
