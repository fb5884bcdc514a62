package dev.cohort.kernel.query;

/**
 * What one scope did with one shape.
 *
 * @param executions how often it was sent; a batch is one
 * @param repeats the most executions from one call site
 * @param site the call site of those repeats; unknown for a shape that ran once outside a recording scope
 * @param rows read from its results
 */
public record StatementUse(Shape shape, int executions, int repeats, CallSite site, long rows) {}
