package dev.cohort.contacts.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a user says of a view. Null filter: every contact; null sort: newest first; no columns: the page's own. */
record ViewContent(
        String name,
        Visibility visibility,
        @Nullable String filter,
        @Nullable String sort,
        List<ViewColumn> columns) {

    static final ViewContent NEW = new ViewContent("", Visibility.PRIVATE, null, null, List.of());

    ViewContent {
        columns = List.copyOf(columns);
    }

    List<String> selectors() {
        return columns.stream().map(ViewColumn::selector).toList();
    }
}
