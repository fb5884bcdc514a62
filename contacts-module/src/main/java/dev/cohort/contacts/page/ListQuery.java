package dev.cohort.contacts.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The whole state of the contacts table, as its URL says it. Each {@code with} gives the state after one action, so
 * every control of the table is a link. With a saved view the URL says only what differs from it; a blank part then
 * means none.
 *
 * @param filter RSQL
 * @param columns as {@link Columns} writes them
 * @param view id of a saved view that was opened
 * @param peek id of the contact in the drawer
 * @param saved what the view says; null without a view, and where nobody has read it
 */
record ListQuery(
        @Nullable String q,
        @Nullable String filter,
        @Nullable String sort,
        @Nullable String columns,
        @Nullable String view,
        @Nullable String limit,
        @Nullable String cursor,
        @Nullable String peek,
        @Nullable Saved saved) {

    static final String PATH = "/contacts";

    /** Filter, sort and columns of a saved view. */
    record Saved(
            @Nullable String filter,
            @Nullable String sort,
            @Nullable String columns) {}

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
        return of(parameters, null);
    }

    /** What the URL does not say is as {@code saved} has it. */
    static ListQuery of(Map<String, String> parameters, @Nullable Saved saved) {
        return new ListQuery(
                parameters.get("q"),
                parameters.getOrDefault("filter", saved == null ? null : saved.filter()),
                parameters.getOrDefault("sort", saved == null ? null : saved.sort()),
                parameters.getOrDefault("columns", saved == null ? null : saved.columns()),
                parameters.get("view"),
                parameters.get("limit"),
                parameters.get("cursor"),
                parameters.get("peek"),
                saved);
    }

    public ListQuery withFilter(@Nullable String other) {
        return new ListQuery(q, other, sort, columns, view, limit, null, null, saved);
    }

    public ListQuery withSearch(@Nullable String other) {
        return new ListQuery(other, filter, sort, columns, view, limit, null, null, saved);
    }

    ListQuery withSort(@Nullable String other) {
        return new ListQuery(q, filter, other, columns, view, limit, null, null, saved);
    }

    public ListQuery withColumns(@Nullable String other) {
        return new ListQuery(q, filter, sort, other, view, limit, cursor, null, saved);
    }

    public ListQuery withLimit(String other) {
        return new ListQuery(q, filter, sort, columns, view, other, null, null, saved);
    }

    public ListQuery withCursor(@Nullable String other) {
        return new ListQuery(q, filter, sort, columns, view, limit, other, null, saved);
    }

    public ListQuery withPeek(@Nullable String other) {
        return new ListQuery(q, filter, sort, columns, view, limit, cursor, other, saved);
    }

    /** The view as it was saved; without a view everything, as at first. */
    ListQuery asSaved() {
        return saved == null
                ? of(Map.of())
                : new ListQuery(null, saved.filter(), saved.sort(), saved.columns(), view, limit, null, null, saved);
    }

    /** Whether the view was opened and then changed. */
    boolean isChanged() {
        return saved != null && !saved.equals(new Saved(filter, sort, columns));
    }

    /** The address of this state. */
    public String href() {
        return href(PATH);
    }

    String href(String path) {
        List<String> pairs = new ArrayList<>();
        parameters(saved)
                .forEach((name, value) -> pairs.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return pairs.isEmpty() ? path : path + "?" + String.join("&", pairs);
    }

    /** Everything but page and drawer, for the hidden inputs of a form. */
    public Map<String, String> kept() {
        return withCursor(null).parameters(null);
    }

    private Map<String, String> parameters(@Nullable Saved known) {
        Map<String, String> parameters = new LinkedHashMap<>();
        put(parameters, "view", view);
        put(parameters, "q", q);
        differ(parameters, "filter", filter, known == null ? null : known.filter(), known);
        differ(parameters, "sort", sort, known == null ? null : known.sort(), known);
        differ(parameters, "columns", columns, known == null ? null : known.columns(), known);
        put(parameters, "limit", limit);
        put(parameters, "cursor", cursor);
        put(parameters, "peek", peek);
        return parameters;
    }

    /** The keys of the sort, {@code -} in front of descending ones. */
    List<String> sortKeys() {
        return sort == null ? List.of() : Arrays.asList(sort.split(",", -1));
    }

    private void differ(
            Map<String, String> parameters,
            String name,
            @Nullable String value,
            @Nullable String savedValue,
            @Nullable Saved known) {
        if (view == null) {
            put(parameters, name, value);
        } else if (known == null || !Objects.equals(value, savedValue)) {
            parameters.put(name, value == null ? "" : value);
        }
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
