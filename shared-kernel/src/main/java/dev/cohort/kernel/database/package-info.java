/** The fence between the application and PostgreSQL: the application role, the tenant of each connection,
 * and the checks at start. Nothing here is called by feature code. */
@NamedInterface("database")
@NullMarked
package dev.cohort.kernel.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
