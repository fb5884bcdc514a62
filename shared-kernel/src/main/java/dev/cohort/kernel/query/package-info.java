/** The query guard: counts what each request, job, listener or test sends to the database. */
@NamedInterface("query")
@NullMarked
package dev.cohort.kernel.query;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
