package dev.cohort.sleep.series;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.TenantScope;
import dev.cohort.kernel.Tsid;
import dev.cohort.kernel.test.PostgresTest;
import dev.cohort.kernel.test.Seed;
import dev.cohort.kernel.test.TestDatabase;
import dev.cohort.kernel.test.query.QueryBudgets;
import dev.cohort.kernel.time.TimeWindow;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;

@PostgresTest
class WindowAveragesIT {

    private static final TenantId TENANT = new TenantId(1);
    private static final List<String> RANK = SeriesPreferences.DEFAULT_RANK;
    private static final long EDGE = Instant.parse("2026-03-01T20:00:00Z").getEpochSecond();

    @Autowired
    SampleWriter writer;

    @Autowired
    WindowAverages averages;

    @Autowired
    NightStatistics nights;

    @Autowired
    DataSource dataSource;

    @Autowired
    JdbcClient jdbc;

    @Value("${spring.datasource.url}")
    String url;

    private PersonId person;

    @BeforeEach
    void somebody() {
        person = new PersonId(Tsid.next());
    }

    @Test
    void aSampleOnTheStartCountsAndOneOnTheEndDoesNot() {
        write("garmin", SeriesType.HEART_RATE, at("2026-03-01T21:30:00Z", 51), at("2026-03-02T01:00:00Z", 52));
        write("garmin", SeriesType.HEART_RATE, at("2026-03-02T05:30:00Z", 180));
        var average = average(window("2026-03-01T21:30:00Z", "2026-03-02T05:30:00Z"));
        assertThat(average.mean()).isEqualByComparingTo("51.5");
        assertThat(average.samples()).isEqualTo(2);
    }

    @Test
    void aDenseHourDoesNotOutweighFiveSparseOnesInTheTimeWeightedMean() {
        long start = Instant.parse("2026-03-01T22:00:00Z").getEpochSecond();
        List<Sample> samples = new ArrayList<>();
        for (long second = 0; second < 18_000; second += 300) {
            samples.add(new Sample(start + second, 50_00));
        }
        for (long second = 18_000; second < 21_600; second += 10) {
            samples.add(new Sample(start + second, 92_00));
        }
        write("garmin", SeriesType.HEART_RATE, samples);
        var average = average(new TimeWindow(Instant.ofEpochSecond(start), Instant.ofEpochSecond(start + 21_600)));
        assertThat(average.mean()).isEqualByComparingTo("86.0");
        assertThat(average.timeWeightedMean()).isEqualByComparingTo("57.0");
        assertThat(average.coverage()).isEqualByComparingTo("1");
        assertThat(average.provider()).isEqualTo("garmin");
    }

    @Test
    void aWindowWithoutASampleHasNoMeanAndNoCoverage() {
        write("garmin", SeriesType.HEART_RATE, at("2026-03-01T21:30:00Z", 51));
        assertThat(average(window("2026-03-01T22:30:00Z", "2026-03-02T05:30:00Z")))
                .isEqualTo(new WindowAverage(null, null, 0, BigDecimal.ZERO, null));
        assertThat(average(window("2026-03-01T21:30:00Z", "2026-03-01T21:30:00Z"))
                        .samples())
                .isZero();
        assertThat(average(new TimeWindow(Instant.MIN, Instant.MAX)).samples()).isEqualTo(1);
    }

    @Test
    void theHighestRankedProviderThatHasASampleAnswersAloneAndPerWindow() {
        write("zepp", SeriesType.HEART_RATE, at("2026-03-01T21:30:00Z", 90), at("2026-03-01T23:30:00Z", 90));
        write("garmin", SeriesType.HEART_RATE, at("2026-03-01T21:40:00Z", 60), at("2026-03-02T22:00:00Z", 61));
        write("fitbit", SeriesType.HEART_RATE, at("2026-03-01T23:40:00Z", 70));
        var windows = List.of(
                window("2026-03-01T21:00:00Z", "2026-03-01T22:00:00Z"),
                window("2026-03-01T23:00:00Z", "2026-03-02T00:00:00Z"),
                window("2026-03-01T21:00:00Z", "2026-03-01T22:00:00Z"));
        assertThat(of(SeriesType.HEART_RATE, windows, null))
                .extracting(WindowAverage::provider)
                .containsExactly("garmin", "fitbit", "garmin");
        assertThat(of(SeriesType.HEART_RATE, windows, "zepp"))
                .extracting(WindowAverage::mean)
                .allSatisfy(mean -> assertThat(mean).isEqualByComparingTo("90"));
    }

