package dev.cohort.kernel.csv;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lines and cells of CSV. A cell that begins with {@code = + - @}, tab, CR or {@code '} and is no number gets one more
 * leading {@code '}: spreadsheets show it as text, and {@link #plain} takes exactly that one off again.
 */
public final class CsvText {

    private CsvText() {}

    /** Appends {@code cells} as one line with its line end; null is an empty cell, as is the empty text. */
    public static void appendLine(StringBuilder out, List<@Nullable String> cells) {
        for (int column = 0; column < cells.size(); column++) {
            if (column > 0) {
                out.append(',');
            }
            String cell = cells.get(column);
            if (cell != null) {
                appendCell(out, cell, cells.size() == 1);
            }
        }
        out.append('\n');
    }

    /** The value that a cell of {@link #appendLine} stands for. */
    public static String plain(String cell) {
        return cell.startsWith("'") && cell.length() > 1 && isRisky(cell, 1) ? cell.substring(1) : cell;
    }

    private static void appendCell(StringBuilder out, String cell, boolean alone) {
        boolean quoted = needsQuotes(cell) || (alone && cell.isEmpty());
        if (quoted) {
            out.append('"');
        }
        if (isRisky(cell, 0)) {
            out.append('\'');
        }
        if (!quoted) {
            out.append(cell);
            return;
        }
        for (int at = 0; at < cell.length(); at++) {
            char sign = cell.charAt(at);
            if (sign == '"') {
                out.append('"');
            }
            out.append(sign);
        }
        out.append('"');
    }

    private static boolean needsQuotes(String cell) {
        for (int at = 0; at < cell.length(); at++) {
            char sign = cell.charAt(at);
            if (sign == ',' || sign == '"' || sign == '\n' || sign == '\r') {
                return true;
            }
        }
        return false;
    }

    /** Whether the text from {@code start} on is one that gets, or got, a {@code '} in front. */
    private static boolean isRisky(String text, int start) {
        if (start >= text.length()) {
            return false;
        }
        return switch (text.charAt(start)) {
            case '=', '@', '\t', '\r', '\'' -> true;
            case '+', '-' -> !isNumber(text, start + 1);
            default -> false;
        };
    }

    /** Digits with at most one point among them, and perhaps an exponent: what no spreadsheet calculates. */
    private static boolean isNumber(String text, int start) {
        int at = digits(text, start);
        int whole = at - start;
        int fraction = 0;
        if (at < text.length() && text.charAt(at) == '.') {
            int end = digits(text, at + 1);
            fraction = end - at - 1;
            at = end;
        }
        if (whole + fraction == 0) {
            return false;
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            int exponent = at + 1;
            if (exponent < text.length() && (text.charAt(exponent) == '-' || text.charAt(exponent) == '+')) {
                exponent++;
            }
            int end = digits(text, exponent);
            at = end > exponent ? end : at;
        }
        return at == text.length();
    }

    private static int digits(String text, int start) {
        int at = start;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }
}
