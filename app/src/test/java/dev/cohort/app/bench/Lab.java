package dev.cohort.app.bench;

import dev.cohort.app.SlowDatabaseTest;
import dev.cohort.kernel.test.DelayProxy;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** What a benchmark is asked to do, and on what it does it. */
final class Lab {

    /** Where results go: raw figures and graphs; the report that is made of them lies beside it. */
    static final Path FOLDER = Path.of("docs/benchmarks");

    private Lab() {}

    /** Whether {@code -Dcohort.bench.sections} (comma-separated, everything without it) names {@code section}. */
    static boolean wants(String section) {
        String sections = System.getProperty("cohort.bench.sections");
        return sections == null || List.of(sections.split(",")).contains(section);
    }

    /** The numbers of {@code -Dcohort.bench.<name>}, comma-separated. */
    static double[] numbers(String name, String otherwise) {
        return Arrays.stream(
                        System.getProperty("cohort.bench." + name, otherwise).split(","))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    static int number(String name, int otherwise) {
        return Integer.getInteger("cohort.bench." + name, otherwise);
    }

    /** How long one piece of work is repeated at one point. */
    static Duration budget() {
        return Duration.ofMillis(number("budget-ms", 1_000));
    }

    /** Makes the wire {@code millis} long and says what a round trip over it really takes: the median of SELECT 1. */
    static double roundTrip(DataSource dataSource, double millis) {
        wire().roundTrip(Duration.ofNanos((long) (millis * 1e6)));
        var jdbc = new JdbcTemplate(dataSource);
        double[] times = new double[millis > 5 ? 21 : 201];
        for (int run = 0; run < times.length; run++) {
            long start = System.nanoTime();
            jdbc.queryForObject("SELECT 1", Integer.class);
            times[run] = (System.nanoTime() - start) / 1e6;
        }
        return new Timing.Times(times).median();
    }

    static DelayProxy wire() {
        return SlowDatabaseTest.Wire.proxy();
    }

    /** Notes on what a section was measured. */
    static void note(String section, DataSource dataSource) {
        var jdbc = new JdbcTemplate(dataSource);
        var csv = new Csv(FOLDER.resolve("runs.csv"), 1, "section", "date", "postgresql", "java", "cores", "heap_mb");
        csv.put(
                section,
                LocalDate.now(ZoneOffset.UTC),
                jdbc.queryForObject("SHOW server_version", String.class),
                System.getProperty("java.version"),
                ManagementFactory.getOperatingSystemMXBean().getAvailableProcessors(),
                Runtime.getRuntime().maxMemory() >> 20);
        csv.save();
    }

    /** Bytes that the calling thread has allocated so far. */
    static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
