/**
 * Query budgets in tests: {@link dev.cohort.kernel.test.query.QueryBudgets} counts what a piece of work sends to
 * the database, and {@link dev.cohort.kernel.test.query.CapturedQueries} says what it was.
 */
package dev.cohort.kernel.test.query;
