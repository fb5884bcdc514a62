package dev.cohort.kernel.idempotency;

import org.jspecify.annotations.Nullable;

/**
 * The answer of a POST, as it is given again.
 *
 * @param subject whom the answer is about: with them it is forgotten
 */
public record IdempotentAnswer(
        int status, @Nullable String location, @Nullable String etag, String body, long subject) {}
