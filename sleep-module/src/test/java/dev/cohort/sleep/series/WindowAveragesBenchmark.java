package dev.cohort.sleep.series;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.TenantScope;
import dev.cohort.kernel.Tsid;
import dev.cohort.kernel.test.DelayProxy;
import dev.cohort.kernel.test.PostgresInitializer;
import dev.cohort.kernel.test.TestDatabase;
import dev.cohort.kernel.time.TimeWindow;
import dev.cohort.sleep.session.RecordSleepSession;
import dev.cohort.sleep.summary.StoredPages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;
import tools.jackson.databind.JsonNode;

/**
 * Five ways to the averages of a person's nights, in one interleaved run on the same samples: the page of stored
 * nights, arbitrary windows over packed chunks, LATERAL over raw rows, averages of the whole range cut to a page
 * afterwards, and one statement for each night. First it is checked that all give the same figures; then statements
 * and buffers are counted, and medians are taken on wires of several lengths.
 *
 * <p>{@code ./mvnw -pl sleep-module -am verify -Pbench -Dit.test=WindowAveragesBenchmark
 * -Dfailsafe.failIfNoSpecifiedTests=false -Dcohort.bench.windows=50,365,5000}
 */
@SpringBootTest(properties = "cohort.database.statement-timeout=120s")
@ContextConfiguration(initializers = {PostgresInitializer.class, WindowAveragesBenchmark.Wire.class})
class WindowAveragesBenchmark {

    private static final TenantId TENANT = new TenantId(1);
    private static final List<String> RANK = SeriesPreferences.DEFAULT_RANK;
    private static final int[] WINDOWS = Arrays.stream(
                    System.getProperty("cohort.bench.windows", "50,365,5000").split(","))
            .mapToInt(Integer::parseInt)
            .toArray();
    private static final int[] ROUND_TRIPS = {0, 2, 10, 50};
    private static final int YEAR = 365;
    /** What takes longer is not run: milliseconds. */
    private static final int TOO_LONG = 20_000;

    @Autowired
    SampleWriter writer;

    @Autowired
    RecordSleepSession recording;

    @Autowired
    DataSource dataSource;

    private final PersonId person = new PersonId(Tsid.next());

