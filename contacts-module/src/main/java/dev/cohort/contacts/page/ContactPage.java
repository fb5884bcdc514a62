package dev.cohort.contacts.page;

import dev.cohort.kernel.Caller;
import dev.cohort.kernel.problem.ProblemException;
import dev.cohort.kernel.query.QueryBudget;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** {@code GET /contacts/{id}}: one contact, as a page and as what stands in the drawer. One statement. */
@Controller
class ContactPage {

    private final OneContact one;

    ContactPage(OneContact one) {
        this.one = one;
    }

    @QueryBudget(statements = 1, transactions = 0)
    @GetMapping("/contacts/{id}")
    String page(Caller caller, @PathVariable String id, Model model) {
        model.addAttribute("whole", whole(caller, id));
        return "contacts/contact";
    }

    @QueryBudget(statements = 1, transactions = 0)
    @GetMapping("/contacts/{id}/drawer")
    String drawer(Caller caller, @PathVariable String id, Model model) {
        model.addAttribute("whole", whole(caller, id));
        return "contacts/drawer";
    }

    private OneContact.Whole whole(Caller caller, String id) {
        return one.find(caller, id).orElseThrow(() -> ProblemException.notFound("contact"));
    }
}
