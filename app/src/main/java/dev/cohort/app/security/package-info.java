/** Who may what: sign-in, roles, CSRF, response headers, and the step from a principal to a {@code Caller}. */
@NullMarked
package dev.cohort.app.security;

import org.jspecify.annotations.NullMarked;
