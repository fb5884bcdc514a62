package dev.cohort.contacts.search;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The round trip to the database, measured: the rolling median of {@code SELECT 1}. A sample is taken on a thread of
 * its own when a value is asked for and the last sample is older than {@value #SECONDS} s, so that no request pays one.
 */
@Component
class RoundTrip {

    private static final Logger LOG = LoggerFactory.getLogger(RoundTrip.class);
    private static final int SECONDS = 10;
    private static final int SAMPLES = 31;
    private static final int SAMPLES_AT_ONCE = 5;

    private final JdbcTemplate jdbc;
    private final Deque<Double> samples = new ArrayDeque<>();
    private final AtomicBoolean sampling = new AtomicBoolean();
    private volatile long sampledAt = System.nanoTime() - SECONDS * 2_000_000_000L;

    RoundTrip(DataSource dataSource) {
        this.jdbc = new JdbcTemplate(dataSource);
    }

    /** The median in milliseconds; infinite until the first sample, so that nothing loops on a guess. */
    double millis() {
        if (System.nanoTime() - sampledAt > SECONDS * 1_000_000_000L && sampling.compareAndSet(false, true)) {
            Thread.ofVirtual().name("contacts-round-trip").start(this::sampleQuietly);
        }
        return median();
    }

    private void sampleQuietly() {
        try {
            sample();
        } catch (DataAccessException unreachable) {
            LOG.debug("The round trip was not measured", unreachable);
        } finally {
            sampling.set(false);
        }
    }

    /** Takes five samples over one connection, the first of which only warms it. Six statements. */
    void sample() {
        jdbc.execute((org.springframework.jdbc.core.StatementCallback<Boolean>) statement -> {
            statement.execute("SELECT 1");
            for (int n = 0; n < SAMPLES_AT_ONCE; n++) {
                long start = System.nanoTime();
                statement.execute("SELECT 1");
                add((System.nanoTime() - start) / 1e6);
            }
            return true;
        });
        sampledAt = System.nanoTime();
    }

    /** Adds one sample, in milliseconds; the oldest of more than 31 goes. */
    synchronized void add(double millis) {
        samples.addLast(millis);
        if (samples.size() > SAMPLES) {
            samples.removeFirst();
        }
    }

    private synchronized double median() {
        return samples.isEmpty()
                ? Double.POSITIVE_INFINITY
                : samples.stream().sorted().skip(samples.size() / 2).findFirst().orElseThrow();
    }
}
