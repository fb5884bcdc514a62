package dev.cohort.kernel.query;

import java.time.Duration;
import java.util.Map;

/**
 * What a scope has sent to the database so far.
 *
 * @param statements sent, without BEGIN, COMMIT, pool validation and tenant binding; a batch of one text is one
 * @param byKind the same, by kind; kinds without a statement are absent
 * @param roundTrips executions, a batch being one, and the COMMIT or ROLLBACK of each transaction
 * @param shapes distinct shapes
 * @param maxRepeats the most executions of one shape from one call site; 0 without a statement, 1 is none repeated
 * @param rows read from results
 * @param transactions committed or rolled back after at least one statement
 * @param connections borrowed
 * @param slot for how long connections were held, borrow to return; the open ones are not in it
 * @param database time inside executions
 * @param longestList the most values in one list of one text
 * @param newStarts how often the work began again, see {@link QueryScope#startOver}
 */
public record QueryCounts(
        int statements,
        Map<StatementKind, Integer> byKind,
        int roundTrips,
        int shapes,
        int maxRepeats,
        long rows,
        int transactions,
        int connections,
        Duration slot,
        Duration database,
        int longestList,
        int newStarts) {

    /** Statements of this kind. */
    public int of(StatementKind kind) {
        return byKind.getOrDefault(kind, 0);
    }
}
