package dev.cohort.sleep.series;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.TenantScope;
import dev.cohort.kernel.Tsid;
import dev.cohort.kernel.test.PostgresTest;
import dev.cohort.kernel.test.TestDatabase;
import dev.cohort.kernel.time.TimeWindow;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.TestPropertySource;

/**
 * Averages of nights from packed chunks against LATERAL over raw rows: the same samples, the same figures, through the
 * same pool; medians of interleaved runs in milliseconds. Then bytes a sample, and the same 50 nights in a small and a
 * large table.
 *
 * <p>{@code ./mvnw -pl sleep-module -am verify -Pbench -Dit.test=WindowAveragesBenchmark}; {@code -Dcohort.bench.samples}
 * is the size of the large table (20,000,000).
 */
@PostgresTest
@TestPropertySource(properties = "cohort.database.statement-timeout=120s")
class WindowAveragesBenchmark {

    private static final TenantId TENANT = new TenantId(1);
    private static final List<String> RANK = SeriesPreferences.DEFAULT_RANK;
    private static final int DAYS = 5_000;
    private static final int RUNS = 31;

    @Autowired
    SampleWriter writer;

    @Autowired
    WindowAverages averages;

    @Autowired
    DataSource dataSource;

    @Value("${spring.datasource.url}")
    String url;

    @Test
    void packedChunksAgainstLateralOverRawRows() {
        TenantScope.run(TENANT, this::measure);
    }

    private void measure() {
        JdbcTemplate owner = new JdbcTemplate(new TestDatabase(url).asSuperuser());
        var raw = new RawRows(new TestDatabase(url).asOwner(), dataSource);
        var person = new PersonId(Tsid.next());
        var small = new PersonId(Tsid.next());
        GeneratedNights.store(writer, TENANT, small, 150);
        owner.execute("VACUUM ANALYZE sleep.sample_chunk");
        List<TimeWindow> fifty = GeneratedNights.nights(50, 50);
        double before = median(() -> packed(small, fifty));

        long samples = GeneratedNights.store(writer, TENANT, person, DAYS);
        owner.execute("ALTER TABLE sleep.raw_sample DROP CONSTRAINT raw_sample_pkey");
        for (int day = 0; day < DAYS; day += 90) {
            List<Sample> part = GeneratedNights.samples(person.value(), day, Math.min(90, DAYS - day));
            raw.store(TENANT, person, SeriesType.HEART_RATE, "garmin", part);
        }
        owner.execute("ALTER TABLE sleep.raw_sample ADD PRIMARY KEY (tenant_id, person_id, type, at, provider)");
        owner.execute("VACUUM ANALYZE sleep.sample_chunk");
        owner.execute("VACUUM ANALYZE sleep.raw_sample");
        System.out.printf("%n%,d samples of one person; medians of interleaved runs, ms%n", samples);
        System.out.printf("%-10s %12s %12s %9s%n", "windows", "raw LATERAL", "packed", "faster");
        for (int windows : new int[] {50, 365, 5_000}) {
            List<TimeWindow> nights = GeneratedNights.nights(0, windows);
            if (!packed(person, nights).equals(raw.averages(TENANT, person, SeriesType.HEART_RATE, nights, RANK))) {
                throw new AssertionError("the two disagree");
            }
            double[] times = medians(
                    windows > 1_000 ? 5 : RUNS,
                    () -> raw.averages(TENANT, person, SeriesType.HEART_RATE, nights, RANK),
                    () -> packed(person, nights));
            System.out.printf("%-10d %12.2f %12.2f %8.1fx%n", windows, times[0], times[1], times[0] / times[1]);
        }
        bytes(owner, "sleep.raw_sample", samples);
        bytes(owner, "sleep.sample_chunk", samples + 100_000);
        growth(owner, small, fifty, samples, before);
    }

    private void growth(JdbcTemplate owner, PersonId small, List<TimeWindow> fifty, long there, double before) {
        long target = Long.getLong("cohort.bench.samples", 20_000_000);
        long total = there;
        double started = System.nanoTime();
        while (total < target) {
            total += GeneratedNights.store(writer, TENANT, new PersonId(Tsid.next()), 1_800);
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        owner.execute("VACUUM ANALYZE sleep.sample_chunk");
        double after = median(() -> packed(small, fifty));
        System.out.printf("%nwritten at %,.0f samples/s, generating them included%n", (total - there) / seconds);
        System.out.printf(
                "50 windows at 100,000 samples %.2f ms, at %,d %.2f ms: %.2fx%n", before, total, after, after / before);
    }

    private List<WindowAverage> packed(PersonId person, List<TimeWindow> windows) {
        return averages.of(TENANT, person, List.of(SeriesType.HEART_RATE), windows, RANK, null).stream()
                .map(all -> all.get(SeriesType.HEART_RATE))
                .toList();
    }

    private static void bytes(JdbcTemplate owner, String table, long samples) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("heap and toast", "pg_table_size");
        parts.put("index", "pg_indexes_size");
        System.out.printf("%-20s", table);
        parts.forEach((name, function) -> {
            long size = owner.queryForObject("SELECT " + function + "('" + table + "')", Long.class);
            System.out.printf("  %s %.2f B/sample", name, (double) size / samples);
        });
        System.out.println();
    }

    private static double median(Runnable work) {
        return medians(RUNS, work)[0];
    }

    private static double[] medians(int runs, Runnable... works) {
        double[][] times = new double[works.length][runs];
        for (int run = -Math.min(10, runs / 2); run < runs; run++) {
            for (int work = 0; work < works.length; work++) {
                long start = System.nanoTime();
                works[work].run();
                if (run >= 0) {
                    times[work][run] = (System.nanoTime() - start) / 1e6;
                }
            }
        }
        return Arrays.stream(times)
                .mapToDouble(of -> Arrays.stream(of).sorted().toArray()[runs / 2])
                .toArray();
    }
}
