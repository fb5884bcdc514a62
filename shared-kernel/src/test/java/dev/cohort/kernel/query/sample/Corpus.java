package dev.cohort.kernel.query.sample;

import dev.cohort.kernel.test.query.Grows;
import dev.cohort.kernel.test.query.GrowthMeasurement;
import dev.cohort.kernel.test.query.GrowthMeasurement.Step;
import java.util.function.UnaryOperator;

/**
 * A defect and its twin that does the same work well.
 *
 * @param fault a part of what the guard must say of the defect
 * @param rules under which both are measured
 */
record Corpus(String defect, String fault, UnaryOperator<GrowthMeasurement> rules, Step bad, String twin, Step good) {

    /** Each element of the page brings rows. */
    static GrowthMeasurement reads(GrowthMeasurement measurement) {
        return measurement;
    }

    /** Rows are aggregated in the database or not read at all. */
    static GrowthMeasurement writes(GrowthMeasurement measurement) {
        return measurement.rows(Grows.UNCHECKED);
    }

    /** An author has four books and three awards. */
    static GrowthMeasurement readsTwoCollections(GrowthMeasurement measurement) {
        return measurement.rowsPerElement(7);
    }
}
