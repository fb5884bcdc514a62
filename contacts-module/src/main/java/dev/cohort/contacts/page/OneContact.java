package dev.cohort.contacts.page;

import dev.cohort.contacts.attribute.AttributeCatalogs;
import dev.cohort.contacts.search.ContactPages;
import dev.cohort.contacts.search.ContactQuery;
import dev.cohort.contacts.search.FoundContact;
import dev.cohort.kernel.Caller;
import dev.cohort.kernel.Tsid;
import dev.cohort.kernel.page.PageSize;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** One contact for a page, or two side by side. One statement each. */
@Component
class OneContact {

    private static final PageSize ONE = new PageSize(1);
    private static final PageSize TWO = new PageSize(2);

    private final ContactPages pages;
    private final AttributeCatalogs catalogs;

    OneContact(ContactPages pages, AttributeCatalogs catalogs) {
        this.pages = pages;
        this.catalogs = catalogs;
    }

    /** A contact with everything that is known of it, and the columns that describe it. */
    record Whole(ContactCells cells, List<Column> hot, List<Column> fields) {

        /** The fields that have a value. */
        public List<Column> filled() {
            return fields.stream()
                    .filter(column -> !cells.cell(column).isEmpty())
                    .toList();
        }

        /** The fields that have none. */
        public List<Column> open() {
            return fields.stream()
                    .filter(column -> cells.cell(column).isEmpty())
                    .toList();
        }
    }

    /** The contact of that id; empty for an id that is malformed, unknown, deleted or another tenant's. */
    Optional<Whole> find(Caller caller, String id) {
        return row(caller, id, null).map(contact -> {
            Columns columns = new Columns(catalogs.of(caller.tenant()));
            return new Whole(new ContactCells(contact), columns.hot(), columns.fields());
        });
    }

    /** Two different contacts, in that order; empty unless both are there. */
    Optional<List<Whole>> findBoth(Caller caller, String first, String second) {
        if (Tsid.parse(first).isEmpty() || Tsid.parse(second).isEmpty()) {
            return Optional.empty();
        }
        var query = new ContactQuery("id=in=(" + first + "," + second + ")", null, null, null, null);
        List<FoundContact> found =
                pages.page(caller.tenant(), query, TWO, null, false).items();
        if (found.size() < 2) {
            return Optional.empty();
        }
        Columns columns = new Columns(catalogs.of(caller.tenant()));
        List<FoundContact> inOrder = found.getFirst().id().equals(first) ? found : found.reversed();
        return Optional.of(inOrder.stream()
                .map(contact -> new Whole(new ContactCells(contact), columns.hot(), columns.fields()))
                .toList());
    }

    /** As {@link #find}, with the fields of those keys alone; null means all. */
    Optional<FoundContact> row(Caller caller, String id, @Nullable String fields) {
        if (Tsid.parse(id).isEmpty()) {
            return Optional.empty();
        }
        var query = new ContactQuery("id==" + id, null, fields, null, null);
        return pages.page(caller.tenant(), query, ONE, null, false).items().stream()
                .findFirst();
    }
}
