package dev.cohort.sleep.series;

import com.zaxxer.hikari.HikariDataSource;
import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.TenantScope;
import dev.cohort.kernel.Tsid;
import dev.cohort.kernel.test.PostgresTest;
import dev.cohort.kernel.test.TestDatabase;
import dev.cohort.sleep.session.RecordSleepSession;
import dev.cohort.sleep.summary.StoredPages;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.test.context.TestPropertySource;

/**
 * 50 windows and a page of 50 nights of one person in tables of 10^5, 10^6 and 2x10^7 samples. The database is copied
 * when it has reached a size, so that all sizes are measured in one interleaved run, over one connection each.
 *
 * <p>{@code ./mvnw -pl sleep-module -am verify -Pbench -Dit.test=GrowthBenchmark
 * -Dfailsafe.failIfNoSpecifiedTests=false}; {@code -Dcohort.bench.samples} is the size of the largest.
 */
@PostgresTest
@TestPropertySource(properties = "cohort.database.statement-timeout=120s")
class GrowthBenchmark {

    private static final TenantId TENANT = new TenantId(1);
    private static final long[] SIZES = {100_000, 1_000_000, Long.getLong("cohort.bench.samples", 20_000_000)};
    private static final int WINDOWS = 50;
    private static final int RUNS = 201;

    @Autowired
    SampleWriter writer;

    @Autowired
    RecordSleepSession recording;

    @Autowired
    DataSource dataSource;

    @Value("${spring.datasource.url}")
    String url;

    @Test
    void theSameNightsInTablesThatGrow() throws SQLException {
        var person = new PersonId(Tsid.next());
        Map<Long, TestDatabase> bySize = new LinkedHashMap<>();
        long samples = grow(person, 150);
        for (long size : SIZES) {
            double started = System.nanoTime();
            long before = samples;
            while (samples < size) {
                samples += grow(new PersonId(Tsid.next()), size > 1_000_000 ? 1_800 : 150);
            }
            System.out.printf(
                    "%,d samples, written at %,.0f/s, making them and their nights included%n",
                    samples, (samples - before) / (System.nanoTime() - started) * 1e9);
            for (String table : List.of("sample_chunk", "night")) {
                superuser().execute("VACUUM ANALYZE sleep." + table);
            }
            bySize.put(samples, size == SIZES[SIZES.length - 1] ? new TestDatabase(url) : copy(size));
        }
        measure(person, bySize);
    }

    private void measure(PersonId person, Map<Long, TestDatabase> bySize) throws SQLException {
        List<Runnable> windows = new ArrayList<>();
        List<Runnable> pages = new ArrayList<>();
        List<SingleConnectionDataSource> connections = new ArrayList<>();
        List<String> buffers = new ArrayList<>();
        for (TestDatabase database : bySize.values()) {
            var connection =
                    new SingleConnectionDataSource(database.url(), TestDatabase.LOGIN, TestDatabase.PASSWORD, true);
            connections.add(connection);
            JdbcClient.create(connection)
                    .sql("SELECT set_config('cohort.tenant', '1', false)")
                    .query(String.class)
                    .single();
            windows.add(() -> windows(connection, person));
            pages.add(() -> page(connection, person));
            var ofWindows = new Explained(connection);
            windows(ofWindows, person);
            var ofPage = new Explained(connection);
            page(ofPage, person);
            buffers.add("%,12d%,12d".formatted(ofWindows.buffers(), ofPage.buffers()));
        }
        double[] ofWindows = Interleaved.medians(windows, RUNS, RUNS, RUNS);
        double[] ofPages = Interleaved.medians(pages, RUNS, RUNS, RUNS);
        System.out.printf("%n%-14s %14s %14s %16s %8s%n", "samples", "50 windows, ms", "page of 50, ms", "buffers", "");
        int at = 0;
        for (long samples : bySize.keySet()) {
            System.out.printf(
                    "%,-14d %8.3f %5.2fx %8.3f %5.2fx %s%n",
                    samples,
                    ofWindows[at],
                    ofWindows[at] / ofWindows[0],
                    ofPages[at],
                    ofPages[at] / ofPages[0],
                    buffers.get(at++));
        }
        connections.forEach(SingleConnectionDataSource::destroy);
    }

    private long grow(PersonId person, int days) {
        return TenantScope.call(TENANT, () -> {
            GeneratedNights.record(recording, TENANT, person, GeneratedNights.nights(0, days));
            return GeneratedNights.store(writer, TENANT, person, days);
        });
    }

    private static void windows(DataSource source, PersonId person) {
        List<Map<SeriesType, WindowAverage>> averages = new WindowAverages(JdbcClient.create(source))
                .of(
                        TENANT,
                        person,
                        List.of(SeriesType.HEART_RATE),
                        GeneratedNights.nights(50, WINDOWS),
                        SeriesPreferences.DEFAULT_RANK,
                        null);
        if (averages.getFirst().get(SeriesType.HEART_RATE).samples() == 0) {
            throw new AssertionError("no samples");
        }
    }

    private static void page(DataSource source, PersonId person) {
        if (new StoredPages(JdbcClient.create(source))
                        .first(TENANT, person, WINDOWS)
                        .size()
                != WINDOWS) {
            throw new AssertionError("no nights");
        }
    }

    /** As it is now. Nobody may be connected to what is copied. */
    private TestDatabase copy(long size) throws SQLException {
        String name = url.replaceFirst(".*/([^/?]+).*", "$1");
        String copy = name + "_" + size;
        var admin = new JdbcTemplate(new TestDatabase(url.replace(name, "postgres")).asSuperuser());
        admin.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ?", row -> {}, name);
        admin.execute("CREATE DATABASE " + copy + " TEMPLATE " + name);
        // The pool does not look at connections that it used within the last half second.
        dataSource.unwrap(HikariDataSource.class).getHikariPoolMXBean().softEvictConnections();
        return new TestDatabase(url.replace(name, copy));
    }

    private JdbcTemplate superuser() {
        return new JdbcTemplate(new TestDatabase(url).asSuperuser());
    }
}
