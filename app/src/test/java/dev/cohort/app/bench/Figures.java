package dev.cohort.app.bench;

import dev.cohort.app.bench.Csv.Row;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The rows of one section of raw results, and how figures are written. */
record Figures(List<Row> rows) {

    static Figures of(String section) {
        return new Figures(Csv.rows(Lab.FOLDER.resolve(section + ".csv")));
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The rows with these cells. */
    Figures where(Map<String, Object> cells) {
        return new Figures(rows.stream()
                .filter(row -> cells.entrySet().stream().allMatch(cell -> is(row, cell.getKey(), cell.getValue())))
                .toList());
    }

    private static boolean is(Row row, String column, Object value) {
        return value instanceof Number number
                ? row.number(column) == number.doubleValue()
                : row.text(column).equals(value);
    }

    /** A number of the only row, NaN if there is none. */
    double number(String column) {
        return rows.isEmpty() ? Double.NaN : rows.getFirst().number(column);
    }

    double median() {
        return number("median_ms");
    }

    List<String> distinct(String column) {
        return rows.stream().map(row -> row.text(column)).distinct().toList();
    }

    /** The distinct numbers of a column, as they are written. */
    List<String> ascending(String column) {
        return distinct(column).stream()
                .sorted(Comparator.comparingDouble(Double::parseDouble))
                .toList();
    }

    /** Milliseconds with three significant digits; a dash where nothing was measured. */
    static String ms(double millis) {
        if (Double.isNaN(millis)) {
            return "–";
        }
        return String.format(Locale.ROOT, millis < 10 ? "%.2f" : millis < 100 ? "%.1f" : "%,.0f", millis);
    }

    static String times(double ratio) {
        return Double.isNaN(ratio)
                ? "–"
                : String.format(Locale.ROOT, ratio < 10 ? "%.2f×" : ratio < 100 ? "%.1f×" : "%,.0f×", ratio);
    }

    static String whole(double number) {
        return Double.isNaN(number) ? "–" : String.format(Locale.ROOT, "%,.0f", number);
    }

    /** A row of a Markdown table. */
    static String line(Object... cells) {
        var line = new StringBuilder("|");
        for (Object cell : cells) {
            line.append(' ').append(cell).append(" |");
        }
        return line.append('\n').toString();
    }

    /** The head of a Markdown table. */
    static String head(Object... cells) {
        return line(cells) + "|" + " --- |".repeat(cells.length) + "\n";
    }
}
