package dev.cohort.kernel.test.query;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes the data of a {@link QueryGrowth} run. Takes the page size and the table size, and leaves at least as many rows.
 *
 * <pre>{@code
 * class NotePageIT {
 *
 *     @Populate
 *     void notes(int page, int table) {
 *         // deletes what is there, and makes `table` rows in one statement
 *     }
 * }
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Populate {}
