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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@PostgresTest
@Import(ConcurrentWritersIT.Observing.class)
class ConcurrentWritersIT {

    private static final TenantId TENANT = new TenantId(1);
    private static final long EVENING = Instant.parse("2026-03-01T20:00:00Z").getEpochSecond();

    @Autowired
    SampleWriter writer;

    @Autowired
    WindowAverages averages;

    @Autowired
    InboxSweep sweep;

    @Autowired
    SeriesErasure erasure;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Seen seen;

    private PersonId person;

    @BeforeEach
    void somebodyWithAFullEvening() {
        person = new PersonId(Tsid.next());
        write(LongStream.range(0, 2_880)
                .mapToObj(at -> new Sample(EVENING + at * 10, 60_00))
                .toList());
        seen.spans.clear();
    }

    @Test
    void eightWritersOnOnePersonLoseNothingAndDoNotBlockEachOtherForGood() throws Exception {
        int each = Seed.size(60, 600);
        try (var pool = Executors.newFixedThreadPool(8)) {
            List<Future<Integer>> results = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                var random = new Random(thread);
                int mine = thread;
                results.add(pool.submit(() -> {
                    int accepted = 0;
                    for (int at = 0; at < each; at++) {
                        long second = EVENING + (at * 8L + mine) * 10 + 1 + random.nextInt(3) * 3L;
                        accepted += write(List.of(new Sample(second, 70_00))).accepted();
                    }
                    return accepted;
                }));
            }
            int accepted = 0;
            for (Future<Integer> result : results) {
                accepted += result.get();
            }
            assertThat(accepted).isEqualTo(8 * each);
        }
        assertThat(samples()).isEqualTo(2_880 + 8 * each);
        assertThat(inbox()).isLessThanOrEqualTo(SampleWriter.MAX_WAITING);
    }

    @Test
    void aLateSampleWaitsInTheInboxShowsAtOnceAndTheSweepFoldsIt() {
        var captured = QueryBudgets.capture(() -> write(List.of(new Sample(EVENING + 5, 90_00))));
        assertThat(captured)
                .as("in one round trip the lock and the inbox, nights in the span")
                .hasStatements(2);
        assertThat(write(List.of(new Sample(EVENING + 5, 90_00))).unchanged()).isEqualTo(1);
        assertThat(write(List.of(new Sample(EVENING + 10, 91_00))).replaced()).isEqualTo(1);
        assertThat(inbox()).isEqualTo(2);
        WindowAverage before = average();
        sweep.sweep();
        assertThat(inbox()).isZero();
        assertThat(average()).isEqualTo(before);
        assertThat(before.samples()).isEqualTo(2_881);
    }

    @Test
    void scatteredLateSamplesNeverMakeTheInboxLongerThanItsBound() {
        write(LongStream.range(0, 40 * 240L)
                .mapToObj(at -> new Sample(EVENING + 86_400 + at * 60, 60_00))
                .toList());
        for (int at = 0; at < 40; at++) {
            int day = at;
            write(LongStream.range(0, 8)
                    .mapToObj(one -> new Sample(EVENING + 86_400 + day * 14_400L + one * 60 + 7, 61_00))
                    .toList());
            assertThat(inbox()).isLessThanOrEqualTo(SampleWriter.MAX_WAITING);
        }
        assertThat(samples()).isEqualTo(2_880 + 40 * 240 + 320);
    }

    @Test
    void observersHearOfEveryChangeAndOfNothingElse() {
        write(List.of(new Sample(EVENING + 20, 60_00)));
        assertThat(seen.spans).isEmpty();
        write(List.of(new Sample(EVENING + 200_000, 60_00), new Sample(EVENING + 20, 61_00)));
        assertThat(seen.spans)
                .containsExactly(
                        new TimeWindow(Instant.ofEpochSecond(EVENING + 20), Instant.ofEpochSecond(EVENING + 21)),
                        new TimeWindow(
                                Instant.ofEpochSecond(EVENING + 200_000), Instant.ofEpochSecond(EVENING + 200_001)));
    }

    @Test
    void erasingLeavesNothing() {
        write(List.of(new Sample(EVENING + 5, 90_00)));
        TenantScope.run(TENANT, () -> erasure.erase(TENANT, person));
        assertThat(samples()).isZero();
        assertThat(inbox()).isZero();
    }

    @Test
    void anotherTenantSeesNothingOfThem() {
        var other = new TenantId(2);
        List<Map<SeriesType, WindowAverage>> found = TenantScope.call(
                other,
                () -> averages.of(
                        other,
                        person,
                        List.of(SeriesType.HEART_RATE),
                        List.of(new TimeWindow(Instant.EPOCH, Instant.MAX)),
                        List.of(),
                        null));
        assertThat(found.getFirst().get(SeriesType.HEART_RATE)).isEqualTo(WindowAverage.NONE);
    }

    private SampleOutcome write(List<Sample> samples) {
        return TenantScope.call(TENANT, () -> writer.write(TENANT, person, "garmin", SeriesType.HEART_RATE, samples));
    }

    private int samples() {
        return average().samples();
    }

    private WindowAverage average() {
        return TenantScope.call(
                        TENANT,
                        () -> averages.of(
                                TENANT,
                                person,
                                List.of(SeriesType.HEART_RATE),
                                List.of(new TimeWindow(Instant.EPOCH, Instant.MAX)),
                                List.of(),
                                null))
                .getFirst()
                .get(SeriesType.HEART_RATE);
    }

    private int inbox() {
        return TenantScope.call(
                TENANT,
                () -> jdbc.sql("SELECT count(*) FROM sleep.late_sample WHERE tenant_id = 1 AND person_id = ?")
                        .param(person.value())
                        .query(Integer.class)
                        .single());
    }

    /** What the observer heard. */
    static final class Seen implements SampleObserver {

        private final List<TimeWindow> spans = new CopyOnWriteArrayList<>();

        @Override
        public void changed(
                TenantId tenant, PersonId person, String provider, SeriesType type, List<TimeWindow> changed) {
            spans.addAll(changed);
        }
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Observing {

        @Bean
        Seen seen() {
            return new Seen();
        }
    }
}
