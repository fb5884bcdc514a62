package dev.cohort.kernel.query.budget;

import dev.cohort.kernel.query.QueryScope;
import dev.cohort.kernel.query.QueryUnit;
import dev.cohort.kernel.query.StatementUse;
import java.util.List;

/** A breach in words, for the log and for a failing test: what, how much, which statement, where, what to try. */
public final class BudgetReport {

    private static final int MOST_USES = 3;
    private static final int LONGEST_TEXT = 300;

    private BudgetReport() {}

    public static String of(QueryScope scope, List<String> breaches) {
        QueryUnit unit = scope.unit();
        String id = unit == null || unit.id().equals(unit.name()) ? "" : "  (" + unit.id() + ")";
        var text = new StringBuilder("Query budget exceeded: " + scope.name() + id);
        breaches.forEach(breach -> text.append("\n  ").append(breach));
        List<StatementUse> uses = scope.uses();
        uses.stream().limit(MOST_USES).forEach(use -> text.append('\n').append(statement(use)));
        if (uses.size() > MOST_USES) {
            text.append("\n  and ").append(uses.size() - MOST_USES).append(" other statements");
        }
        if (!uses.isEmpty()) {
            text.append("\n  try: ").append(whatToTry(uses.getFirst()));
        }
        return text.toString();
    }

    /** One statement: how often, how many rows, through what, its shape, from where. */
    public static String statement(StatementUse use) {
        String cause = use.site().cause().isEmpty() ? "" : "  [" + use.site().cause() + "]";
        String times = use.repeats() > 1 ? "repeated " + use.repeats() + "x" : "sent " + use.executions() + "x";
        return "  " + times + ", " + use.rows() + " rows" + cause
                + "\n      " + cut(use.shape().text())
                + "\n      at " + use.site();
    }

    /** A first idea of the remedy. */
    public static String whatToTry(StatementUse use) {
        String cause = use.site().cause();
        if (use.repeats() <= 1) {
            return "merge the statements, or declare what they are worth in @QueryBudget";
        }
        if (cause.contains("lazy collection")) {
            return "read the children of the whole page in one statement (page ids into a LATERAL join or json_agg),"
                    + " or @AllowRepeats with a reason";
        }
        if (cause.contains("lazy to-one")) {
            return "select the association's columns with the page, or join it, or @AllowRepeats with a reason";
        }
        if (cause.contains("find ")) {
            return "collect the ids and read them in one statement (id = ANY(?)), or @AllowRepeats with a reason";
        }
        return switch (use.shape().kind()) {
            case INSERT, UPDATE, DELETE ->
                "write all rows in one statement (unnest of arrays) or one JDBC batch, or @AllowRepeats with a reason";
            case SELECT, COPY, OTHER, TRANSACTION ->
                "send it once with all its values (unnest of arrays, ANY), or @AllowRepeats with a reason";
        };
    }

    private static String cut(String sql) {
        return sql.length() <= LONGEST_TEXT ? sql : sql.substring(0, LONGEST_TEXT) + " …";
    }
}