    @Test
    void anyNumberOfWindowsAndTypesTakesOneStatementAndNoneTakesNone() {
        write("garmin", SeriesType.HEART_RATE, at("2026-03-01T21:30:00Z", 51));
        for (int count : new int[] {1, 10, 100, 5_000}) {
            var windows = Collections.nCopies(count, window("2026-03-01T21:00:00Z", "2026-03-02T05:00:00Z"));
            var captured = QueryBudgets.capture(() ->
                    inTenant(() -> averages.of(TENANT, person, List.of(SeriesType.values()), windows, RANK, null)));
            assertThat(captured).hasStatements(1).hasRows(count);
        }
        assertThat(QueryBudgets.capture(() -> of(SeriesType.HEART_RATE, List.of(), null)))
                .hasStatements(0);
    }

    @Test
    void aNightIsItsIntervalsAndNotTheTimeBetweenThem() {
        write(
                "garmin",
                SeriesType.HEART_RATE,
                at("2026-03-01T21:00:00Z", 50),
                at("2026-03-01T22:00:00Z", 200),
                at("2026-03-01T23:00:00Z", 60),
                at("2026-03-01T23:30:00Z", 40));
        var night = new NightStatistics.Group(
                "garmin",
                List.of(
                        window("2026-03-01T22:30:00Z", "2026-03-01T23:15:00Z"),
                        window("2026-03-01T20:00:00Z", "2026-03-01T21:30:00Z"),
                        window("2026-03-01T23:00:00Z", "2026-03-01T23:15:00Z")));
        var none = new NightStatistics.Group("garmin", List.of());
        var result = inTenant(() -> nights.of(TENANT, person, List.of(SeriesType.HEART_RATE), List.of(none, night)));
        assertThat(result.getFirst().get(SeriesType.HEART_RATE)).isEqualTo(NightSums.NONE);
        assertThat(night.statistic(result.getLast().get(SeriesType.HEART_RATE)))
                .isEqualTo(new NightStatistic(
                        new BigDecimal("55.00"),
                        new BigDecimal("55.00"),
                        new BigDecimal("50.00"),
                        new BigDecimal("60.00"),
                        2,
                        new BigDecimal("0.07"),
                        "garmin"));
    }

    @Test
    void generatedSeriesAgreeWithLoopsOverRawSamplesAndWithLateralOverRawRows() {
        RandomGenerator random = Seed.random("window averages");
        var raw = new RawRows(new TestDatabase(url).asOwner(), dataSource);
        int waiting = 0;
        for (int round = 0; round < Seed.size(8, 120); round++) {
            person = new PersonId(Tsid.next());
            SeriesType type = round % 3 == 2 ? SeriesType.STEPS : SeriesType.HEART_RATE;
            var naive = new NaiveSeries();
            for (String provider : List.of("zepp", "garmin", "oura").subList(0, 1 + random.nextInt(3))) {
                List<Sample> samples = generated(random, type);
                writeInParts(random, naive, provider, type, samples);
            }
            inTenant(() -> {
                raw.store(TENANT, person, type, naive);
                return true;
            });
            List<TimeWindow> windows = windows(random, naive);
            List<WindowAverage> expected = windows.stream()
                    .map(window -> naive.average(window, RANK, null))
                    .toList();
            assertThat(of(type, windows, null)).isEqualTo(expected);
            assertThat(inTenant(() -> raw.averages(TENANT, person, type, windows, RANK)))
                    .isEqualTo(expected);
            agreesOnNights(naive, type, windows);
            waiting += inTenant(() -> jdbc.sql("SELECT count(*) FROM sleep.late_sample WHERE person_id = ?")
                    .param(person.value())
                    .query(Integer.class)
                    .single());
        }
        assertThat(waiting).as("samples read from the inbox").isPositive();
    }

    private void agreesOnNights(NaiveSeries naive, SeriesType type, List<TimeWindow> windows) {
        String provider = naive.byProvider.keySet().iterator().next();
        List<NightStatistics.Group> groups = new ArrayList<>();
        for (int at = 0; at + 2 <= windows.size(); at += 2) {
            groups.add(new NightStatistics.Group(provider, windows.subList(at, at + 2)));
        }
        List<Map<SeriesType, NightSums>> found = inTenant(() -> nights.of(TENANT, person, List.of(type), groups));
        for (int group = 0; group < groups.size(); group++) {
            assertThat(groups.get(group).statistic(found.get(group).get(type)))
                    .as(groups.get(group).toString())
                    .isEqualTo(naive.statistic(provider, groups.get(group).disjoint()));
        }
    }

