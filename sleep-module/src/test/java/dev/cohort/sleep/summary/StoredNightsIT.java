package dev.cohort.sleep.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.TenantScope;
import dev.cohort.kernel.Tsid;
import dev.cohort.kernel.page.PageSize;
import dev.cohort.kernel.test.PostgresTest;
import dev.cohort.sleep.SleepErasure;
import dev.cohort.sleep.night.Source;
import dev.cohort.sleep.series.Sample;
import dev.cohort.sleep.series.SampleWriter;
import dev.cohort.sleep.series.SeriesType;
import dev.cohort.sleep.session.Moment;
import dev.cohort.sleep.session.RecordSleepSession;
import dev.cohort.sleep.session.SessionIn;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is stored of nights is what a computation from everything that arrived would give. */
@PostgresTest
@AutoConfigureMockMvc
class StoredNightsIT {

    private static final TenantId TENANT = new TenantId(1);
    private static final Path DEMO = Path.of("../app/src/main/resources/demo");
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    @Autowired
    RecordSleepSession record;

    @Autowired
    SampleWriter samples;

    @Autowired
    NightPages pages;

    @Autowired
    SleepErasure erasure;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionOperations transactions;

    @Autowired
    JsonMapper json;

    private static Moment moment(long second, int offset) {
        return new Moment.Offset(Instant.ofEpochSecond(second), ZoneOffset.ofTotalSeconds(offset));
    }

    private List<StoredNight> page(PersonId person) {
        return pages.page(TENANT, person, new NightPages.Range(null, null, false), new PageSize(200), null)
                .items();
    }

    @Test
    void eightWritersOnOnePersonLoseNothing() throws Exception {
        var person = new PersonId(Tsid.next());
        try (var threads = Executors.newFixedThreadPool(8)) {
            var running = IntStream.range(0, 8)
                    .mapToObj(writer -> threads.submit(() -> inTenant(() -> {
                        for (int day = 0; day < 12; day++) {
                            long start = 1_700_000_000L + day * 86_400L + writer * 60L;
                            record.record(
                                    TENANT,
                                    person,
                                    List.of(new SessionIn(
                                            "w" + writer + "d" + day,
                                            new Source("p" + writer),
                                            moment(start, 0),
                                            moment(start + 28_800 - writer, 0),
                                            null,
                                            null,
                                            null,
                                            null,
                                            null,
                                            List.of())));
                            samples.write(
                                    TENANT,
                                    person,
                                    "p0",
                                    SeriesType.HEART_RATE,
                                    List.of(new Sample(1_700_000_000L + day * 86_400L + writer * 600L, 5_000)));
                        }
                        return true;
                    })))
                    .toList();
            for (var one : running) {
                one.get();
            }
        }
        List<StoredNight> nights = inTenant(() -> page(person));
        assertThat(nights).hasSize(12);
        for (StoredNight stored : nights) {
            NightDocument night = json.readValue(stored.document(), NightDocument.class);
            assertThat(night.source()).isEqualTo(new Source("p0"));
            assertThat(night.alternatives()).hasSize(7);
            assertThat(night.averages().get("heart_rate").samples()).isEqualTo(8);
        }
    }

    @Test
    @DisplayName("T21, F14: the database's zone does not matter")
    void theDatabasesZoneDoesNotMatter() {
        var person = new PersonId(Tsid.next());
        var night = new SessionIn(
                null,
                new Source("garmin"),
                moment(1_772_488_800, 0),
                moment(1_772_517_600, 0),
                null,
                null,
                null,
                null,
                null,
                List.of());
        List<StoredNight> nights = inTenant(() -> transactions.execute(status -> {
            jdbc.sql("SELECT set_config('TimeZone', 'America/Los_Angeles', true)")
                    .query(String.class)
                    .single();
            record.record(TENANT, person, List.of(night));
            return page(person);
        }));
        assertThat(nights).hasSize(1);
        assertThat(nights.getFirst().date()).isEqualTo("2026-03-03");
        assertThat(nights.getFirst().document()).contains("\"start\":\"2026-03-02T22:00:00Z\"");
    }

    @Test
    @DisplayName("C1, F2: a page reads its own rows, whatever the range and the history")
    void aPageReadsItsOwnRowsWhateverTheHistory() {
        var person = new PersonId(Tsid.next());
        List<SessionIn> years = new ArrayList<>();
        for (int day = 0; day < 1_500; day++) {
            long start = 1_600_000_000L + day * 86_400L;
            years.add(new SessionIn(
                    null,
                    new Source("garmin"),
                    moment(start, 0),
                    moment(start + 28_800, 0),
                    null,
                    null,
                    null,
                    null,
                    null,
                    List.of()));
        }
        inTenant(() -> {
            record.record(TENANT, person, years);
            return true;
        });
        long ofOne = buffers(person, 2, 30);
        assertThat(buffers(person, 2, 1_500)).isLessThanOrEqualTo(ofOne + 2);
        assertThat(buffers(person, 11, 1_500)).isLessThanOrEqualTo(ofOne + 13);
        assertThat(buffers(person, 51, 1_500)).isLessThanOrEqualTo(ofOne + 55);
    }

