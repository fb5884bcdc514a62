package dev.cohort.kernel.test.query;

import dev.cohort.kernel.query.ExecutedStatement;
import dev.cohort.kernel.query.QueryCounts;
import dev.cohort.kernel.query.StatementUse;
import java.util.List;
import java.util.Locale;

/** Captured statements as text, for failure messages. */
final class QueryReport {

    private static final int MOST_LISTED = 30;
    private static final int LONGEST_TEXT = 300;

    private QueryReport() {}

    static String of(CapturedQueries captured) {
        QueryCounts counts = captured.counts();
        var text = new StringBuilder(String.format(
                Locale.ROOT,
                "%d statements %s, %d round trips, %d rows, %d transactions, %d connections held %.1f ms%n",
                counts.statements(),
                counts.byKind(),
                counts.roundTrips(),
                counts.rows(),
                counts.transactions(),
                counts.connections(),
                counts.slot().toNanos() / 1e6));
        List<ExecutedStatement> executed = captured.executed();
        for (int at = 0; at < Math.min(MOST_LISTED, executed.size()); at++) {
            ExecutedStatement statement = executed.get(at);
            text.append(String.format("%4d. %s%n", at + 1, cut(statement.sql())));
            if (statement.batch() > 1) {
                text.append(String.format("      a batch of %d%n", statement.batch()));
            }
            text.append("      [")
                    .append(statement.site().cause())
                    .append("] at ")
                    .append(statement.site())
                    .append(System.lineSeparator());
        }
        if (counts.statements() > MOST_LISTED) {
            text.append("      and ")
                    .append(counts.statements() - MOST_LISTED)
                    .append(" more")
                    .append(System.lineSeparator());
        }
        captured.uses().stream().filter(use -> use.repeats() > 1).forEach(use -> text.append(repeated(use)));
        return text.toString();
    }

    static String repeated(StatementUse use) {
        return String.format(
                "repeated %dx, %d rows: %s%n      at %s%n",
                use.repeats(), use.rows(), cut(use.shape().text()), use.site());
    }

    static String cut(String sql) {
        String line = sql.strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST_TEXT ? line : line.substring(0, LONGEST_TEXT) + " …";
    }
}
