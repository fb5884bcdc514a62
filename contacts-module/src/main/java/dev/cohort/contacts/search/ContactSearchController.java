package dev.cohort.contacts.search;

import dev.cohort.contacts.contact.AsOf;
import dev.cohort.kernel.Caller;
import dev.cohort.kernel.page.Page;
import dev.cohort.kernel.page.PageSize;
import dev.cohort.kernel.problem.ProblemException;
import dev.cohort.kernel.query.QueryBudget;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/v1/contacts}. One statement; three when the tenant's fields have changed since the last page. */
@RestController
class ContactSearchController {

    private final ContactPages pages;

    ContactSearchController(ContactPages pages) {
        this.pages = pages;
    }

    @QueryBudget(statements = 1)
    @GetMapping("/api/v1/contacts")
    Page<FoundContact> page(
            Caller caller,
            @RequestParam(required = false) @Nullable String filter,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(required = false) @Nullable String fields,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String asOf,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable String count) {
        var query = new ContactQuery(filter, sort, fields, q, instant(asOf));
        return pages.page(caller.tenant(), query, PageSize.of(limit), cursor, isCounted(count));
    }

    private static @Nullable Instant instant(@Nullable String asOf) {
        return asOf == null ? null : AsOf.parse(asOf);
    }

    private static boolean isCounted(@Nullable String count) {
        if (count != null && !count.equals("bounded")) {
            throw ProblemException.badParameter("count", "invalid-count", "count is \"bounded\" or absent.");
        }
        return count != null;
    }
}
