package dev.cohort.contacts.search;

import dev.cohort.contacts.attribute.AttributeCatalog;
import dev.cohort.contacts.attribute.AttributeCatalogs;
import dev.cohort.kernel.TenantId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Whether a listing that is kept for later can be understood now. Public for saved views. */
@Component
public class QueryChecks {

    private final AttributeCatalogs catalogs;

    QueryChecks(AttributeCatalogs catalogs) {
        this.catalogs = catalogs;
    }

    /**
     * Reads filter and sort as a page does, and the names of columns. One statement: the fields are read anew.
     *
     * @param columns selectors, as filters and sorts write them
     * @throws dev.cohort.kernel.problem.ProblemException 400 and 422 as {@link ContactPages#page} has them
     */
    public void check(TenantId tenant, @Nullable String filter, @Nullable String sort, List<String> columns) {
        AttributeCatalog catalog = catalogs.reload(tenant);
        FilterParser.parse(catalog, filter);
        Sorting.parse(catalog, sort);
        columns.forEach(name -> Selectors.of(catalog, name));
    }
}
