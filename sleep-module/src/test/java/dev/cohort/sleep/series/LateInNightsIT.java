package dev.cohort.sleep.series;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.TenantScope;
import dev.cohort.kernel.Tsid;
import dev.cohort.kernel.test.PostgresTest;
import dev.cohort.kernel.test.Seed;
import dev.cohort.kernel.test.query.QueryBudgets;
import dev.cohort.kernel.time.TimeWindow;
import dev.cohort.sleep.session.RecordSleepSession;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Single samples of a night that is stored: its figures change by what the sample changes, and are exact. */
@PostgresTest
class LateInNightsIT {

    private static final TenantId TENANT = new TenantId(1);
    private static final JsonMapper JSON = new JsonMapper();
    private static final long EVENING = Instant.parse("2026-03-01T22:00:00Z").getEpochSecond();
    private static final long MORNING = EVENING + 8 * 3_600;

    @Autowired
    SampleWriter writer;

    @Autowired
    RecordSleepSession recording;

    @Autowired
    NightStatistics statistics;

    @Autowired
    JdbcClient jdbc;

    private PersonId person;
    private NaiveSeries naive;

    @BeforeEach
    void somebody() {
        person = new PersonId(Tsid.next());
        naive = new NaiveSeries();
    }

    @Test
    void aLateSampleOfANightTakesThreeStatements() {
        record(window(EVENING, MORNING));
        write(evenly(60));
        assertThat(QueryBudgets.capture(() -> write(List.of(new Sample(EVENING + 7, 61_00)))))
                .as("lock and inbox, the night, its figures")
                .hasStatements(3);
        assertThat(QueryBudgets.capture(() -> write(List.of(new Sample(EVENING + 7, 61_00)))))
                .as("unchanged")
                .hasStatements(1);
        assertThat(QueryBudgets.capture(() -> write(List.of(new Sample(MORNING, 61_00)))))
                .as("the end of a night is not in it")
                .hasStatements(2);
    }

    @Test
    void singleSamplesChangeANightAsAddingItUpAnewWould() {
        RandomGenerator random = Seed.random("late in nights");
        for (int round = 0; round < Seed.size(6, 100); round++) {
            somebody();
            long gap = EVENING + 7_200 + random.nextInt(7_200);
            List<TimeWindow> night = random.nextBoolean()
                    ? List.of(window(EVENING, MORNING))
                    : List.of(window(EVENING, gap), window(gap + 1 + random.nextInt(7_000), MORNING));
            record(night.toArray(TimeWindow[]::new));
            write(evenly(new int[] {10, 60, 290, 400}[random.nextInt(4)]));
            List<Long> edges = new ArrayList<>(List.of(EVENING, MORNING, EVENING / 14_400 * 14_400 + 14_400));
            night.forEach(part -> edges.addAll(
                    List.of(part.start().getEpochSecond(), part.end().getEpochSecond())));
            for (int single = 0; single < 200; single++) {
                long second = random.nextInt(4) == 0
                        ? edges.get(random.nextInt(edges.size())) + random.nextInt(-1, 2)
                        : EVENING + random.nextInt(-600, (int) (MORNING - EVENING) + 600);
                boolean outlier = random.nextInt(10) == 0;
                if (outlier) {
                    edges.add(second);
                }
                int value = outlier ? 20_00 + random.nextInt(28_000) : 60_00 + random.nextInt(300);
                write(List.of(new Sample(second, value)));
                if (single % 5 == 4) {
                    assertThatTheNightIs(night);
                }
            }
        }
    }

    @Test
    void aNightWithoutSumsIsAddedUpAnewAndKeepsThemThen() {
        record(window(EVENING, MORNING));
        write(evenly(60));
        inTenant(() -> jdbc.sql("UPDATE sleep.night SET sums = NULL WHERE person_id = ?")
                .param(person.value())
                .update());
        write(List.of(new Sample(EVENING + 7, 200_00)));
        assertThatTheNightIs(List.of(window(EVENING, MORNING)));
    }

    private void assertThatTheNightIs(List<TimeWindow> intervals) {
        var group = new NightStatistics.Group("garmin", intervals);
        NightStatistic wanted = naive.statistic("garmin", group.disjoint());
        NightSums summed = inTenant(() -> statistics.of(TENANT, person, List.of(SeriesType.HEART_RATE), List.of(group)))
                .getFirst()
                .get(SeriesType.HEART_RATE);
        String stored = inTenant(
                () -> jdbc.sql("""
                        SELECT document || E'\\n' || array_to_string(sums[1 : 6], ' ')
                        FROM sleep.night WHERE tenant_id = 1 AND person_id = ?""").param(person.value()).query(String.class).single());
        assertThat(stored.substring(stored.indexOf('\n') + 1))
                .isEqualTo(summed.samples() + " " + summed.total() + " " + summed.held() + " " + summed.weight() + " "
                        + summed.low() + " " + summed.high());
        JsonNode average =
                JSON.readTree(stored.substring(0, stored.indexOf('\n'))).at("/averages/heart_rate");
        assertThat(average.get("samples").asInt()).isEqualTo(wanted.samples());
        assertThat(average.get("mean").decimalValue()).isEqualByComparingTo(wanted.mean());
        assertThat(average.get("timeWeightedMean").decimalValue()).isEqualByComparingTo(wanted.timeWeightedMean());
        assertThat(average.get("coverage").decimalValue()).isEqualByComparingTo(wanted.coverage());
        assertThat(average.get("min").decimalValue()).isEqualByComparingTo(wanted.min());
        assertThat(average.get("max").decimalValue()).isEqualByComparingTo(wanted.max());
    }

    private void record(TimeWindow... nights) {
        TenantScope.run(TENANT, () -> GeneratedNights.record(recording, TENANT, person, List.of(nights)));
    }

    private void write(List<Sample> samples) {
        assertThat(inTenant(() -> writer.write(TENANT, person, "garmin", SeriesType.HEART_RATE, samples)))
                .isEqualTo(naive.write("garmin", samples));
    }

    private static List<Sample> evenly(int seconds) {
        List<Sample> samples = new ArrayList<>();
        for (long at = EVENING - 3_600; at < MORNING + 3_600; at += seconds) {
            samples.add(new Sample(at, 60_00 + (int) (at % 300)));
        }
        return samples;
    }

    private static TimeWindow window(long start, long end) {
        return new TimeWindow(Instant.ofEpochSecond(start), Instant.ofEpochSecond(end));
    }

    private static <T> T inTenant(ScopedValue.CallableOp<T, RuntimeException> work) {
        return TenantScope.call(TENANT, work);
    }
}