    /** Bulk first, then ever smaller pieces: new, corrected and repeated ones, so that some wait in the inbox. */
    private void writeInParts(
            RandomGenerator random, NaiveSeries naive, String provider, SeriesType type, List<Sample> samples) {
        List<Sample> left = new ArrayList<>(samples);
        Collections.shuffle(left, Random.from(random));
        int size = left.size() * 9 / 10;
        while (!left.isEmpty()) {
            List<Sample> part = new ArrayList<>(left.subList(0, Math.min(size, left.size())));
            left.subList(0, part.size()).clear();
            for (int again = random.nextInt(4); again > 0; again--) {
                Sample one = samples.get(random.nextInt(samples.size()));
                part.add(random.nextBoolean() ? one : new Sample(one.epochSecond(), value(random, type)));
            }
            assertThat(inTenant(() -> writer.write(TENANT, person, provider, type, part)))
                    .isEqualTo(naive.write(provider, part));
            size = 1 + random.nextInt(Math.max(1, left.size() / 4 + 1));
        }
    }

    private static List<Sample> generated(RandomGenerator random, SeriesType type) {
        List<Sample> samples = new ArrayList<>();
        long at = EDGE - random.nextInt(20_000);
        for (int run = 0; run < 12; run++) {
            int step = new int[] {1, 5, 10, 60, 299, 300, 301, 900}[random.nextInt(8)];
            for (int count = random.nextInt(Seed.size(300, 2_000)); count > 0; count--) {
                samples.add(new Sample(at, value(random, type)));
                at += random.nextInt(8) == 0 ? 1 + random.nextInt(2 * step) : step;
            }
            at += random.nextInt(3) == 0 ? 40_000 : random.nextInt(2_000);
        }
        for (long edge = EDGE - 28_800; edge < at; edge += 14_400) {
            for (long near = edge - 1; near <= edge + 1; near++) {
                if (random.nextInt(3) == 0) {
                    samples.add(new Sample(near, value(random, type)));
                }
            }
        }
        return samples;
    }

    private static int value(RandomGenerator random, SeriesType type) {
        return type == SeriesType.STEPS ? random.nextInt(10_000_001) : 20_00 + random.nextInt(280_01);
    }

    private static List<TimeWindow> windows(RandomGenerator random, NaiveSeries naive) {
        List<Long> instants = new ArrayList<>();
        naive.byProvider
                .values()
                .forEach(series -> series.keySet().stream()
                        .filter(at -> random.nextInt(40) == 0)
                        .forEach(at -> IntStream.rangeClosed(-1, 1).forEach(near -> instants.add(at + near))));
        LongStream.range(-3, 40).forEach(edge -> instants.add(EDGE + edge * 14_400));
        List<TimeWindow> windows = new ArrayList<>();
        for (int count = 0; count < 200; count++) {
            long one = instants.get(random.nextInt(instants.size()));
            long length = new long[] {0, 1, 299, 300, 301, 3_600, 14_400, 28_800, 500_000}[random.nextInt(9)];
            long other = random.nextBoolean() ? one + length : instants.get(random.nextInt(instants.size()));
            windows.add(new TimeWindow(
                    Instant.ofEpochSecond(Math.min(one, other)), Instant.ofEpochSecond(Math.max(one, other))));
        }
        return windows;
    }

    private WindowAverage average(TimeWindow window) {
        return of(SeriesType.HEART_RATE, List.of(window), null).getFirst();
    }

    private List<WindowAverage> of(SeriesType type, List<TimeWindow> windows, String provider) {
        return inTenant(() -> averages.of(TENANT, person, List.of(type), windows, RANK, provider)).stream()
                .map(all -> all.get(type))
                .toList();
    }

    private void write(String provider, SeriesType type, Sample... samples) {
        write(provider, type, List.of(samples));
    }

    private void write(String provider, SeriesType type, List<Sample> samples) {
        inTenant(() -> writer.write(TENANT, person, provider, type, samples));
    }

    private static <T> T inTenant(ScopedValue.CallableOp<T, RuntimeException> work) {
        return TenantScope.call(TENANT, work);
    }

    private static Sample at(String instant, int value) {
        return new Sample(Instant.parse(instant).getEpochSecond(), value * 100);
    }

    private static TimeWindow window(String start, String end) {
        return new TimeWindow(Instant.parse(start), Instant.parse(end));
    }
}
