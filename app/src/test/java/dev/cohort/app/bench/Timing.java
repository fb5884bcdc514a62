package dev.cohort.app.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Times pieces of work against each other: one run of each in turn, in an order that is drawn anew for each round, so
 * that what disturbs the machine disturbs all.
 */
final class Timing {

    private static final int LEAST_RUNS = 7;
    private static final int LEAST_LONG_RUNS = 3;
    private static final double LONG_MILLIS = 1_000;
    private static final int MOST_RUNS = 101;

    private final Duration budget;
    private final Random order = new Random(1);

    /**
     * @param budget how long each piece of work may be repeated, at least {@value #LEAST_RUNS} times, {@value
     *     #LEAST_LONG_RUNS} if a run is longer than a second
     */
    Timing(Duration budget) {
        this.budget = budget;
    }

    /** Milliseconds, ascending. */
    record Times(double[] millis) {

        Times {
            Arrays.sort(millis);
        }

        int runs() {
            return millis.length;
        }

        double median() {
            return quantile(0.5);
        }

        double p95() {
            return quantile(0.95);
        }

        double quantile(double part) {
            return millis[(int) Math.min(millis.length - 1, Math.floor(part * millis.length))];
        }

        /** Where 95 % of such medians lie, by the ranks of the sample: its lower end. */
        double low() {
            return millis[(int) Math.max(0, Math.floor(runs() / 2.0 - 0.98 * Math.sqrt(runs())))];
        }

        double high() {
            return millis[(int) Math.min(runs() - 1, Math.ceil(runs() / 2.0 + 0.98 * Math.sqrt(runs())))];
        }
    }

    /** The times of each, by name. A warm-up of each comes first and does not count. */
    Map<String, Times> of(Map<String, Runnable> works) {
        Map<String, List<Double>> times = new LinkedHashMap<>();
        Map<String, Double> spent = new LinkedHashMap<>();
        works.forEach((name, work) -> {
            double first = time(work);
            for (int warm = 0; warm < 10 && first * warm < budget.toMillis() / 5.0; warm++) {
                time(work);
            }
            times.put(name, new ArrayList<>());
            spent.put(name, 0.0);
        });
        List<String> names = new ArrayList<>(works.keySet());
        boolean more = true;
        for (int run = 0; run < MOST_RUNS && more; run++) {
            more = false;
            Collections.shuffle(names, order);
            for (String name : names) {
                int least = run > 0 && spent.get(name) / run > LONG_MILLIS ? LEAST_LONG_RUNS : LEAST_RUNS;
                if (run < least || spent.get(name) < budget.toMillis()) {
                    double millis = time(works.get(name));
                    times.get(name).add(millis);
                    spent.merge(name, millis, Double::sum);
                    more = true;
                }
            }
        }
        Map<String, Times> result = new LinkedHashMap<>();
        times.forEach((name, all) -> result.put(
                name, new Times(all.stream().mapToDouble(Double::doubleValue).toArray())));
        return result;
    }

    private static double time(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e6;
    }
}
