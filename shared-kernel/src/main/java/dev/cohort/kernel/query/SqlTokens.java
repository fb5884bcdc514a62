package dev.cohort.kernel.query;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts PostgreSQL's SQL into words, signs and {@code ?} for whatever is a value: a parameter, a number, a string
 * (plain, escaped or dollar-quoted). Comments and white space vanish.
 */
final class SqlTokens {

    private final String sql;
    private final List<String> tokens = new ArrayList<>();
    private int at;

    SqlTokens(String sql) {
        this.sql = sql;
    }

    List<String> read() {
        while (at < sql.length()) {
            char sign = sql.charAt(at);
            if (Character.isWhitespace(sign)) {
                at++;
            } else if (sql.startsWith("--", at)) {
                skipTo("\n");
            } else if (sql.startsWith("/*", at)) {
                skipTo("*/");
            } else if (sign == '\'') {
                string(false);
            } else if (sign == '$') {
                dollar();
            } else if (Character.isDigit(sign)) {
                number();
            } else if (sign == '"' || Character.isLetter(sign) || sign == '_') {
                word();
            } else {
                tokens.add(String.valueOf(sign));
                at++;
            }
        }
        return tokens;
    }

    private void skipTo(String end) {
        int found = sql.indexOf(end, at + 2);
        at = found < 0 ? sql.length() : found + end.length();
    }

    private void string(boolean escapes) {
        at++;
        while (at < sql.length()) {
            char sign = sql.charAt(at++);
            if (sign == '\\' && escapes) {
                at++;
            } else if (sign == '\'') {
                if (at < sql.length() && sql.charAt(at) == '\'') {
                    at++;
                } else {
                    break;
                }
            }
        }
        tokens.add("?");
    }

    /** {@code $1} or {@code $tag$ … $tag$}. */
    private void dollar() {
        int end = at + 1;
        while (end < sql.length() && (Character.isLetterOrDigit(sql.charAt(end)) || sql.charAt(end) == '_')) {
            end++;
        }
        if (end < sql.length() && sql.charAt(end) == '$') {
            String tag = sql.substring(at, end + 1);
            int close = sql.indexOf(tag, end + 1);
            at = close < 0 ? sql.length() : close + tag.length();
        } else {
            at = end;
        }
        tokens.add("?");
    }

    private void number() {
        while (at < sql.length() && (Character.isLetterOrDigit(sql.charAt(at)) || sql.charAt(at) == '.')) {
            at++;
        }
        tokens.add("?");
    }

    /** A name with its schema, as {@code sleep.night} or {@code "Night"}. */
    private void word() {
        int start = at;
        while (at < sql.length()) {
            char sign = sql.charAt(at);
            if (sign == '"') {
                int close = sql.indexOf('"', at + 1);
                at = close < 0 ? sql.length() : close + 1;
            } else if (Character.isLetterOrDigit(sign) || sign == '_' || sign == '$' || sign == '.') {
                at++;
            } else {
                break;
            }
        }
        boolean escaped = at == start + 1
                && at < sql.length()
                && sql.charAt(at) == '\''
                && "eEbBxX".indexOf(sql.charAt(start)) >= 0;
        if (escaped) {
            string("eE".indexOf(sql.charAt(start)) >= 0);
        } else {
            tokens.add(sql.substring(start, at));
        }
    }
}
