package dev.cohort.kernel.test.query;

import dev.cohort.kernel.query.ExecutedStatement;
import dev.cohort.kernel.query.QueryCounts;
import dev.cohort.kernel.query.QueryScope;
import dev.cohort.kernel.query.QueryUnit;
import dev.cohort.kernel.query.Shape;
import dev.cohort.kernel.query.StatementKind;
import dev.cohort.kernel.query.StatementUse;
import java.util.List;
import org.assertj.core.api.AssertProvider;

/** What a piece of work sent to the database. AssertJ's {@code assertThat} knows it. */
public final class CapturedQueries implements AssertProvider<CapturedQueriesAssert> {

    private final QueryScope scope;

    private final List<QueryUnit> units;

    CapturedQueries(QueryScope scope, List<QueryUnit> units) {
        this.scope = scope;
        this.units = units;
    }

    /** The handlers, jobs and listeners that ran inside, in the order in which they ended. */
    public List<QueryUnit> units() {
        return units;
    }

    QueryScope scope() {
        return scope;
    }

    /** All counts, see {@link QueryCounts}. */
    public QueryCounts counts() {
        return scope.counts();
    }

    /** Statements sent; a JDBC batch of one text is one. BEGIN, COMMIT and tenant binding are none. */
    public int statements() {
        return counts().statements();
    }

    public int statements(StatementKind kind) {
        return counts().of(kind);
    }

    /** Executions, a batch being one, and the end of each transaction. */
    public int roundTrips() {
        return counts().roundTrips();
    }

    /** Rows read from results. */
    public long rows() {
        return counts().rows();
    }

    public int transactions() {
        return counts().transactions();
    }

    /** The distinct shapes, the most repeated first. */
    public List<Shape> shapes() {
        return uses().stream().map(StatementUse::shape).toList();
    }

    /** The texts as they were sent, in order. */
    public List<String> texts() {
        return executed().stream().map(ExecutedStatement::sql).toList();
    }

    public List<ExecutedStatement> executed() {
        return scope.recorded();
    }

    public List<StatementUse> uses() {
        return scope.uses();
    }

    @Override
    public CapturedQueriesAssert assertThat() {
        return new CapturedQueriesAssert(this);
    }

    /** The counts, then each statement in order with its call site; long texts are cut. */
    @Override
    public String toString() {
        return QueryReport.of(this);
    }
}
