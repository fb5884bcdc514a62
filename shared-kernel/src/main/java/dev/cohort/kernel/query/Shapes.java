package dev.cohort.kernel.query;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The shape of each SQL text, worked out once per text. At most {@value #MOST_TEXTS} texts are remembered, so a
 * program that writes values into its SQL costs time here and no memory.
 */
final class Shapes {

    /** A text, its shape, and the length of its longest list of values: 0 without one. */
    record Parsed(String sql, Shape shape, int longestList) {}

    private static final int MOST_TEXTS = 2_000;
    private static final int LONGEST_TEXT = 50_000;
    private static final Set<String> BEFORE_TABLE = Set.of("from", "join", "into", "update", "copy");
    private static final Set<String> TRANSACTION =
            Set.of("begin", "start", "commit", "end", "rollback", "abort", "savepoint", "release");
    private static final Set<String> WITH_FROM = Set.of("extract", "substring", "trim", "overlay");
    private static final Set<String> WRITES = Set.of("insert", "update", "delete", "merge");

    private static final Map<String, Parsed> KNOWN = new ConcurrentHashMap<>();

    private Shapes() {}

    static Parsed of(String sql) {
        Parsed known = KNOWN.get(sql);
        if (known != null) {
            return known;
        }
        Parsed parsed = parse(sql);
        if (KNOWN.size() < MOST_TEXTS && sql.length() <= LONGEST_TEXT) {
            KNOWN.put(sql, parsed);
        }
        return parsed;
    }

    private static Parsed parse(String sql) {
        List<String> tokens = new SqlTokens(sql).read();
        var text = new StringBuilder(Math.min(sql.length(), 4_000));
        int longestList = 0;
        int at = 0;
        while (at < tokens.size()) {
            int end = endOfList(tokens, at);
            if (end > at) {
                longestList = Math.max(longestList, (end - at) / 2);
                if (!text.toString().endsWith("(?*) ,")) {
                    append(text, "(?*)");
                } else {
                    text.setLength(text.length() - 2);
                }
                at = end + 1;
            } else {
                append(text, tokens.get(at));
                at++;
            }
        }
        return new Parsed(sql, new Shape(text.toString(), kind(tokens), tables(tokens), offset(tokens)), longestList);
    }

    /** The index of the bracket that closes the list of values which opens at {@code at}; {@code at} if none does. */
    private static int endOfList(List<String> tokens, int at) {
        if (!tokens.get(at).equals("(") || isCall(tokens, at)) {
            return at;
        }
        int index = at + 1;
        while (index + 1 < tokens.size() && tokens.get(index).equals("?")) {
            String next = tokens.get(index + 1);
            if (next.equals(")")) {
                return index + 1;
            }
            if (!next.equals(",")) {
                return at;
            }
            index += 2;
        }
        return at;
    }

    /** Whether the bracket belongs to a function or to {@code any(...)}, whose arguments are no list of rows. */
    private static boolean isCall(List<String> tokens, int at) {
        if (at == 0) {
            return false;
        }
        String before = tokens.get(at - 1).toLowerCase(Locale.ROOT);
        return Character.isLetter(before.charAt(0)) && !before.equals("in") && !before.equals("values");
    }

    private static void append(StringBuilder text, String token) {
        if (!text.isEmpty()) {
            text.append(' ');
        }
        text.append(token);
    }

    private static StatementKind kind(List<String> tokens) {
        String first = tokens.isEmpty() ? "" : tokens.get(0).toLowerCase(Locale.ROOT);
        if (TRANSACTION.contains(first)) {
            return StatementKind.TRANSACTION;
        }
        return first.equals("with") ? kindOfWith(tokens) : kindOfVerb(first);
    }

    private static StatementKind kindOfWith(List<String> tokens) {
        for (int at = 1; at < tokens.size(); at++) {
            String word = tokens.get(at).toLowerCase(Locale.ROOT);
            if (WRITES.contains(word) && !isClause(tokens.get(at - 1).toLowerCase(Locale.ROOT))) {
                return kindOfVerb(word);
            }
        }
        return StatementKind.SELECT;
    }

    /** FOR UPDATE, FOR NO KEY UPDATE, DO UPDATE and ON DELETE are clauses and not verbs. */
    private static boolean isClause(String before) {
        return before.equals("for") || before.equals("key") || before.equals("do") || before.equals("on");
    }

    private static StatementKind kindOfVerb(String verb) {
        return switch (verb) {
            case "select", "values", "table", "fetch" -> StatementKind.SELECT;
            case "insert" -> StatementKind.INSERT;
            case "update", "merge" -> StatementKind.UPDATE;
            case "delete" -> StatementKind.DELETE;
            case "copy" -> StatementKind.COPY;
            default -> StatementKind.OTHER;
        };
    }

    private static List<String> tables(List<String> tokens) {
        Set<String> tables = new LinkedHashSet<>();
        for (int at = 0; at + 1 < tokens.size(); at++) {
            if (BEFORE_TABLE.contains(tokens.get(at).toLowerCase(Locale.ROOT)) && !isFromOfExpression(tokens, at)) {
                String table = table(tokens, at + 1);
                if (table != null) {
                    tables.add(table);
                }
            }
        }
        return List.copyOf(tables);
    }

    /** IS DISTINCT FROM, and the FROM inside EXTRACT(…), SUBSTRING(…), TRIM(…) and OVERLAY(…). */
    private static boolean isFromOfExpression(List<String> tokens, int at) {
        if (at == 0 || !tokens.get(at).equalsIgnoreCase("from")) {
            return false;
        }
        int open = 0;
        for (int back = at - 1; back > 0 && open == 0; back--) {
            String token = tokens.get(back).toLowerCase(Locale.ROOT);
            boolean isDistinctFrom = back == at - 1 && token.equals("distinct");
            if (isDistinctFrom || token.equals("select")) {
                return isDistinctFrom;
            }
            if (token.equals(")")) {
                back = opening(tokens, back);
            } else if (token.equals("(")) {
                open = back;
            }
        }
        return open > 0 && WITH_FROM.contains(tokens.get(open - 1).toLowerCase(Locale.ROOT));
    }

    /** The bracket that the one at {@code closing} closes; 0 if there is none. */
    private static int opening(List<String> tokens, int closing) {
        int depth = 1;
        int at = closing;
        while (depth > 0 && at > 0) {
            at--;
            depth += tokens.get(at).equals(")") ? 1 : tokens.get(at).equals("(") ? -1 : 0;
        }
        return at;
    }

    private static @Nullable String table(List<String> tokens, int at) {
        String name = tokens.get(at);
        boolean isName = Character.isLetter(name.charAt(0)) || name.charAt(0) == '"' || name.charAt(0) == '_';
        boolean isFunction = at + 1 < tokens.size() && tokens.get(at + 1).equals("(");
        Set<String> words = Set.of("lateral", "select", "only", "set", "skip", "nowait", "of", "unnest");
        String lower = name.toLowerCase(Locale.ROOT);
        return isName && !words.contains(lower) && (!isFunction || isInsert(tokens, at)) ? lower : null;
    }

    private static boolean isInsert(List<String> tokens, int at) {
        String before = tokens.get(at - 1).toLowerCase(Locale.ROOT);
        return before.equals("into") || before.equals("copy");
    }

    /**
     * Hibernate writes {@code offset ? rows fetch first ? rows only} into the derived table of each limited join
     * fetch, with 0 for a first page: that says nothing.
     */
    private static boolean offset(List<String> tokens) {
        int depth = 0;
        for (int at = 0; at < tokens.size(); at++) {
            String token = tokens.get(at);
            if (token.equals("(")) {
                depth++;
            } else if (token.equals(")")) {
                depth--;
            } else if (token.equalsIgnoreCase("offset") && !(depth > 0 && isFetchFirst(tokens, at + 1))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isFetchFirst(List<String> tokens, int at) {
        return at + 2 < tokens.size()
                && tokens.get(at).equals("?")
                && tokens.get(at + 1).equals("rows")
                && tokens.get(at + 2).equals("fetch");
    }
}
