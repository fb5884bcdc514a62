package dev.cohort.app.bench;

import dev.cohort.contacts.search.ContactPages;
import dev.cohort.contacts.search.ContactQuery;
import dev.cohort.contacts.search.FetchStrategy;
import dev.cohort.contacts.search.FoundContact;
import dev.cohort.kernel.page.PageSize;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cohort's own page, filter parsed and cursors signed; beyond the API's 200 rows the same statement.
 *
 * @param strategy null for what serves pages
 * @param fields null for all, {@code none} for the hot columns alone
 */
record OurPage(
        String name,
        ContactPages pages,
        @Nullable FetchStrategy strategy,
        @Nullable String fields) implements Peer {

    @Override
    public List<FoundContact> page(Ask ask) {
        String filter = ask.city() == null ? null : "fields.city==" + ask.city();
        var query = new ContactQuery(filter, null, fields, null, null);
        return pages.page(ask.tenant(), query, new PageSize(ask.rows()), null, false, strategy)
                .items();
    }
}
