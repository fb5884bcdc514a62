/**
 * Answers of POST requests that carry an {@code Idempotency-Key}, kept so that a repeated request has the first one's
 * effect and answer. Owns the table {@code kernel.idempotency_key}. Read
 * {@link dev.cohort.kernel.idempotency.IdempotencyKeys}.
 */
@NamedInterface("idempotency")
@NullMarked
package dev.cohort.kernel.idempotency;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
