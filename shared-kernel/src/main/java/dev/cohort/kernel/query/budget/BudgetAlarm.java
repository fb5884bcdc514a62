package dev.cohort.kernel.query.budget;

import dev.cohort.kernel.query.QueryScope;

/** A bean that is told of each breach in mode {@link BudgetMode#FAIL}. */
@FunctionalInterface
public interface BudgetAlarm {

    /** {@code message} says what was allowed, what it cost, which statement repeats and where. Must not throw. */
    void exceeded(QueryScope scope, String message);
}
