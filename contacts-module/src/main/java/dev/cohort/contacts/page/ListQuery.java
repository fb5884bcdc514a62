package dev.cohort.contacts.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The whole state of the contacts table, as its URL says it. Each {@code with} gives the state after one action, so
 * every control of the table is a link.
 *
 * @param filter RSQL
 * @param columns selectors with commas between; a leading {@code !} pins one
 * @param view id of a saved view that was opened
 * @param peek id of the contact in the drawer
 */
record ListQuery(
        @Nullable String q,
        @Nullable String filter,
        @Nullable String sort,
        @Nullable String columns,
        @Nullable String view,
        @Nullable String limit,
        @Nullable String cursor,
        @Nullable String peek) {

    static final String PATH = "/contacts";

    /** Blank parts of a form are parts that were left out. */
    ListQuery {
        q = blankToNull(q);
        filter = blankToNull(filter);
        sort = blankToNull(sort);
        columns = blankToNull(columns);
        view = blankToNull(view);
        limit = blankToNull(limit);
        cursor = blankToNull(cursor);
        peek = blankToNull(peek);
    }

    static ListQuery of(Map<String, String> parameters) {
        return new ListQuery(
                parameters.get("q"),
                parameters.get("filter"),
                parameters.get("sort"),
                parameters.get("columns"),
                parameters.get("view"),
                parameters.get("limit"),
                parameters.get("cursor"),
                parameters.get("peek"));
    }

    public ListQuery withFilter(@Nullable String other) {
        return new ListQuery(q, other, sort, columns, view, limit, null, null);
    }

    public ListQuery withSearch(@Nullable String other) {
        return new ListQuery(other, filter, sort, columns, view, limit, null, null);
    }

    ListQuery withSort(@Nullable String other) {
        return new ListQuery(q, filter, other, columns, view, limit, null, null);
    }

    public ListQuery withColumns(@Nullable String other) {
        return new ListQuery(q, filter, sort, other, view, limit, cursor, null);
    }

    public ListQuery withLimit(String other) {
        return new ListQuery(q, filter, sort, columns, view, other, null, null);
    }

    public ListQuery withCursor(@Nullable String other) {
        return new ListQuery(q, filter, sort, columns, view, limit, other, null);
    }

    public ListQuery withPeek(@Nullable String other) {
        return new ListQuery(q, filter, sort, columns, view, limit, cursor, other);
    }

    /** The address of this state. */
    public String href() {
        return href(PATH);
    }

    String href(String path) {
        List<String> pairs = new ArrayList<>();
        parameters().forEach((name, value) -> pairs.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return pairs.isEmpty() ? path : path + "?" + String.join("&", pairs);
    }

    /** Everything but page and drawer, for the hidden inputs of a form. */
    public Map<String, String> kept() {
        return withCursor(null).parameters();
    }

    private Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        put(parameters, "view", view);
        put(parameters, "q", q);
        put(parameters, "filter", filter);
        put(parameters, "sort", sort);
        put(parameters, "columns", columns);
        put(parameters, "limit", limit);
        put(parameters, "cursor", cursor);
        put(parameters, "peek", peek);
        return parameters;
    }

    /** The keys of the sort, {@code -} in front of descending ones. */
    List<String> sortKeys() {
        return sort == null ? List.of() : Arrays.asList(sort.split(",", -1));
    }

    private static void put(Map<String, String> parameters, String name, @Nullable String value) {
        if (value != null) {
            parameters.put(name, value);
        }
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
