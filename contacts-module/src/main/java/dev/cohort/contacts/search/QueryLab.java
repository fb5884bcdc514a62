package dev.cohort.contacts.search;

import dev.cohort.contacts.search.ContactPages.Answer;
import dev.cohort.contacts.search.FetchPlanner.Calibration;
import dev.cohort.contacts.search.FetchPlanner.Purpose;
import dev.cohort.contacts.search.FetchPlanner.Request;
import dev.cohort.contacts.search.FetchPlanner.Rule;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.page.Page;
import dev.cohort.kernel.page.PageSize;
import dev.cohort.kernel.query.QueryCounts;
import dev.cohort.kernel.query.QueryScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The same page by every strategy that can give it, side by side, and the measurement from which the choice between
 * them is made. Reads only; a page of at most {@value #MOST} contacts. Public for the lab's page.
 */
@Component
public class QueryLab {

    /** Contacts of a page in the lab. */
    public static final int MOST = 50;

    private static final int RUNS = 3;
    private static final int CALIBRATION_RUNS = 7;
    private static final int[] CALIBRATION_SIZES = {5, 20, 50};
    private static final int LOOPED = 4;
    private static final int[] SHOWN_SIZES = {1, 4, 5, 20, 50, 200};

    private final ContactPages pages;
    private final ListingReader reader;
    private final FetchChoice choice;
    private final RoundTrip roundTrip;
    private final JsonMapper json;

    QueryLab(ContactPages pages, ListingReader reader, FetchChoice choice, RoundTrip roundTrip, JsonMapper json) {
        this.pages = pages;
        this.reader = reader;
        this.choice = choice;
        this.roundTrip = roundTrip;
        this.json = json;
    }

    /**
     * One strategy's way to the page.
     *
     * @param statements sent for one page
     * @param millis the median of three pages after one that only warms up
     * @param same whether it answered the very bytes of the first strategy
     */
    public record Trial(
            FetchStrategy strategy, int statements, int roundTrips, long rows, double millis, boolean same) {}

    /**
     * What the lab found.
     *
     * @param contacts on the page
     * @param statement the one statement of the first strategy
     * @param plan what EXPLAIN (ANALYZE, BUFFERS) says of it
     */
    public record Report(int contacts, List<Trial> trials, String statement, String plan) {}

    /** What would serve a page of so many contacts. */
    public record Chosen(int contacts, FetchStrategy strategy) {}

    /**
     * What the choice stands on, in milliseconds: a page of n contacts costs {@code (n + 1)(roundTrip + read)} in a
     * loop, {@code roundTrip + aggregate + n aggregateEach} in one statement, {@code 2 roundTrip + twoStep + n
     * twoStepEach} in two.
     *
     * @param serves whether it decides about pages, as {@code cohort.contacts.strategy=calibrated} has it
     * @param chosen by these figures
     */
    public record Figures(
            boolean serves,
            double roundTrip,
            double read,
            double aggregate,
            double aggregateEach,
            double twoStep,
            double twoStepEach,
            List<Chosen> chosen) {}

    /**
     * Runs the first page of {@code query} by each strategy, four times, and explains its statement.
     *
     * @param size cut at {@value #MOST}
     * @throws dev.cohort.kernel.problem.ProblemException as {@link ContactPages#page}
     */
    public Report compare(TenantId tenant, ContactQuery query, PageSize size) {
        var bounded = new PageSize(Math.min(size.value(), MOST));
        List<Trial> trials = new ArrayList<>();
        String first = null;
        int contacts = 0;
        for (FetchStrategy strategy : strategies(tenant, query)) {
            Page<FoundContact> page = pages.page(tenant, query, bounded, null, false, strategy);
            double[] millis = new double[RUNS];
            QueryCounts before = counts();
            for (int run = 0; run < RUNS; run++) {
                millis[run] = timed(() -> pages.page(tenant, query, bounded, null, false, strategy));
            }
            QueryCounts after = counts();
            String bytes = json.writeValueAsString(page);
            first = first == null ? bytes : first;
            contacts = page.items().size();
            trials.add(new Trial(
                    strategy,
                    before == null || after == null ? 0 : (after.statements() - before.statements()) / RUNS,
                    before == null || after == null ? 0 : (after.roundTrips() - before.roundTrips()) / RUNS,
                    before == null || after == null ? 0 : (after.rows() - before.rows()) / RUNS,
                    median(millis),
                    bytes.equals(first)));
        }
        return explained(tenant, query, bounded, contacts, trials);
    }

    /** Measures what each strategy costs here, on the tenant's newest contacts; from now on this node chooses by it. */
    public void calibrate(TenantId tenant) {
        roundTrip.sample();
        double trip = roundTrip.millis();
        var query = new ContactQuery(null, null, null, null, null);
        double[] aggregate = new double[CALIBRATION_SIZES.length];
        double[] twoStep = new double[CALIBRATION_SIZES.length];
        for (int at = 0; at < CALIBRATION_SIZES.length; at++) {
            aggregate[at] = costs(tenant, query, CALIBRATION_SIZES[at], FetchStrategy.PACKED) - trip;
            twoStep[at] = costs(tenant, query, CALIBRATION_SIZES[at], FetchStrategy.TWO_STEP) - 2 * trip;
        }
        double loop = costs(tenant, query, LOOPED, FetchStrategy.LOOP) / (LOOPED + 1) - trip;
        double[] one = line(aggregate);
        double[] two = line(twoStep);
        choice.calibrated(new Calibration(Math.max(loop, 0), one[0], one[1], two[0], two[1]));
    }

    /** The figures of the last calibration on this node; null before one. No statement. */
    public @Nullable Figures figures() {
        Calibration known = choice.calibration();
        if (known == null) {
            return null;
        }
        double trip = roundTrip.millis();
        List<Chosen> chosen = new ArrayList<>();
        for (int size : SHOWN_SIZES) {
            var request = new Request(Purpose.LIST, size, true, false, trip, false, true, false);
            chosen.add(new Chosen(size, FetchPlanner.choose(request, Rule.CALIBRATED, known)));
        }
        return new Figures(
                choice.isCalibrated(),
                trip,
                known.readMillis(),
                known.aggregateMillis(),
                known.aggregateMillisEach(),
                known.twoStepMillis(),
                known.twoStepMillisEach(),
                chosen);
    }

    private List<FetchStrategy> strategies(TenantId tenant, ContactQuery query) {
        if (pages.shown(tenant, query).isEmpty()) {
            return List.of(FetchStrategy.HOT_ONLY, FetchStrategy.LOOP);
        }
        return query.asOf() == null
                ? List.of(FetchStrategy.PACKED, FetchStrategy.AGGREGATE, FetchStrategy.TWO_STEP, FetchStrategy.LOOP)
                : List.of(FetchStrategy.AGGREGATE, FetchStrategy.TWO_STEP, FetchStrategy.LOOP);
    }

    private Report explained(TenantId tenant, ContactQuery query, PageSize size, int contacts, List<Trial> trials) {
        return pages.current(tenant, query, listing -> {
            Sql sql = PageStatement.of(listing, null, false, size.value() + 1, false, listing.reads());
            String plan = String.join("\n", reader.plan(sql));
            return new Answer<>(
                    listing.catalog().version(),
                    new Report(contacts, trials, sql.text().strip(), plan));
        });
    }

    private double costs(TenantId tenant, ContactQuery query, int size, FetchStrategy strategy) {
        double[] millis = new double[CALIBRATION_RUNS];
        for (int run = -1; run < CALIBRATION_RUNS; run++) {
            double once = timed(() -> pages.page(tenant, query, new PageSize(size), null, false, strategy));
            millis[Math.max(run, 0)] = once;
        }
        return median(millis);
    }

    /** Offset and slope of the least squares through the sizes, neither below nothing. */
    static double[] line(double[] millis) {
        double sizes = Arrays.stream(CALIBRATION_SIZES).average().orElseThrow();
        double costs = Arrays.stream(millis).average().orElseThrow();
        double above = 0;
        double below = 0;
        for (int at = 0; at < millis.length; at++) {
            above += (CALIBRATION_SIZES[at] - sizes) * (millis[at] - costs);
            below += (CALIBRATION_SIZES[at] - sizes) * (CALIBRATION_SIZES[at] - sizes);
        }
        double slope = Math.max(above / below, 0);
        return new double[] {Math.max(costs - slope * sizes, 0), slope};
    }

    private static @Nullable QueryCounts counts() {
        QueryScope scope = QueryScope.current();
        return scope == null ? null : scope.counts();
    }

    private static double timed(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e6;
    }

    private static double median(double... millis) {
        double[] sorted = millis.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
