package dev.cohort.contacts.contact;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Keeps the planner's statistics near the truth while contacts come in quickly. A table that was empty a moment ago
 * has none, and a page with a filter and a sort over 539 fresh contacts took more than 5 s for it, against 9 ms with
 * them. Autovacuum sees to the same, but only once a minute.
 */
@Component
class FreshStatistics {

    private static final Logger LOG = LoggerFactory.getLogger(FreshStatistics.class);
    private static final long AT_LEAST = 50;
    private static final long AT_MOST = 100_000;

    private final JdbcClient jdbc;
    private final AtomicLong pending = new AtomicLong();
    private final AtomicLong threshold = new AtomicLong(AT_LEAST);
    private final AtomicBoolean running = new AtomicBoolean();

    FreshStatistics(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Notes that the current transaction writes this many contacts. After its commit, and when enough have come since
     * the last time, the statistics are made anew beside the request: one statement, charged to nobody.
     */
    void wrote(int contacts) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                if (pending.addAndGet(contacts) >= threshold.get() && running.compareAndSet(false, true)) {
                    Thread.ofVirtual()
                            .name("contact-statistics")
                            .inheritInheritableThreadLocals(false)
                            .start(FreshStatistics.this::refresh);
                }
            }
        });
    }

    private void refresh() {
        try {
            long written = pending.getAndSet(0);
            jdbc.sql("SELECT CAST(contacts.refresh_statistics() AS text)")
                    .query((row, number) -> true)
                    .single();
            threshold.updateAndGet(last -> Math.min(AT_MOST, Math.max(last, written) * 2));
        } catch (DataAccessException unavailable) {
            LOG.debug("The statistics were not refreshed; autovacuum will", unavailable);
        } finally {
            running.set(false);
        }
    }
}
