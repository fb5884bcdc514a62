package dev.cohort.kernel.query;

import java.util.List;
import net.ttddyy.dsproxy.ConnectionInfo;
import org.jspecify.annotations.Nullable;

/** One borrowing of a connection: says to which scope its statements are charged. */
final class Lease {

    private final @Nullable QueryScope borrower;
    private final long since = System.nanoTime();
    private volatile boolean inTransaction;
    private volatile boolean returned;
    private volatile @Nullable ConnectionInfo batching;

    Lease(@Nullable QueryScope borrower) {
        this.borrower = borrower;
        for (QueryScope scope = borrower; scope != null; scope = scope.parent()) {
            scope.borrowed();
        }
    }

    /** What datasource-proxy calls this connection, once it sent a batch. */
    @Nullable
    ConnectionInfo batching() {
        return batching;
    }

    void batchesAs(ConnectionInfo connection) {
        batching = connection;
    }

    /** The borrower, or a scope opened inside it since, or, for a connection borrowed outside any, the thread's. */
    @Nullable
    QueryScope payer() {
        QueryScope here = QueryScope.current();
        boolean inner = here != null && (borrower == null || here.isWithin(borrower));
        return inner ? here : borrower;
    }

    /** Charges a text that was sent by itself. */
    void executed(String sql, long nanos) {
        QueryScope payer = payer();
        if (charge(payer, sql, 1, nanos)) {
            chargeRoundTrip(payer, nanos);
        }
    }

    /** Charges texts that went in one round trip; {@code batch} is the number of value sets of the one text. */
    void executed(List<String> texts, int batch, long nanos) {
        QueryScope payer = payer();
        boolean sent = false;
        for (String sql : texts) {
            sent |= charge(payer, sql, batch, nanos);
        }
        if (sent) {
            chargeRoundTrip(payer, nanos);
        }
    }

    void endedTransaction(long nanos) {
        if (inTransaction) {
            inTransaction = false;
            for (QueryScope scope = payer(); scope != null; scope = scope.parent()) {
                scope.endedTransaction(nanos);
            }
        }
    }

    void returned() {
        if (!returned) {
            returned = true;
            long held = System.nanoTime() - since;
            for (QueryScope scope = borrower; scope != null; scope = scope.parent()) {
                scope.returned(held);
            }
        }
    }

    /** False for BEGIN, COMMIT and the like, which are no statements. */
    private static boolean charge(@Nullable QueryScope payer, String sql, int batch, long nanos) {
        Shapes.Parsed text = Shapes.of(sql);
        if (text.shape().kind() == StatementKind.TRANSACTION) {
            return false;
        }
        CallSite site = site(payer, text.shape());
        for (QueryScope scope = payer; scope != null; scope = scope.parent()) {
            scope.executed(text, site, batch, nanos);
        }
        return true;
    }

    private void chargeRoundTrip(@Nullable QueryScope payer, long nanos) {
        inTransaction = true;
        for (QueryScope scope = payer; scope != null; scope = scope.parent()) {
            scope.tookRoundTrip(nanos);
        }
    }

    private static CallSite site(@Nullable QueryScope payer, Shape shape) {
        for (QueryScope scope = payer; scope != null; scope = scope.parent()) {
            if (scope.wantsSite(shape)) {
                return CallSite.here();
            }
        }
        return CallSite.UNKNOWN;
    }
}
