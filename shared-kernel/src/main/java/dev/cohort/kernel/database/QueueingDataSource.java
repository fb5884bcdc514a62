package dev.cohort.kernel.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Gives a pool's connections in the order in which they are asked for. The pool itself prefers whoever runs to whoever
 * waits, so under load some are served at once and others never; here one caller at a time waits at the pool, and the
 * rest behind it.
 */
final class QueueingDataSource extends DelegatingDataSource {

    /** With the pool's own {@code connection-timeout} this makes the 2 s that a caller waits at most. */
    private static final Duration PATIENCE = Duration.ofMillis(1_750);

    private final ReentrantLock turn = new ReentrantLock(true);

    QueueingDataSource(DataSource pool) {
        super(pool);
    }

    /** @throws SQLTransientConnectionException if no connection came back in time */
    @Override
    public Connection getConnection() throws SQLException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        if (!isMyTurnWithin(PATIENCE)) {
            throw new SQLTransientConnectionException("No connection was free for " + PATIENCE.toMillis() + " ms.");
        }
        try {
            while (true) {
                try {
                    return super.getConnection();
                } catch (SQLTransientConnectionException noneCameBack) {
                    if (System.nanoTime() >= deadline) {
                        throw noneCameBack;
                    }
                }
            }
        } finally {
            turn.unlock();
        }
    }

    private boolean isMyTurnWithin(Duration patience) throws SQLException {
        try {
            return turn.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new SQLTransientConnectionException("Interrupted while waiting for a connection.", ended);
        }
    }
}
