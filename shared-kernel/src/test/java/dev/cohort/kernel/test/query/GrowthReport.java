package dev.cohort.kernel.test.query;

import dev.cohort.kernel.query.StatementUse;
import dev.cohort.kernel.query.budget.Budget;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** What a scenario cost at each page size and table size, and what is wrong with that. */
public final class GrowthReport {

    /** One run. */
    public record Point(int page, int table, CapturedQueries queries) {}

    /** Rows may exceed the line by a tenth and two: data is not always even. */
    private static final double TOLERANCE = 1.1;

    private static final int SLACK = 2;

    private final String name;
    private final GrowthRules rules;
    private final List<Point> points;
    private final QueryBudgetLock lock;
    private final List<String> faults = new ArrayList<>();

    GrowthReport(String name, GrowthRules rules, List<Point> points, QueryBudgetLock lock) {
        this.name = name;
        this.rules = rules;
        this.points = points;
        this.lock = lock;
        judge();
    }

    String name() {
        return name;
    }

    QueryBudgetLock lock() {
        return lock;
    }

    public List<Point> points() {
        return points;
    }

    /** Each broken rule in one line; empty if all is well. */
    public List<String> faults() {
        return List.copyOf(faults);
    }

    /** @throws AssertionError with the counts at each size, the slope, the statement that repeats, and a remedy */
    public void check() {
        if (!faults.isEmpty()) {
            throw new AssertionError(new GrowthMessage(this).text());
        }
    }

    long statements(Point point) {
        return point.queries().statements() - forgiven(point);
    }

    long roundTrips(Point point) {
        return point.queries().roundTrips() - forgiven(point);
    }

    /** The runs of each table size, by page size. */
    Collection<List<Point>> byTable() {
        Map<Integer, List<Point>> tables = new LinkedHashMap<>();
        points.forEach(point -> tables.computeIfAbsent(point.table(), table -> new ArrayList<>())
                .add(point));
        return tables.values();
    }

    static Line line(List<Point> ofOneTable, ToLongFunction<Point> number) {
        return Line.through(ofOneTable.stream()
                .map(point -> new double[] {point.page(), number.applyAsLong(point)})
                .toList());
    }

    private int forgiven(Point point) {
        return point.queries().uses().stream()
                .mapToInt(use -> Budget.forgiven(use, rules.allowed()))
                .sum();
    }

    private void judge() {
        if (points.stream().anyMatch(point -> point.queries().statements() == 0)) {
            faults.add("no statement was captured at some size: the work ran without the database, or over a"
                    + " DataSource that nobody counts");
        }
        if (rules.statements() != Grows.UNCHECKED) {
            grows("statements", rules.statements(), this::statements);
            grows("round trips", rules.statements(), this::roundTrips);
            grows("transactions", Grows.CONSTANT, point -> point.queries().transactions());
        }
        if (rules.rows() != Grows.UNCHECKED) {
            grows("rows", rules.rows(), point -> point.queries().rows());
        }
        rowsPerElement();
        shapes();
    }

    private void grows(String what, Grows how, ToLongFunction<Point> number) {
        byTable().stream()
                .map(table -> faultOf(table, what, how, number))
                .filter(fault -> !fault.isEmpty())
                .findFirst()
                .ifPresent(faults::add);
        growsWithTable(what, number);
    }

    private static String faultOf(List<Point> table, String what, Grows how, ToLongFunction<Point> number) {
        long first = number.applyAsLong(table.getFirst());
        long last = number.applyAsLong(table.getLast());
        if (how == Grows.CONSTANT && table.stream().anyMatch(point -> number.applyAsLong(point) != first)) {
            String words = line(table, number).inWords();
            return what
                    + (words.equals(Line.CONSTANT)
                            ? " differ from page size to page size"
                            : " grow with the page: " + words);
        }
        if (how == Grows.LINEAR && bends(table, number)) {
            return what + " grow faster than the page: collections that multiply each other?";
        }
        return how == Grows.LINEAR && last <= first
                ? what + " do not grow with the page: either the scenario ignores its size, or declare " + what
                        + " = CONSTANT"
                : "";
    }

    /** From the first two sizes to the last. */
    private static boolean bends(List<Point> table, ToLongFunction<Point> number) {
        if (table.size() < 3) {
            return false;
        }
        Line line = line(table.subList(0, 2), number);
        Point last = table.getLast();
        double expected = line.start() + line.slope() * last.page();
        return number.applyAsLong(last) > expected * TOLERANCE + SLACK;
    }

    private void growsWithTable(String what, ToLongFunction<Point> number) {
        List<List<Point>> tables = List.copyOf(byTable());
        List<Point> small = tables.getFirst();
        List<Point> large = tables.getLast();
        for (int at = 0; at < small.size(); at++) {
            long few = number.applyAsLong(small.get(at));
            long many = number.applyAsLong(large.get(at));
            boolean more = what.equals("rows") ? many > few * TOLERANCE + SLACK : many > few;
            if (more) {
                faults.add(what + " grow with the table: " + few + " at "
                        + small.get(at).table() + ", " + many + " at "
                        + large.get(at).table() + " rows (limit or index lost?)");
                return;
            }
        }
    }

    private void rowsPerElement() {
        for (Point point : points) {
            long rows = point.queries().rows();
            if (rules.rowsPerElement() > 0 && rows > (long) rules.rowsPerElement() * point.page()) {
                faults.add("rows for each element are " + rows / point.page() + ", at most " + rules.rowsPerElement()
                        + " (a join that multiplies?)");
                return;
            }
        }
    }

    private void shapes() {
        for (List<Point> table : byTable()) {
            int first = table.getFirst().queries().counts().longestList();
            int last = table.getLast().queries().counts().longestList();
            if (last > first + 1) {
                faults.add("a list of values in a statement grows from " + first + " to " + last
                        + ": another statement for each length; bind one array");
                break;
            }
        }
        boolean skips = points.stream()
                .flatMap(point -> point.queries().shapes().stream())
                .anyMatch(shape -> shape.offset());
        if (skips && !rules.offset()) {
            faults.add("OFFSET reads what it skips: page by key instead");
        }
    }

    /** The statement that is to blame first: the most repeated at the largest page, else the one with most rows. */
    StatementUse worst() {
        List<StatementUse> uses = points.getLast().queries().uses();
        return uses.stream()
                .max(java.util.Comparator.<StatementUse>comparingInt(
                                use -> use.executions() - Budget.forgiven(use, rules.allowed()))
                        .thenComparingLong(StatementUse::rows))
                .orElse(null);
    }
}
