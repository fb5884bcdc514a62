package dev.cohort.kernel.test.query;

import dev.cohort.kernel.query.QueryUnit;
import dev.cohort.kernel.query.StatementUse;
import dev.cohort.kernel.query.budget.BudgetReport;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** A failed growth test in words, for somebody who has other plans for the evening. */
final class GrowthMessage {

    private final GrowthReport report;
    private final StringBuilder text = new StringBuilder();

    GrowthMessage(GrowthReport report) {
        this.report = report;
    }

    String text() {
        text.append("QueryGrowth violated: ").append(units()).append(report.name());
        report.faults().forEach(fault -> text.append("\n  - ").append(fault));
        for (List<GrowthReport.Point> table : report.byTable()) {
            table(table);
        }
        StatementUse worst = report.worst();
        if (worst != null) {
            statement(worst);
        }
        lockFile();
        if (worst != null) {
            text.append("\n  try: ").append(whatToTry(worst));
        }
        return text.append('\n').toString();
    }

    private String units() {
        List<String> names = unitsOfLast().map(QueryUnit::name).distinct().toList();
        return names.isEmpty() ? "" : String.join(", ", names) + "  in ";
    }

    private java.util.stream.Stream<QueryUnit> unitsOfLast() {
        return report.points().getLast().queries().units().stream();
    }

    private void table(List<GrowthReport.Point> table) {
        text.append("\n  in a table of ").append(table.getFirst().table()).append(" rows");
        row("page size N", table, point -> Integer.toString(point.page()), "");
        number("statements", table, report::statements);
        number("round trips", table, report::roundTrips);
        number("rows", table, point -> point.queries().rows());
        number("transactions", table, point -> point.queries().transactions());
        row(
                "slot time ms",
                table,
                point -> millis(point.queries().counts().slot().toNanos()),
                "");
    }

    private void number(String what, List<GrowthReport.Point> table, ToLongFunction<GrowthReport.Point> number) {
        String verdict = report.faults().stream().anyMatch(fault -> fault.startsWith(what)) ? "  <- " : "  ok, ";
        row(
                what,
                table,
                point -> Long.toString(number.applyAsLong(point)),
                verdict + words(what, GrowthReport.line(table, number)));
    }

    private static String words(String what, Line line) {
        return what.equals("rows") ? String.format(Locale.ROOT, "%.2f per element", line.slope()) : line.inWords();
    }

    private void row(
            String what, List<GrowthReport.Point> table, Function<GrowthReport.Point, String> cell, String verdict) {
        text.append(String.format("%n    %-14s", what));
        table.forEach(point -> text.append(String.format("%8s", cell.apply(point))));
        text.append(verdict);
    }

    private void statement(StatementUse worst) {
        int page = report.points().getLast().page();
        text.append("\n  at N=")
                .append(page)
                .append(':')
                .append(BudgetReport.statement(worst).substring(1));
    }

    private String whatToTry(StatementUse worst) {
        String faults = String.join(" ", report.faults());
        if (faults.contains("grow with the table")) {
            return "put the page's LIMIT into a CTE and join its rows only; look at what the statement reads besides";
        }
        if (faults.contains("multipl")) {
            return "aggregate each collection by itself (json_agg in a LATERAL subquery) before they are joined";
        }
        boolean about = faults.contains("statements") || faults.contains("round trips");
        return about || worst.repeats() > 1
                ? BudgetReport.whatToTry(worst)
                : report.faults().getFirst();
    }

    private void lockFile() {
        CapturedQueries last = report.points().getLast().queries();
        for (QueryUnit unit : unitsOfLast().distinct().toList()) {
            String news = report.lock().news(unit, last);
            if (!news.isEmpty()) {
                text.append("\n  new since ")
                        .append(QueryBudgetLock.NAME)
                        .append(": ")
                        .append(news);
            }
        }
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.1f", nanos / 1e6);
    }
}