    /** Puts a wire of a chosen length before the database. */
    static final class Wire implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        private static DelayProxy proxy;
        private static String direct;

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            direct = context.getEnvironment().getRequiredProperty("spring.datasource.url");
            try {
                proxy = DelayProxy.before(direct, Duration.ZERO);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
            TestPropertyValues.of("spring.datasource.url=" + proxy.through(direct), "spring.liquibase.url=" + direct)
                    .applyTo(context);
        }
    }

    @Test
    void fiveWaysOnWiresOfSeveralLengths() {
        TenantScope.run(TENANT, () -> {
            store();
            Map<String, IntFunction<Object>> ways = ways(dataSource);
            for (int windows : WINDOWS) {
                check(windows);
                cost(windows);
            }
            System.out.printf("%n%-22s", "ms, medians");
            ways.keySet().forEach(way -> System.out.printf("%24s", way));
            System.out.println();
            for (int windows : WINDOWS) {
                for (int roundTrip : ROUND_TRIPS) {
                    time(ways, windows, roundTrip);
                }
            }
        });
    }

    /** Each way to the figures of the first so many nights, in the order of the table; the last is N+1. */
    private Map<String, IntFunction<Object>> ways(DataSource source) {
        var pages = new StoredPages(JdbcClient.create(source));
        var packed = new WindowAverages(JdbcClient.create(source));
        var raw = new RawRows(owner(), source);
        var baselines = new Baselines(source, raw);
        Map<String, IntFunction<Object>> ways = new LinkedHashMap<>();
        ways.put("stored nights", windows -> pages.first(TENANT, person, windows));
        ways.put(
                "packed chunks",
                windows ->
                        packed.of(TENANT, person, List.of(SeriesType.HEART_RATE), nights(windows), RANK, null).stream()
                                .map(all -> all.get(SeriesType.HEART_RATE))
                                .toList());
        ways.put(
                "LATERAL, raw rows",
                windows -> raw.averages(TENANT, person, SeriesType.HEART_RATE, nights(windows), RANK));
        ways.put(
                "whole range, then page",
                windows -> baselines.wholeRange(TENANT, person, Math.max(YEAR, windows), windows));
        ways.put("N+1", windows -> baselines.oneByOne(TENANT, person, windows, RANK));
        return ways;
    }

    /** All ways agree: the whole range in samples and plain means, which is all that it has. */
    private void check(int windows) {
        List<Object> figures = ways(dataSource).values().stream()
                .map(way -> way.apply(windows))
                .toList();
        List<?> lateral = (List<?>) figures.get(2);
        assertThat(lateral).hasSize(windows);
        assertThat(figures.get(1)).isEqualTo(lateral);
        assertThat(figures.get(4)).isEqualTo(lateral);
        for (int i = 0; i < windows; i++) {
            var expected = (WindowAverage) lateral.get(i);
            var ofRange = (WindowAverage) ((List<?>) figures.get(3)).get(i);
            assertThat(ofRange.mean()).isEqualTo(expected.mean());
            assertThat(ofRange.samples()).isEqualTo(expected.samples());
            JsonNode stored = StoredPages.heartRate((String) ((List<?>) figures.get(0)).get(i));
            assertThat(stored.get("samples").asInt()).isEqualTo(expected.samples());
            assertThat(stored.get("mean").decimalValue()).isEqualByComparingTo(expected.mean());
            assertThat(stored.get("timeWeightedMean").decimalValue()).isEqualByComparingTo(expected.timeWeightedMean());
            assertThat(stored.get("coverage").decimalValue()).isEqualByComparingTo(expected.coverage());
        }
    }

    private void cost(int windows) {
        System.out.printf("%n%d windows%24s%14s%n", windows, "statements", "buffers");
        ways(dataSource).keySet().forEach(name -> {
            var explained = new Explained(dataSource);
            ways(explained).get(name).apply(windows);
            System.out.printf("%-26s%,12d%,14d%n", name, explained.statements(), explained.buffers());
        });
    }

    private void time(Map<String, IntFunction<Object>> ways, int windows, int roundTrip) {
        Wire.proxy.roundTrip(Duration.ofMillis(roundTrip));
        JdbcClient ping = JdbcClient.create(dataSource);
        List<Runnable> works = new ArrayList<>();
        ways.values().forEach(way -> works.add(() -> way.apply(windows)));
        works.add(() -> ping.sql("SELECT 1").query(Integer.class).single());
        int runs = windows > 1_000 ? 5 : 21;
        long oneByOne = (long) windows * (roundTrip + 1);
        int[] times = {runs, runs, runs, runs, (int) Math.min(runs, 5_000 / oneByOne + 1), runs};
        if (oneByOne > TOO_LONG) {
            times[4] = 0;
        }
        double[] medians = Interleaved.medians(works, times);
        System.out.printf("%,6d windows, %4.1f ms", windows, medians[5]);
        for (int way = 0; way < 5; way++) {
            System.out.printf("%15.2f %7.1fx", medians[way], medians[2] / medians[way]);
        }
        System.out.println();
        Wire.proxy.roundTrip(Duration.ZERO);
    }

    private void store() {
        JdbcTemplate superuser = new JdbcTemplate(new TestDatabase(Wire.direct).asSuperuser());
        var raw = new RawRows(owner(), dataSource);
        int days = IntStream.concat(Arrays.stream(WINDOWS), IntStream.of(YEAR))
                .max()
                .orElseThrow();
        List<TimeWindow> nights = nights(days);
        GeneratedNights.record(recording, TENANT, person, nights);
        Baselines.store(owner(), TENANT, person, nights);
        superuser.execute("ALTER TABLE sleep.raw_sample DROP CONSTRAINT raw_sample_pkey");
        long samples = 0;
        for (int day = 0; day < days; day += 90) {
            List<Sample> part = GeneratedNights.samples(person.value(), day, Math.min(90, days - day));
            samples += part.size();
            writer.write(TENANT, person, "garmin", SeriesType.HEART_RATE, part);
            raw.store(TENANT, person, SeriesType.HEART_RATE, "garmin", part);
        }
        superuser.execute("ALTER TABLE sleep.raw_sample ADD PRIMARY KEY (tenant_id, person_id, type, at, provider)");
        for (String table : List.of("raw_sample", "raw_night", "sample_chunk", "night", "sleep_session")) {
            superuser.execute("VACUUM ANALYZE sleep." + table);
        }
        System.out.printf("%n%,d samples of %,d nights%n", samples, days);
        for (String table : List.of("raw_sample", "sample_chunk", "night")) {
            bytes(superuser, "sleep." + table, samples);
        }
    }

    private static void bytes(JdbcTemplate superuser, String table, long samples) {
        System.out.printf(
                "%-20s bytes a sample: heap and toast %.2f, index %.2f%n",
                table,
                size(superuser, "SELECT pg_table_size(CAST(? AS regclass))", table) / samples,
                size(superuser, "SELECT pg_indexes_size(CAST(? AS regclass))", table) / samples);
    }

    private static double size(JdbcTemplate superuser, String sql, String table) {
        return superuser.queryForObject(sql, Double.class, table);
    }

    private static List<TimeWindow> nights(int count) {
        return GeneratedNights.nights(0, count);
    }

    private static DataSource owner() {
        return new TestDatabase(Wire.direct).asOwner();
    }
}
