package dev.cohort.kernel.test.query;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A test that runs its method at several page sizes and several table sizes and fails unless the number of statements,
 * round trips and transactions is the same each time, the rows read grow by the same amount for each element of the
 * page, and the size of the table changes nothing. No OFFSET, and no list of values that grows, may be in it.
 *
 * <pre>{@code
 * class AuthorPageIT {
 *
 *     @Populate
 *     void authors(int page, int table) {
 *         // makes `table` rows, or more
 *     }
 *
 *     @QueryGrowth
 *     @Test
 *     void aPageOfAuthorsIsOneStatement(int page) {
 *         // reads `page` of them
 *     }
 * }
 * }</pre>
 *
 * <p>The method takes the page size, or the page size and the table size. Before each run {@link Populate} methods
 * are called, then {@link WarmUp} methods; then the persistence context is flushed and cleared, and the method runs in
 * a capture that ends with a flush. There is no warm-up by default: a warm cache hides what a cold one costs.
 * {@link GrowthMeasurement} does the same without annotations.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface QueryGrowth {

    /** Page sizes, ascending. The default straddles a batch size of 25: batch fetching turns N+1 into batch+1. */
    int[] scales() default {2, 26, 77};

    /** Table sizes, ascending, none smaller than the largest page. */
    int[] tableSizes() default {100, 300};

    Grows statements() default Grows.CONSTANT;

    Grows rows() default Grows.LINEAR;

    /** The most rows for each element of the page: what a join of two collections multiplies. 0 does not look. */
    int rowsPerElement() default 0;

    /** Whether OFFSET is all right here. */
    boolean offset() default false;
}
