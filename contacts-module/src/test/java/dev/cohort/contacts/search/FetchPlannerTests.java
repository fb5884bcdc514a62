package dev.cohort.contacts.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.contacts.search.FetchPlanner.Calibration;
import dev.cohort.contacts.search.FetchPlanner.Purpose;
import dev.cohort.contacts.search.FetchPlanner.Request;
import dev.cohort.contacts.search.FetchPlanner.Rule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FetchPlannerTests {

    @ParameterizedTest
    @CsvSource({
        "LIST, 4, true, 0.2, false, false, LOOP",
        "LIST, 5, true, 0.2, false, false, AGGREGATE",
        "LIST, 4, true, 2, false, false, AGGREGATE",
        "LIST, 4, true, 0.51, false, false, AGGREGATE",
        "LIST, 500, true, 0.2, false, false, AGGREGATE",
        "LIST, 501, true, 0.2, false, false, STREAM",
        "LIST, 50, false, 0.2, false, false, HOT_ONLY",
        "LIST, 0, true, 0.2, false, false, AGGREGATE",
        "DETAIL, 1, true, 0.2, false, false, DIRECT",
        "EXPORT, 500, true, 0.2, false, false, AGGREGATE",
        "EXPORT, 501, true, 0.2, false, false, STREAM",
        "EXPORT, 1000, true, 0.2, false, true, OLAP",
        "EXPORT, 1000, true, 0.2, false, false, STREAM",
        "EXPORT, 999, true, 0.2, false, true, STREAM",
        "LIST, 50, true, 0.2, true, true, OLAP",
        "LIST, 50, true, 0.2, true, false, AGGREGATE",
        "EXPORT, 5000, true, 0.2, true, false, STREAM"
    })
    void theArticlesRulesDecideAtTheirBoundaries(
            Purpose purpose,
            int rows,
            boolean custom,
            double roundTrip,
            boolean analytic,
            boolean cold,
            FetchStrategy expected) {
        for (boolean filterOrSortCustom : new boolean[] {false, true}) {
            for (boolean packed : new boolean[] {false, true}) {
                var request = new Request(purpose, rows, custom, filterOrSortCustom, roundTrip, analytic, packed, cold);
                assertThat(FetchPlanner.choose(request, Rule.ARTICLE, Calibration.ARTICLE))
                        .isEqualTo(oneStatement(expected, packed));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"4, 0.1, AGGREGATE", "50, 0.1, AGGREGATE", "1, 0.1, AGGREGATE"})
    void pagesAreOneStatementUnlessACalibrationIsAskedFor(int rows, double roundTrip, FetchStrategy expected) {
        for (boolean packed : new boolean[] {false, true}) {
            var request = new Request(Purpose.LIST, rows, true, false, roundTrip, false, packed, false);
            assertThat(FetchPlanner.choose(request, Rule.ONE_STATEMENT, Calibration.ARTICLE))
                    .isEqualTo(oneStatement(expected, packed));
        }
    }

    @ParameterizedTest
    @CsvSource({"0.1,", "0.16,", "0.5, 21", "1, 9", "2, 5", "10, 2", "50, 2"})
    void theAggregateWinsFromTheBreakEvenOn(double roundTrip, Integer expected) {
        var breakEven = Calibration.ARTICLE.breakEven(roundTrip);
        assertThat(breakEven.isPresent() ? (Integer) breakEven.getAsInt() : null)
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "4, 0.1, LOOP",
        "5, 0.1, TWO_STEP",
        "4, 0.6, AGGREGATE",
        "50, 0.1, TWO_STEP",
        "50, 5, AGGREGATE",
        "100, 5, TWO_STEP"
    })
    void theCalibratedMinimumServesAndLoopsOnlyNearby(int rows, double roundTrip, FetchStrategy expected) {
        var costs = new Calibration(0.1, 1, 0.11, 1, 0.033);
        for (boolean packed : new boolean[] {false, true}) {
            var request = new Request(Purpose.LIST, rows, true, false, roundTrip, false, packed, false);
            assertThat(FetchPlanner.choose(request, Rule.CALIBRATED, costs)).isEqualTo(oneStatement(expected, packed));
        }
    }

    /** Where there are documents, the one statement reads them. */
    private static FetchStrategy oneStatement(FetchStrategy expected, boolean packed) {
        return packed && expected == FetchStrategy.AGGREGATE ? FetchStrategy.PACKED : expected;
    }
}
