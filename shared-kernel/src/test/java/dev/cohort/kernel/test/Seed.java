package dev.cohort.kernel.test;

import java.util.Random;
import java.util.random.RandomGenerator;

/** Seeds of generated data: printed, and repeated with {@code -Dcohort.test.seed=<seed>}. */
public final class Seed {

    private Seed() {}

    /** A generator for {@code what}; its seed goes to the log, so that a failure can be repeated. */
    public static RandomGenerator random(String what) {
        long seed = Long.getLong("cohort.test.seed", System.nanoTime());
        System.out.println("seed of " + what + ": " + seed + " (repeat with -Dcohort.test.seed=" + seed + ")");
        return new Random(seed);
    }

    /** {@code full} in profile {@code long}, else {@code small}. */
    public static int size(int small, int full) {
        return Boolean.getBoolean("cohort.test.long") ? full : small;
    }
}
