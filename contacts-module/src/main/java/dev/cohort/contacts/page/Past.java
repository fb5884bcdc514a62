package dev.cohort.contacts.page;

import dev.cohort.contacts.contact.ContactHistory;
import dev.cohort.kernel.page.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What changed of a contact, as its page shows it.
 *
 * @param of the selector whose changes were asked for; empty for all
 * @param next the address of those before, null at the end
 */
record Past(String of, List<Entry> changes, @Nullable String next) {

    /** A change; {@code before} null set a first value, {@code after} null took the last one away. */
    record Entry(
            String label, @Nullable String before, @Nullable String after, String actor, String at, String shownAt) {}

    static Past of(String id, String of, Page<ContactHistory.Change> page, Columns columns) {
        String cursor = page.next();
        String next = cursor == null
                ? null
                : UriComponentsBuilder.fromPath("/contacts/{id}")
                        .queryParam("tab", "history")
                        .queryParam("of", "{of}")
                        .queryParam("cursor", "{cursor}")
                        .encode()
                        .buildAndExpand(id, of, cursor)
                        .toUriString();
        return new Past(
                of, page.items().stream().map(change -> entry(change, columns)).toList(), next);
    }

    private static Entry entry(ContactHistory.Change change, Columns columns) {
        Column column = columns.named(change.selector());
        return new Entry(
                columns.label(change.selector()),
                shown(column, change.before()),
                shown(column, change.after()),
                change.actor(),
                change.at(),
                Cell.moment(change.at()));
    }

    /** As the table shows it; of a field that is no longer in use, as it was written. */
    private static @Nullable String shown(@Nullable Column column, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        return column == null ? value.toString() : Cell.of(column, value).text();
    }
}
