package dev.cohort.kernel.query;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An exception from a {@link QueryBudget} or a growth test, for one statement, with a reason and a last day. Up to
 * {@link #max} executions of the shape count as one; more count each.
 *
 * <pre>{@code
 * @RestController
 * class LegacyController {
 *
 *     @QueryBudget(statements = 2, maxRepeats = 1)
 *     @AllowRepeats(
 *             shape = "from legacy.price",
 *             max = 20,
 *             reason = "the price list has no bulk read before its next release",
 *             until = "2099-03-01")
 *     @GetMapping("/api/v1/legacy/offers")
 *     List<String> offers() {
 *         return List.of();
 *     }
 * }
 * }</pre>
 *
 * <p>From the day after {@link #until} the tests fail until it is gone or the date is argued anew; at run time it
 * goes on, so that no calendar changes a running system.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
@Repeatable(AllowRepeats.Several.class)
public @interface AllowRepeats {

    /** A part of the statement, in any case and spacing, without values. */
    String shape();

    /** Executions that count as one. */
    int max();

    /** Why it cannot be one statement; not blank. */
    String reason();

    /** The last day on which this holds, as {@code 2027-03-01}. */
    String until();

    /** Several of them. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.METHOD, ElementType.TYPE})
    @interface Several {
        AllowRepeats[] value();
    }
}
