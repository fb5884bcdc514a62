package dev.cohort.kernel.query;

import java.time.Duration;
import java.util.function.Consumer;
import net.ttddyy.dsproxy.ConnectionInfo;
import org.jspecify.annotations.Nullable;

/** One borrowing of a connection: says to which scope its statements are charged. */
final class Lease extends ConnectionInfo {

    private final @Nullable QueryScope borrower;
    private final long since = System.nanoTime();
    private volatile boolean inTransaction;
    private volatile boolean returned;

    Lease(@Nullable QueryScope borrower) {
        this.borrower = borrower;
        for (QueryScope scope = borrower; scope != null; scope = scope.parent()) {
            scope.borrowed();
        }
    }

    /** The borrower, or a scope opened inside it since, or, for a connection borrowed outside any, the thread's. */
    @Nullable
    QueryScope payer() {
        QueryScope here = QueryScope.current();
        boolean inner = here != null && (borrower == null || here.isWithin(borrower));
        return inner ? here : borrower;
    }

    /** Charges texts that went in one round trip; {@code batch} is the number of value sets of the one text. */
    void executed(Iterable<String> texts, int batch, long nanos) {
        QueryScope payer = payer();
        boolean sent = false;
        for (String sql : texts) {
            Shapes.Parsed parsed = Shapes.of(sql);
            if (parsed.shape().kind() == StatementKind.TRANSACTION) {
                continue;
            }
            sent = true;
            if (payer != null) {
                var statement = new ExecutedStatement(
                        sql,
                        parsed.shape(),
                        site(payer, parsed.shape()),
                        batch,
                        parsed.longestList(),
                        Duration.ofNanos(nanos));
                forEach(payer, scope -> scope.executed(statement));
            }
        }
        if (sent) {
            inTransaction = true;
            forEach(payer, scope -> scope.tookRoundTrip(nanos));
        }
    }

    void endedTransaction(long nanos) {
        if (inTransaction) {
            inTransaction = false;
            forEach(payer(), scope -> scope.endedTransaction(nanos));
        }
    }

    void returned() {
        if (!returned) {
            returned = true;
            long held = System.nanoTime() - since;
            forEach(borrower, scope -> scope.returned(held));
        }
    }

    private static CallSite site(QueryScope payer, Shape shape) {
        for (QueryScope scope = payer; scope != null; scope = scope.parent()) {
            if (scope.wantsSite(shape)) {
                return CallSite.here();
            }
        }
        return CallSite.UNKNOWN;
    }

    private static void forEach(@Nullable QueryScope innermost, Consumer<QueryScope> charge) {
        for (QueryScope scope = innermost; scope != null; scope = scope.parent()) {
            charge.accept(scope);
        }
    }
}
