package dev.cohort.kernel.test.query;

import dev.cohort.kernel.query.StatementKind;
import dev.cohort.kernel.query.StatementUse;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions on {@link CapturedQueries}; failures print the statements. A capture that saw no statement fails every
 * one of them except {@code hasStatements(0)}: a guard that watches the wrong data source must not pass.
 */
public final class CapturedQueriesAssert extends AbstractAssert<CapturedQueriesAssert, CapturedQueries> {

    CapturedQueriesAssert(CapturedQueries actual) {
        super(actual, CapturedQueriesAssert.class);
    }

    /** Exactly this many; 0 says that the work needs no database. */
    public CapturedQueriesAssert hasStatements(int expected) {
        return number("statements", expected, actual.statements(), expected == 0);
    }

    public CapturedQueriesAssert hasAtMostStatements(int most) {
        return atMost("statements", most, actual.statements());
    }

    public CapturedQueriesAssert hasStatements(StatementKind kind, int expected) {
        return number(kind + " statements", expected, actual.statements(kind), false);
    }

    public CapturedQueriesAssert hasRoundTrips(int expected) {
        return number("round trips", expected, actual.roundTrips(), expected == 0);
    }

    public CapturedQueriesAssert hasRows(long expected) {
        return number("rows", expected, actual.rows(), false);
    }

    public CapturedQueriesAssert hasAtMostRows(long most) {
        return atMost("rows", most, actual.rows());
    }

    public CapturedQueriesAssert hasTransactions(int expected) {
        return number("transactions", expected, actual.transactions(), false);
    }

    public CapturedQueriesAssert hasConnections(int expected) {
        return number("connections", expected, actual.counts().connections(), false);
    }

    /** No shape ran twice from one call site. */
    public CapturedQueriesAssert hasNoRepeats() {
        return hasNoRepeatsExcept(use -> false);
    }

    /** As {@link #hasNoRepeats}, but for shapes that {@code allowed} accepts. */
    public CapturedQueriesAssert hasNoRepeatsExcept(Predicate<StatementUse> allowed) {
        sawSomething(false);
        List<StatementUse> repeated = actual.uses().stream()
                .filter(use -> use.repeats() > 1 && !allowed.test(use))
                .toList();
        if (!repeated.isEmpty()) {
            throw failure("expected no repeated statement%n%s", actual);
        }
        return this;
    }

    /** Every table that a statement names is one of these. */
    public CapturedQueriesAssert touchesOnly(String... tables) {
        sawSomething(false);
        List<String> allowed = List.of(tables);
        for (var shape : actual.shapes()) {
            for (String table : shape.tables()) {
                if (!allowed.contains(table)) {
                    throw failure("expected only tables %s, but %s was touched%n%s", allowed, table, actual);
                }
            }
        }
        return this;
    }

    /** No statement names {@code table}, with its schema as the statements write it. */
    public CapturedQueriesAssert doesNotTouch(String table) {
        sawSomething(false);
        String name = table.toLowerCase(Locale.ROOT);
        if (actual.shapes().stream().anyMatch(shape -> shape.tables().contains(name))) {
            throw failure("expected no statement on %s%n%s", table, actual);
        }
        return this;
    }

    private CapturedQueriesAssert number(String what, long expected, long counted, boolean noneIsFine) {
        sawSomething(noneIsFine);
        if (counted != expected) {
            throw failure("expected %d %s but counted %d%n%s", expected, what, counted, actual);
        }
        return this;
    }

    private CapturedQueriesAssert atMost(String what, long most, long counted) {
        sawSomething(false);
        if (counted > most) {
            throw failure("expected at most %d %s but counted %d%n%s", most, what, counted, actual);
        }
        return this;
    }

    private void sawSomething(boolean noneIsFine) {
        isNotNull();
        if (!noneIsFine && actual.statements() == 0) {
            throw failure("no statement was captured: the work ran without the database, or over a DataSource that"
                    + " nobody counts. If it needs none, say hasStatements(0).");
        }
    }
}
