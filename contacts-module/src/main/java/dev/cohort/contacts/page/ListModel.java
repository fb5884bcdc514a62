package dev.cohort.contacts.page;

import dev.cohort.contacts.search.FoundContact;
import dev.cohort.kernel.page.Page;
import dev.cohort.kernel.web.Texts;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The contacts table as its template shows it.
 *
 * @param columns those that are shown, as the URL has them
 * @param refused why the state of the URL cannot be shown; the rest is then empty
 */
record ListModel(
        ListQuery query,
        List<Heading> headings,
        List<ContactCells> rows,
        Chips.Bar filter,
        List<SortKeys.Key> sort,
        List<Choice> choices,
        String columns,
        @Nullable String next,
        @Nullable String prev,
        Page.@Nullable BoundedCount count,
        @Nullable String refused) {

    /** A column's heading, and where a click on it leads. */
    record Heading(Column column, boolean pinned, int width, String direction, String sortHref) {

        /** The class that makes its cells as wide; empty for as wide as they need. */
        public String widthClass() {
            return width == 0 ? "" : "w" + width;
        }
    }

    /** A column that may be shown, in the chooser. */
    record Choice(Column column, boolean shown, boolean pinned, int width) {}

    static ListModel of(ListQuery query, Columns columns, List<Columns.Shown> shown, Page<FoundContact> page) {
        String next = page.next();
        String prev = page.prev();
        return new ListModel(
                query,
                headings(query, shown),
                page.items().stream().map(ContactCells::new).toList(),
                Chips.of(query, columns),
                SortKeys.of(query, columns),
                choices(columns, shown),
                Columns.text(shown),
                next == null ? null : query.withCursor(next).href(),
                prev == null ? null : query.withCursor(prev).href(),
                page.count(),
                null);
    }

    static ListModel refused(ListQuery query, Columns columns, List<Columns.Shown> shown, String why) {
        return new ListModel(
                query,
                headings(query, shown),
                List.of(),
                Chips.of(query, columns),
                SortKeys.of(query, columns),
                choices(columns, shown),
                Columns.text(shown),
                null,
                null,
                null,
                why);
    }

    public boolean isNarrowed() {
        return query.q() != null || query.filter() != null;
    }

    /** Whether some column has a width of its own; the others are then as wide as they need. */
    public boolean isSized() {
        return headings.stream().anyMatch(heading -> heading.width() > 0);
    }

    /** How many match, {@code 1,204} or {@code 10,000+}; empty if nobody counted. */
    public String counted() {
        return count == null ? "" : String.format(Locale.ENGLISH, "%,d%s", count.value(), count.exact() ? "" : "+");
    }

    /** The keys of the fields that are shown, for an export; {@code none} without any. */
    public String fieldKeys() {
        List<String> keys = headings.stream()
                .map(heading -> heading.column().key())
                .filter(Objects::nonNull)
                .toList();
        return keys.isEmpty() ? "none" : String.join(",", keys);
    }

    /** What a listener hears when the table has changed. */
    public String spoken() {
        if (refused != null) {
            return refused;
        }
        String how = sort.isEmpty()
                ? Texts.of("contacts.list-model.newest-first")
                : Texts.of(
                        "contacts.list-model.sorted-by",
                        sort.stream().map(SortKeys.Key::spoken).collect(Collectors.joining(", ")));
        String key = counted().equals("1") ? "contacts.list-model.one-contact" : "contacts.list-model.contacts";
        return Texts.of(key, counted(), how, rows.size());
    }

    private static List<Heading> headings(ListQuery query, List<Columns.Shown> shown) {
        return shown.stream()
                .map(one -> new Heading(
                        one.column(),
                        one.pinned(),
                        one.width(),
                        SortKeys.direction(query, one.column().selector()),
                        SortKeys.toggle(query, one.column().selector())))
                .toList();
    }

    private static List<Choice> choices(Columns columns, List<Columns.Shown> shown) {
        List<Choice> first = shown.stream()
                .map(one -> new Choice(one.column(), true, one.pinned(), one.width()))
                .toList();
        List<Choice> rest = columns.all().stream()
                .filter(column -> shown.stream().noneMatch(one -> one.column().equals(column)))
                .map(column -> new Choice(column, false, false, 0))
                .toList();
        return Stream.concat(first.stream(), rest.stream()).toList();
    }
}
