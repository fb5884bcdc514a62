package dev.cohort.sleep.series;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.TenantScope;
import dev.cohort.kernel.Tsid;
import dev.cohort.kernel.test.PostgresTest;
import dev.cohort.sleep.session.RecordSleepSession;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Samples a second: batches of a series, shuffled inside, and single late ones, each in a transaction of its own; on one
 * thread, and single ones of several people at once. Making the samples is not timed.
 *
 * <p>{@code ./mvnw -pl sleep-module -am verify -Pbench -Dit.test=SampleIngestBenchmark}
 */
@PostgresTest
class SampleIngestBenchmark {

    private static final TenantId TENANT = new TenantId(1);

    @Autowired
    SampleWriter writer;

    @Autowired
    RecordSleepSession recording;

    @Autowired
    JdbcClient jdbc;

    @Test
    void batchesAndSingleLateSamples() {
        TenantScope.run(TENANT, () -> {
            batches(10_000, 60);
            System.out.println();
            for (int size : new int[] {10_000, 50_000, 100_000}) {
                report("new, batches of " + size, batches(size, 3_000_000 / size));
            }
            report("SELECT 1, one by one", roundTrips(2_000));
            late(2_000, 30, true);
            for (int round = 0; round < 3; round++) {
                report("late, one by one, over a year", late(5_000, 365, false));
                report("late, one by one, today", late(5_000, 1, false));
                report("the same, with nights, over a year", late(5_000, 365, true));
                report("the same, with a night, today", late(5_000, 1, true));
            }
            report("SELECT 1, one by one", roundTrips(5_000));
        });
        for (int people : new int[] {2, 8}) {
            report("late, one by one, " + people + " people at once", lateOfMany(people, 5_000));
        }
    }

    /** What a statement costs that does nothing. */
    private double[] roundTrips(int count) {
        return timed(
                Collections.nCopies(count, List.of()),
                nothing -> jdbc.sql("SELECT 1").query(Integer.class).single());
    }

    /** Each person's samples one after the other, people beside each other. */
    private double[] lateOfMany(int people, int count) {
        try (var threads = Executors.newFixedThreadPool(people)) {
            var ready = new CountDownLatch(people);
            var go = new CountDownLatch(1);
            List<Future<double[]>> running = new ArrayList<>();
            for (int one = 0; one < people; one++) {
                running.add(threads.submit(() -> TenantScope.call(TENANT, () -> {
                    Late late = new Late(new PersonId(Tsid.next()), count, 1, false);
                    ready.countDown();
                    await(go);
                    return late.write();
                })));
            }
            await(ready);
            long start = System.nanoTime();
            go.countDown();
            for (Future<double[]> one : running) {
                one.get();
            }
            return new double[] {(double) people * count, (System.nanoTime() - start) / 1e9};
        } catch (InterruptedException | ExecutionException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static double[] timed(List<List<Sample>> batches, ToIntFunction<List<Sample>> write) {
        long samples = 0;
        long start = System.nanoTime();
        for (List<Sample> batch : batches) {
            samples += write.applyAsInt(batch);
        }
        return new double[] {samples, (System.nanoTime() - start) / 1e9};
    }

    private double[] batches(int size, int count) {
        List<List<Sample>> batches = new ArrayList<>();
        var random = new Random(size);
        for (int batch = 0; batch < count; batch++) {
            List<Sample> samples = new ArrayList<>(
                    GeneratedNights.samples(batch, 0, size / 600 + 1).subList(0, size));
            Collections.shuffle(samples, random);
            batches.add(samples);
        }
        return timed(
                batches,
                batch -> writer.write(TENANT, new PersonId(Tsid.next()), "garmin", SeriesType.HEART_RATE, batch)
                        .accepted());
    }

    private double[] late(int count, int days, boolean nights) {
        return new Late(new PersonId(Tsid.next()), count, days, nights).write();
    }

    /** Single samples of a person who has others of the same days. */
    private final class Late {

        private final PersonId person;
        private final List<List<Sample>> singles = new ArrayList<>();

        Late(PersonId person, int count, int days, boolean nights) {
            this.person = person;
            if (nights) {
                GeneratedNights.record(recording, TENANT, person, GeneratedNights.nights(0, days));
            }
            GeneratedNights.store(writer, TENANT, person, days);
            var random = new Random(count);
            for (int single = 0; single < count; single++) {
                long second = GeneratedNights.FIRST_DAY + 32_400 + random.nextLong(days * 86_400L);
                singles.add(List.of(new Sample(second, 45_00 + random.nextInt(1_000))));
            }
        }

        double[] write() {
            return timed(singles, single -> {
                writer.write(TENANT, person, "garmin", SeriesType.HEART_RATE, single);
                return 1;
            });
        }
    }

    private static void report(String what, double[] measured) {
        System.out.printf(
                "%-36s %,10.0f samples in %6.2f s: %,10.0f samples/s%n",
                what, measured[0], measured[1], measured[0] / measured[1]);
    }
}
