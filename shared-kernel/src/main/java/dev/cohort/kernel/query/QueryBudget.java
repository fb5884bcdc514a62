package dev.cohort.kernel.query;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What one run may cost at the database: of a controller's handler, a job, an event listener, a scheduled method or
 * a test. One declaration, checked by the tests and watched at run time. On a class it holds for each of its
 * handlers, listeners or tests that has none of its own.
 *
 * <pre>{@code
 * @RestController
 * class ContactSearchController {
 *
 *     @QueryBudget(statements = 1, rows = 201)
 *     @GetMapping("/api/v1/contacts")
 *     List<String> page() {
 *         return List.of();
 *     }
 * }
 * }</pre>
 *
 * <p>Each number is the most that is allowed; with {@link #exact} it is the number itself. {@code 0} forbids and
 * {@code -1}, the default, does not look. What counts as a statement says {@link QueryCounts}. A budget that saw no
 * statement fails, unless it declares {@code statements = 0}: a guard of the wrong data source must not pass.
 *
 * <p>How the cost <em>grows</em> is asserted by the tests' {@code @QueryGrowth}. See also {@link AllowRepeats}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface QueryBudget {

    /** What the numbers are for. */
    enum Per {
        /** The whole run. */
        RUN,
        /** Each transaction of the run, on average: for jobs, whose work is as large as what they are given. */
        TRANSACTION
    }

    /** Not looked at. */
    int UNCHECKED = -1;

    /** Statements of every kind; a JDBC batch of one text is one. */
    int statements() default UNCHECKED;

    int selects() default UNCHECKED;

    int inserts() default UNCHECKED;

    int updates() default UNCHECKED;

    int deletes() default UNCHECKED;

    int copies() default UNCHECKED;

    /** Executions, a batch being one, and the end of each transaction. */
    int roundTrips() default UNCHECKED;

    /** Rows read from results. */
    long rows() default UNCHECKED;

    int transactions() default UNCHECKED;

    /** Connections borrowed. */
    int connections() default UNCHECKED;

    /** Executions of one shape from one place in the program: 1 forbids repeats. */
    int maxRepeats() default UNCHECKED;

    /** Milliseconds for which connections are held. Always at most, and watched at run time only. */
    long slotMillis() default UNCHECKED;

    /** Whether fewer is a fault of a test too; one run of a handler, job or listener may always cost less. */
    boolean exact() default false;

    Per per() default Per.RUN;
}
