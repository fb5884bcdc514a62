/**
 * Budgets at run time: finds the {@link dev.cohort.kernel.query.QueryUnit} of each request, job and listener, compares
 * what it cost with its {@link dev.cohort.kernel.query.QueryBudget}, and meters it by name.
 * {@code cohort.query-budget.mode} says what follows from a breach, {@code cohort.query-budget.off} which units are
 * let alone. Tests use {@link dev.cohort.kernel.query.budget.Budget} and
 * {@link dev.cohort.kernel.query.budget.BudgetAlarm}. No tables, no statements.
 */
@NamedInterface("query-budget")
@NullMarked
package dev.cohort.kernel.query.budget;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