    private long buffers(PersonId person, int limit, int rangeDays) {
        String plan = inTenant(() -> jdbc.sql("""
                        EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON)
                        SELECT wake_date, document
                        FROM sleep.night
                        WHERE tenant_id = :tenant AND person_id = :person AND wake_date BETWEEN :from AND :to
                        ORDER BY wake_date DESC
                        LIMIT :limit
                        """)
                .param("tenant", TENANT.value())
                .param("person", person.value())
                .param("from", LocalDate.of(2024, 10, 22).minusDays(rangeDays))
                .param("to", LocalDate.of(2024, 10, 22))
                .param("limit", limit)
                .query(String.class)
                .single());
        // Above it stand the limit and the check of the tenant, which is read once.
        JsonNode scan = json.readTree(plan).at("/0/Plan");
        while (scan.has("Plans")) {
            scan = scan.get("Plans").get(scan.get("Plans").size() - 1);
        }
        assertThat(scan.get("Node Type").asString()).as(plan).isEqualTo("Index Scan");
        assertThat(scan.get("Actual Loops").asInt()).isEqualTo(1);
        assertThat(scan.get("Actual Rows").asInt()).isEqualTo(Math.min(limit, rangeDays + 1));
        return scan.get("Shared Hit Blocks").asLong()
                + scan.get("Shared Read Blocks").asLong();
    }

    @Test
    void theRealWearersAveragesAreThoseOfTheirFiles() throws IOException {
        for (String wearer : List.of("5553957443", "2022484408")) {
            var person = new PersonId(Tsid.next());
            TreeMap<LocalDateTime, Integer> heartRate = new TreeMap<>();
            for (String[] row : rows("fitbit-" + wearer + "-heart-rate.csv.gz")) {
                heartRate.put(LocalDateTime.parse(row[0]), Integer.parseInt(row[1]));
            }
            Map<String, BigDecimal> expected = new TreeMap<>();
            List<SessionIn> sessions = new ArrayList<>();
            for (String[] row : rows("fitbit-" + wearer + "-sleep.csv.gz")) {
                LocalDateTime start = LocalDateTime.parse(row[0]);
                LocalDateTime end = LocalDateTime.parse(row[1]);
                sessions.add(new SessionIn(
                        null,
                        new Source("fitbit"),
                        wall(start),
                        wall(end),
                        row[2].equals("nap"),
                        null,
                        null,
                        null,
                        null,
                        List.of()));
                var inside = heartRate.subMap(start, true, end, false).values();
                if (row[2].equals("night") && !inside.isEmpty()) {
                    long sum = inside.stream().mapToLong(Integer::longValue).sum();
                    BigDecimal mean =
                            BigDecimal.valueOf(sum).divide(BigDecimal.valueOf(inside.size()), 2, RoundingMode.HALF_UP);
                    assertThat(expected.put(end.toLocalDate().toString(), mean))
                            .as("one night a date")
                            .isNull();
                }
            }
            inTenant(() -> {
                record.record(TENANT, person, sessions);
                samples.write(
                        TENANT,
                        person,
                        "fitbit",
                        SeriesType.HEART_RATE,
                        heartRate.entrySet().stream()
                                .map(row ->
                                        new Sample(row.getKey().atZone(NEW_YORK).toEpochSecond(), row.getValue() * 100))
                                .toList());
                return true;
            });
            Map<String, BigDecimal> means = new TreeMap<>();
            for (StoredNight stored : inTenant(() -> page(person))) {
                NightDocument night = json.readValue(stored.document(), NightDocument.class);
                BigDecimal mean = night.averages().get("heart_rate").mean();
                if (mean != null) {
                    means.put(night.date(), mean.setScale(2));
                }
            }
            assertThat(means).as(wearer).isEqualTo(expected);
        }
    }

    private static Moment wall(LocalDateTime time) {
        var there = time.atZone(NEW_YORK);
        return new Moment.Offset(there.toInstant(), there.getOffset());
    }

    private static List<String[]> rows(String file) throws IOException {
        try (var lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(DEMO.resolve(file))), StandardCharsets.UTF_8))) {
            return lines.lines().skip(1).map(line -> line.split(",")).toList();
        }
    }

    @Test
    void erasureLeavesNothing() {
        var person = new PersonId(Tsid.next());
        inTenant(() -> {
            record.record(
                    TENANT,
                    person,
                    List.of(new SessionIn(
                            null,
                            new Source("apple"),
                            moment(1_700_000_000, 0),
                            moment(1_700_028_800, 0),
                            null,
                            null,
                            null,
                            null,
                            null,
                            List.of())));
            samples.write(TENANT, person, "apple", SeriesType.HEART_RATE, List.of(new Sample(1_700_000_000, 5_000)));
            erasure.erase(TENANT, person);
            for (String table : List.of("sleep_session", "night", "daily_value", "person_settings", "sample_chunk")) {
                assertThat(jdbc.sql("SELECT count(*) FROM sleep." + table + " WHERE person_id = :person")
                                .param("person", person.value())
                                .query(Long.class)
                                .single())
                        .as(table)
                        .isZero();
            }
            return page(person);
        });
    }

    private <T> T inTenant(Callable<T> work) {
        try {
            return TenantScope.<T, Exception>call(TENANT, work::call);
        } catch (RuntimeException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }
}
