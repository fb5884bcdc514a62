package dev.cohort.contacts.page;

import dev.cohort.kernel.web.Texts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sort of the table: what its keys say, and the links that change it. */
final class SortKeys {

    private static final int MOST = 5;

    private SortKeys() {}

    /** A key of the sort; the links put it the other way round, take it away, or move it one place forward. */
    record Key(
            String selector,
            String label,
            boolean descending,
            String words,
            String reversed,
            String without,
            String earlier) {

        /** The key as a listener hears it. */
        String spoken() {
            String key = descending ? "contacts.sort-keys.spoken-descending" : "contacts.sort-keys.spoken-ascending";
            return Texts.of(key, label);
        }

        /** What a click on the key's direction does. */
        public String toggle() {
            String key = descending ? "contacts.sort-keys.make-ascending" : "contacts.sort-keys.make-descending";
            return Texts.of(key, label);
        }
    }

    static List<Key> of(ListQuery query, Columns columns) {
        List<Key> keys = new ArrayList<>();
        List<String> sort = query.sortKeys();
        for (int i = 0; i < sort.size(); i++) {
            String selector = selector(sort.get(i));
            boolean descending = sort.get(i).startsWith("-");
            List<String> reversed = new ArrayList<>(sort);
            reversed.set(i, descending ? selector : "-" + selector);
            List<String> without = new ArrayList<>(sort);
            String moved = without.remove(i);
            List<String> earlier = new ArrayList<>(without);
            earlier.add(Math.max(0, i - 1), moved);
            keys.add(new Key(
                    selector,
                    columns.label(selector),
                    descending,
                    words(columns.named(selector), descending),
                    link(query, reversed),
                    link(query, without),
                    link(query, earlier)));
        }
        return keys;
    }

    /** How an order of the column runs, as people say it. */
    static String words(@Nullable Column column, boolean descending) {
        String kind = switch (column == null ? "text" : column.type()) {
            case "integer", "decimal" -> "number";
            case "date", "datetime" -> "time";
            case "boolean" -> "truth";
            case "select" -> "choice";
            default -> "text";
        };
        return Texts.of("contacts.sort-keys." + kind + (descending ? "-down" : "-up"));
    }

    /** Where a click on a column's heading leads: ascending, descending, then as before. */
    static String toggle(ListQuery query, String selector) {
        List<String> sort = query.sortKeys();
        if (sort.equals(List.of(selector))) {
            return link(query, List.of("-" + selector));
        }
        return link(query, sort.equals(List.of("-" + selector)) ? List.of() : List.of(selector));
    }

    /** {@code ascending}, {@code descending} or {@code none}, as {@code aria-sort} has it; of the first key. */
    static String direction(ListQuery query, String selector) {
        List<String> sort = query.sortKeys();
        if (sort.isEmpty() || !selector(sort.getFirst()).equals(selector)) {
            return "none";
        }
        return sort.getFirst().startsWith("-") ? "descending" : "ascending";
    }

    /** The sort with {@code key} as its last key. */
    static String adding(ListQuery query, String key) {
        List<String> sort = new ArrayList<>(query.sortKeys());
        sort.removeIf(one -> selector(one).equals(selector(key)));
        sort.add(key);
        return link(query, sort.subList(Math.max(0, sort.size() - MOST), sort.size()));
    }

    private static String link(ListQuery query, List<String> sort) {
        return query.withSort(sort.isEmpty() ? null : String.join(",", sort)).href();
    }

    private static String selector(String key) {
        return key.startsWith("-") ? key.substring(1) : key;
    }
}
