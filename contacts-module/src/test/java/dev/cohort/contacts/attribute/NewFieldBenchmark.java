package dev.cohort.contacts.attribute;

import dev.cohort.contacts.Api;
import dev.cohort.contacts.ApiTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/**
 * What requests wait while fields come into being: readers and writers of the same tenant, timed while nothing else
 * happens and while a field is created every 50 ms.
 */
class NewFieldBenchmark extends ApiTest {

    private static final int FIELDS = 60;

    @Test
    void nobodyWaits() throws InterruptedException {
        api.field("{'key': 'note', 'type': 'text'}");
        for (int n = 0; n < 500; n++) {
            api.contact("{'lastName': 'L" + n + "', 'fields': {'note': 'n" + n % 7 + "'}}");
        }
        under("warm-up", () -> Thread.sleep(3_000));
        under("without new fields", () -> Thread.sleep(5_000));
        under("while fields are created", () -> {
            List<Double> creations = new ArrayList<>();
            for (int n = 0; n < FIELDS; n++) {
                long start = System.nanoTime();
                api.field("{'key': 'new" + n + "', 'type': 'integer'}");
                creations.add((System.nanoTime() - start) / 1e6);
                Thread.sleep(50);
            }
            creations.sort(null);
            System.out.printf(
                    "%d creations: median %.1f ms, longest %.1f ms%n",
                    FIELDS, creations.get(FIELDS / 2), creations.getLast());
        });
    }

    @FunctionalInterface
    private interface Work {
        void run() throws InterruptedException;
    }

    private void under(String what, Work work) throws InterruptedException {
        var done = new AtomicBoolean();
        List<Double> reads = new ArrayList<>();
        List<Double> writes = new ArrayList<>();
        Api requests = api;
        Thread reader = Thread.ofPlatform()
                .start(() -> time(
                        done,
                        reads,
                        () -> requests.get("/api/v1/contacts?limit=20&filter=fields.note==n3&sort=lastName")));
        Thread writer = Thread.ofPlatform()
                .start(() -> time(
                        done,
                        writes,
                        () -> requests.post(
                                "/api/v1/contacts", "{\"lastName\": \"x\", \"fields\": {\"note\": \"y\"}}")));
        work.run();
        done.set(true);
        reader.join();
        writer.join();
        report(what, "reads", reads);
        report(what, "writes", writes);
    }

    private static void time(AtomicBoolean done, List<Double> times, Runnable request) {
        while (!done.get()) {
            long start = System.nanoTime();
            request.run();
            times.add((System.nanoTime() - start) / 1e6);
        }
    }

    private static void report(String what, String of, List<Double> times) {
        double[] sorted = times.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        System.out.printf(
                "%-26s %-7s %6d: median %6.2f ms, 99 %% %6.2f ms, longest %6.2f ms%n",
                what,
                of,
                sorted.length,
                sorted[sorted.length / 2],
                sorted[sorted.length * 99 / 100],
                sorted[sorted.length - 1]);
    }
}
