package dev.cohort.contacts.search;

import java.util.OptionalInt;

/** Which strategy a read takes: a pure function of what is asked and of what was measured. */
final class FetchPlanner {

    private FetchPlanner() {}

    /** What the contacts are for. */
    enum Purpose {
        DETAIL,
        LIST,
        EXPORT,
        DASHBOARD
    }

    /** Whose numbers decide between the strategies that give the same page. */
    enum Rule {
        /** One statement for every page. */
        ONE_STATEMENT,
        /** The article's: a loop for fewer than five contacts of a database nearby. */
        ARTICLE,
        /** Whatever the calibration says is fastest here. */
        CALIBRATED
    }

    /**
     * What is asked.
     *
     * @param rows how many contacts are expected; 0 or less if nobody knows
     * @param needsCustom whether custom fields are shown
     * @param filterOrSortCustom whether the filter or the sort names one: the ids then need attribute storage, what is
     *     shown of them does not
     * @param roundTripMillis measured, a rolling median
     * @param analytic whether it reads far more than it returns
     * @param packed whether there are documents of what is asked: of the present, not of the past
     * @param cold whether there is a cold tier
     */
    record Request(
            Purpose purpose,
            int rows,
            boolean needsCustom,
            boolean filterOrSortCustom,
            double roundTripMillis,
            boolean analytic,
            boolean packed,
            boolean cold) {}

    private static final int MOST_OF_A_PAGE = 500;
    private static final int LEAST_OF_THE_COLD_TIER = 1_000;
    private static final int LEAST_NOT_LOOPED = 5;
    private static final double MOST_MILLIS_OF_A_LOOP = 0.5;
    private static final int ROWS_IF_UNKNOWN = 50;

    /** The strategy; the first rule that holds, in the order in which they stand here. */
    static FetchStrategy choose(Request request, Rule rule, Calibration calibration) {
        int rows = request.rows() > 0 ? request.rows() : ROWS_IF_UNKNOWN;
        boolean export = request.purpose() == Purpose.EXPORT;
        if (request.cold() && (request.analytic() || (export && rows >= LEAST_OF_THE_COLD_TIER))) {
            return FetchStrategy.OLAP;
        }
        if (export && rows > MOST_OF_A_PAGE) {
            return FetchStrategy.STREAM;
        }
        if (request.purpose() == Purpose.DETAIL) {
            return FetchStrategy.DIRECT;
        }
        if (!request.needsCustom()) {
            return FetchStrategy.HOT_ONLY;
        }
        if (rows > MOST_OF_A_PAGE) {
            return FetchStrategy.STREAM;
        }
        FetchStrategy one = request.packed() ? FetchStrategy.PACKED : FetchStrategy.AGGREGATE;
        boolean mayLoop = rows < LEAST_NOT_LOOPED && request.roundTripMillis() <= MOST_MILLIS_OF_A_LOOP;
        if (rule == Rule.CALIBRATED || request.purpose() == Purpose.DASHBOARD) {
            return calibration.fastest(one, rows, request.roundTripMillis(), mayLoop);
        }
        return rule == Rule.ARTICLE && mayLoop ? FetchStrategy.LOOP : one;
    }

    /**
     * What each strategy costs on a deployment, in milliseconds, r being the round trip: a loop {@code (n + 1)(r + s)},
     * one statement {@code r + a + b n}, two steps {@code 2 r + a2 + b2 n}.
     *
     * @param readMillis s
     * @param aggregateMillis a
     * @param aggregateMillisEach b
     * @param twoStepMillis a2
     * @param twoStepMillisEach b2
     */
    record Calibration(
            double readMillis,
            double aggregateMillis,
            double aggregateMillisEach,
            double twoStepMillis,
            double twoStepMillisEach) {

        /** From the article's two rows of 2 ms: 10 records in 8 ms and 100 in 23 ms of aggregation. */
        static final Calibration ARTICLE = new Calibration(0, 19.0 / 3, 1.0 / 6, 19.0 / 3, 1.0 / 6);

        double loopMillis(int rows, double roundTrip) {
            return (rows + 1) * (roundTrip + readMillis);
        }

        double aggregateMillis(int rows, double roundTrip) {
            return roundTrip + aggregateMillis + aggregateMillisEach * rows;
        }

        double twoStepMillis(int rows, double roundTrip) {
            return 2 * roundTrip + twoStepMillis + twoStepMillisEach * rows;
        }

        FetchStrategy fastest(FetchStrategy one, int rows, double roundTrip, boolean mayLoop) {
            double aggregate = aggregateMillis(rows, roundTrip);
            double twoStep = twoStepMillis(rows, roundTrip);
            if (mayLoop && loopMillis(rows, roundTrip) < Math.min(aggregate, twoStep)) {
                return FetchStrategy.LOOP;
            }
            return twoStep < aggregate ? FetchStrategy.TWO_STEP : one;
        }

        /**
         * The least number of contacts from which the aggregate beats the loop at this round trip: the smallest n with
         * {@code n r > a + b n + r}; empty if there is none.
         */
        OptionalInt breakEven(double roundTrip) {
            double gain = roundTrip - aggregateMillisEach;
            if (gain <= 0) {
                return OptionalInt.empty();
            }
            return OptionalInt.of((int) Math.floor((aggregateMillis + roundTrip) / gain) + 1);
        }
    }
}
