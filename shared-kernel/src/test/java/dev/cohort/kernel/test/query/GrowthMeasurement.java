package dev.cohort.kernel.test.query;

import dev.cohort.kernel.query.AllowRepeats;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a scenario at several page sizes and table sizes, as {@link QueryGrowth} does.
 *
 * <pre>{@code
 * class Example {
 *     void check() {
 *         GrowthMeasurement.of("a page of authors")
 *                 .scales(2, 26, 77)
 *                 .tableSizes(100, 1_000)
 *                 .populate((page, table) -> System.out.println("make " + table))
 *                 .measure((page, table) -> System.out.println("read " + page))
 *                 .check();
 *     }
 * }
 * }</pre>
 */
public final class GrowthMeasurement {

    /** A step of the scenario. */
    @FunctionalInterface
    public interface Step {
        void run(int page, int table) throws Exception;
    }

    private static final int[] SCALES = {2, 26, 77};
    private static final int[] TABLES = {100};

    private final String name;
    private final List<Step> before = new ArrayList<>();
    private int[] scales = SCALES;
    private int[] tableSizes = TABLES;
    private GrowthRules rules = GrowthRules.STRICT;
    private SessionOfTest session = SessionOfTest.none();
    private QueryBudgetLock lock = QueryBudgetLock.nearest();

    private GrowthMeasurement(String name) {
        this.name = name;
    }

    /** {@code name} heads the message of a failure. */
    public static GrowthMeasurement of(String name) {
        return new GrowthMeasurement(name);
    }

    public GrowthMeasurement scales(int... pages) {
        this.scales = pages.clone();
        return this;
    }

    public GrowthMeasurement tableSizes(int... tables) {
        this.tableSizes = tables.clone();
        return this;
    }

    /** Runs before each measured run, uncounted; steps run in the order in which they were added. */
    public GrowthMeasurement populate(Step step) {
        before.add(step);
        return this;
    }

    public GrowthMeasurement warmUp(Step step) {
        return populate(step);
    }

    public GrowthMeasurement statements(Grows how) {
        rules = new GrowthRules(how, rules.rows(), rules.rowsPerElement(), rules.offset(), rules.allowed());
        return this;
    }

    public GrowthMeasurement rows(Grows how) {
        rules = new GrowthRules(rules.statements(), how, rules.rowsPerElement(), rules.offset(), rules.allowed());
        return this;
    }

    public GrowthMeasurement rowsPerElement(int most) {
        rules = new GrowthRules(rules.statements(), rules.rows(), most, rules.offset(), rules.allowed());
        return this;
    }

    public GrowthMeasurement allowing(List<AllowRepeats> allowed) {
        rules = new GrowthRules(
                rules.statements(), rules.rows(), rules.rowsPerElement(), rules.offset(), List.copyOf(allowed));
        return this;
    }

    public GrowthMeasurement offset(boolean isFine) {
        rules = new GrowthRules(rules.statements(), rules.rows(), rules.rowsPerElement(), isFine, rules.allowed());
        return this;
    }

    /** With which file a failure compares: that of this module, or of the application beside it, without this. */
    public GrowthMeasurement lockedBy(QueryBudgetLock file) {
        this.lock = file;
        return this;
    }

    GrowthMeasurement session(SessionOfTest found) {
        this.session = found;
        return this;
    }

    /** Exceptions of the scenario pass through as they are. */
    public GrowthReport measure(Step scenario) {
        if (scales.length < 2) {
            throw new IllegalArgumentException("growth needs two page sizes at least");
        }
        List<GrowthReport.Point> points = new ArrayList<>();
        for (int table : tableSizes) {
            for (int page : scales) {
                QueryBudgets.unchecked(() -> {
                    for (Step step : before) {
                        step.run(page, table);
                    }
                });
                session.flushAndClear();
                points.add(new GrowthReport.Point(page, table, QueryBudgets.capture(() -> {
                    scenario.run(page, table);
                    session.flush();
                })));
            }
        }
        return new GrowthReport(name, rules, List.copyOf(points), lock);
    }
}
