package dev.cohort.contacts.page;

import dev.cohort.contacts.view.EditViews;
import dev.cohort.contacts.view.ViewColumn;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The saved views over the table: some as tabs, the rest in a menu.
 *
 * @param current the one that is open; null without one
 * @param changed whether the open one was changed since it was saved
 * @param savable whether there is something to save as a new view
 * @param saved the address of the open view as it was saved
 * @param all the address of the table without a view
 */
record ViewStrip(
        List<Tab> tabs,
        List<Tab> rest,
        @Nullable Tab current,
        boolean changed,
        boolean savable,
        String saved,
        String all) {

    private static final int TABS = 6;

    /** A view, and what the user may do with it; {@code first} is the one that they open the table with. */
    record Tab(EditViews.Shown view, boolean current, boolean first, EditViews.Rights rights) {

        public String href() {
            return ListQuery.PATH + "?view=" + view.id();
        }

        public boolean isPrivate() {
            return view.visibility().equals("private");
        }

        public boolean isLocked() {
            return view.visibility().equals("locked");
        }
    }

    static ViewStrip of(List<EditViews.Placed> views, ListQuery query, EditViews.Editor editor) {
        List<Tab> all = views.stream()
                .map(placed -> new Tab(
                        placed.view(),
                        placed.view().id().equals(query.view()),
                        placed.first(),
                        EditViews.rights(editor, placed.view())))
                .toList();
        Tab current = all.stream().filter(Tab::current).findFirst().orElse(null);
        List<Tab> tabs = all.stream()
                .limit(current == null || all.indexOf(current) < TABS ? TABS : TABS - 1)
                .toList();
        if (current != null && !tabs.contains(current)) {
            tabs = Stream.concat(tabs.stream(), Stream.of(current)).toList();
        }
        List<Tab> shown = tabs;
        boolean hasFirst = all.stream().anyMatch(Tab::first);
        boolean custom = query.filter() != null || query.sort() != null || query.columns() != null;
        return new ViewStrip(
                tabs,
                all.stream().filter(tab -> !shown.contains(tab)).toList(),
                current,
                current != null && query.isChanged(),
                current == null ? custom : query.isChanged(),
                query.asSaved().href(),
                hasFirst ? ListQuery.PATH + "?view=" : ListQuery.PATH);
    }

    /** What {@code view} says, in the words of the URL. */
    static ListQuery.Saved saved(EditViews.Shown view) {
        List<String> columns = view.columns().stream().map(ViewStrip::text).toList();
        return new ListQuery.Saved(view.filter(), view.sort(), columns.isEmpty() ? null : String.join(",", columns));
    }

    private static String text(ViewColumn column) {
        int width = Columns.width(column.width());
        return (column.pinned() ? "!" : "") + column.selector() + (width == 0 ? "" : ":" + width);
    }
}
