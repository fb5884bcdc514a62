package dev.cohort.sleep.series;

import java.util.Arrays;
import java.util.List;

/** Medians of works that take turns, so that whatever disturbs the machine disturbs all of them. */
final class Interleaved {

    private Interleaved() {}

    /** In milliseconds, in order; work {@code i} runs {@code runs[i]} times after a fifth as many that do not count. */
    static double[] medians(List<Runnable> works, int... runs) {
        int most = Arrays.stream(runs).max().orElse(0);
        double[][] times = new double[works.size()][];
        for (int work = 0; work < times.length; work++) {
            times[work] = new double[runs[work]];
            for (int warm = 0; warm < (runs[work] + 4) / 5 && runs[work] > 1; warm++) {
                works.get(work).run();
            }
        }
        for (int run = 0; run < most; run++) {
            for (int work = 0; work < times.length; work++) {
                if (run < runs[work]) {
                    long start = System.nanoTime();
                    works.get(work).run();
                    times[work][run] = (System.nanoTime() - start) / 1e6;
                }
            }
        }
        return Arrays.stream(times).mapToDouble(Interleaved::median).toArray();
    }

    private static double median(double[] times) {
        Arrays.sort(times);
        return times.length == 0 ? Double.NaN : times[times.length / 2];
    }
}
