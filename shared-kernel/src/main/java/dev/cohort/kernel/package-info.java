/**
 * The few types that both contexts mean identically: {@link dev.cohort.kernel.TenantId},
 * {@link dev.cohort.kernel.PersonId}, {@link dev.cohort.kernel.Caller} and
 * {@link dev.cohort.kernel.TenantScope}. No business words live here. Sub-packages: {@code time},
 * {@code page}, {@code problem}, {@code csv}, {@code idempotency}, {@code database} (tenant binding, roles),
 * {@code job} and {@code query} (the query guard). The kernel owns the PostgreSQL schema {@code kernel}.
 */
@ApplicationModule(displayName = "Shared kernel")
@NullMarked
package dev.cohort.kernel;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
