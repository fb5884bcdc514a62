package dev.cohort.kernel.test.query;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Runs before each measured run of a {@link QueryGrowth}, uncounted. Takes the page size, or the page size and the table
 * size.
 *
 * <pre>{@code
 * class NotePageIT {
 *
 *     @WarmUp
 *     void readTheTenantsSettings(int page) {
 *         // fills the cache that production has filled, too
 *     }
 * }
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface WarmUp {}
