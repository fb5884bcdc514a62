package dev.cohort.contacts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.contacts.search.ContactPages;
import dev.cohort.contacts.search.ContactQuery;
import dev.cohort.contacts.search.FetchStrategy;
import dev.cohort.contacts.search.FoundContact;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.TenantScope;
import dev.cohort.kernel.page.PageSize;
import java.util.List;

/** Whatever was written in whatever way, the documents of contacts say what their value rows say. */
public final class Documents {

    private Documents() {}

    /** Compares the tenant's newest 200 contacts. */
    public static void assertExact(ContactPages pages, TenantId tenant) {
        assertThat(newest(pages, tenant, FetchStrategy.PACKED))
                .as("documents against value rows")
                .isEqualTo(newest(pages, tenant, FetchStrategy.AGGREGATE));
    }

    private static List<FoundContact> newest(ContactPages pages, TenantId tenant, FetchStrategy strategy) {
        var all = new ContactQuery(null, null, null, null, null);
        return TenantScope.call(
                tenant,
                () -> pages.page(tenant, all, new PageSize(200), null, false, strategy)
                        .items());
    }
}
