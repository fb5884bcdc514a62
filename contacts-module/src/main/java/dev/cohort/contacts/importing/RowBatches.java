package dev.cohort.contacts.importing;

import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.TenantScope;
import dev.cohort.kernel.query.QueryScope;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a file in steps, read and understood ahead on a thread of their own while the step before is written:
 * reading takes a third of an import's processor time. At most {@value #AHEAD} steps wait, so memory is bounded.
 */
final class RowBatches implements AutoCloseable {

    private static final int AHEAD = 2;
    private static final Duration PATIENCE = Duration.ofMillis(10);
    private static final int ROWS = 1_000;
    private static final int CHARACTERS = 4_000_000;

    private final RowSource source;
    private final RowReader reader;
    private final long reached;
    private final BlockingQueue<Read> ready = new ArrayBlockingQueue<>(AHEAD);
    private final Thread thread;
    private volatile boolean closed;

    /** A step, empty behind the last one; or why there is none. */
    private record Read(List<RowRequest> rows, @Nullable Throwable failure) {}

    /**
     * @param source not used by anybody else until {@link #close}
     * @param reached rows up to this one are left out
     */
    RowBatches(TenantId tenant, RowSource source, RowReader reader, long reached) {
        this.source = source;
        this.reader = reader;
        this.reached = reached;
        Runnable reading = QueryScope.carried(this::readAll);
        this.thread = Thread.ofVirtual().name("import-reader").start(() -> TenantScope.run(tenant, reading));
    }

    /** The rows of the next step; none behind the last one. What the reading throws comes from here. */
    List<RowRequest> next() throws IOException {
        try {
            Read read = ready.take();
            if (read.failure() instanceof IOException unreadable) {
                throw unreadable;
            }
            if (read.failure() instanceof RuntimeException refused) {
                throw refused;
            }
            if (read.failure() instanceof Error fatal) {
                throw fatal;
            }
            return read.rows();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the import was interrupted", stopped);
        }
    }

    private void readAll() {
        try {
            try {
                readOn();
                ready.put(new Read(List.of(), null));
            } catch (IOException | RuntimeException | Error failure) {
                ready.put(new Read(List.of(), failure));
            }
        } catch (InterruptedException nobodyWantsMore) {
            Thread.currentThread().interrupt();
        }
    }

    private void readOn() throws IOException, InterruptedException {
        List<RowRequest> batch = new ArrayList<>(ROWS);
        long characters = 0;
        for (Row row = source.next(); row != null && !closed; row = source.next()) {
            if (row.number() <= reached) {
                continue;
            }
            RowRequest asked = reader.read(row);
            batch.add(asked);
            for (String text : asked.texts().values()) {
                characters += text.length();
            }
            if (batch.size() == ROWS || characters > CHARACTERS) {
                ready.put(new Read(batch, null));
                batch = new ArrayList<>(ROWS);
                characters = 0;
            }
        }
        if (!batch.isEmpty()) {
            ready.put(new Read(batch, null));
        }
    }

    /**
     * Ends the reading and waits for its end, so that the source may be closed. Without an interrupt, which would break
     * the connection that a read is under way on.
     */
    @Override
    public void close() {
        closed = true;
        boolean interrupted = false;
        while (thread.isAlive()) {
            ready.clear();
            try {
                thread.join(PATIENCE);
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
