package dev.cohort.contacts.page;

import dev.cohort.contacts.attribute.AttributeCatalogs;
import dev.cohort.contacts.contact.ContactHistory;
import dev.cohort.kernel.Caller;
import dev.cohort.kernel.Tsid;
import dev.cohort.kernel.page.PageSize;
import dev.cohort.kernel.problem.ProblemException;
import dev.cohort.kernel.query.QueryBudget;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** {@code GET /contacts/{id}}: one contact, as a page and as what stands in the drawer, and its history. */
@Controller
class ContactPage {

    private static final PageSize CHANGES = new PageSize(50);

    private final OneContact one;
    private final ContactHistory history;
    private final AttributeCatalogs catalogs;

    ContactPage(OneContact one, ContactHistory history, AttributeCatalogs catalogs) {
        this.one = one;
        this.history = history;
        this.catalogs = catalogs;
    }

    /** The contact; with {@code tab=history} what changed of it too, a second statement. */
    @QueryBudget(statements = 2, transactions = 0)
    @GetMapping("/contacts/{id}")
    String page(
            Caller caller,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String tab,
            @RequestParam(defaultValue = "") String of,
            @RequestParam(required = false) @Nullable String cursor,
            Model model) {
        model.addAttribute("whole", whole(caller, id));
        if (tab.equals("history")) {
            model.addAttribute("past", past(caller, id, of, cursor));
        }
        return "contacts/contact";
    }

    @QueryBudget(statements = 1, transactions = 0)
    @GetMapping("/contacts/{id}/drawer")
    String drawer(Caller caller, @PathVariable String id, Model model) {
        model.addAttribute("whole", whole(caller, id));
        return "contacts/drawer";
    }

    /** The history alone, for a page that is open: of everything, or of the property or field {@code of}. */
    @QueryBudget(statements = 1, transactions = 0)
    @GetMapping("/contacts/{id}/history")
    String history(
            Caller caller,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String of,
            @RequestParam(required = false) @Nullable String cursor,
            Model model) {
        model.addAttribute("past", past(caller, id, of, cursor));
        return "contacts/contact :: past";
    }

    private Past past(Caller caller, String id, String of, @Nullable String cursor) {
        long key = Tsid.parse(id).orElseThrow(() -> ProblemException.notFound("contact"));
        var changes = history.page(caller.tenant(), key, of.isEmpty() ? null : of, CHANGES, cursor);
        return Past.of(id, of, changes, new Columns(catalogs.of(caller.tenant())));
    }

    private OneContact.Whole whole(Caller caller, String id) {
        return one.find(caller, id).orElseThrow(() -> ProblemException.notFound("contact"));
    }
}
