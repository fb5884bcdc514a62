package dev.cohort.contacts.lab;

import dev.cohort.contacts.search.ContactQuery;
import dev.cohort.contacts.search.QueryLab;
import dev.cohort.kernel.Caller;
import dev.cohort.kernel.page.PageSize;
import dev.cohort.kernel.problem.ProblemException;
import dev.cohort.kernel.query.QueryBudget;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** {@code /admin/query-lab}, for administrators, whom the application lets in. */
@Controller
class QueryLabPage {

    private static final String LAB = "/admin/query-lab";

    private final QueryLab lab;

    QueryLabPage(QueryLab lab) {
        this.lab = lab;
    }

    /** Runs nothing until it is asked to: a loop of 50 contacts, four times, is 404 statements. */
    @QueryBudget(statements = 450, maxRepeats = 450)
    @GetMapping(LAB)
    ModelAndView show(
            Caller caller,
            @RequestParam(required = false) @Nullable String filter,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(required = false) @Nullable String fields,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(defaultValue = "false") boolean run) {
        var page = new ModelAndView("contacts/query-lab");
        page.addObject("filter", filter == null ? "" : filter);
        page.addObject("sort", sort == null ? "" : sort);
        page.addObject("fields", fields == null ? "" : fields);
        page.addObject("limit", limit == null || limit.isBlank() ? "20" : limit);
        page.addObject("most", QueryLab.MOST);
        page.addObject("figures", lab.figures());
        if (run) {
            try {
                var query = new ContactQuery(filter, sort, fields, null, null);
                PageSize size = PageSize.of(limit == null || limit.isBlank() ? "20" : limit, QueryLab.MOST);
                page.addObject("report", lab.compare(caller.tenant(), query, size));
            } catch (ProblemException refused) {
                page.addObject("refused", refused.getMessage());
                page.setStatus(HttpStatus.BAD_REQUEST);
            }
        }
        return page;
    }

    /** Measures, and goes back to the page that shows the figures. */
    @QueryBudget(statements = 200, maxRepeats = 200)
    @PostMapping(LAB + "/calibration")
    String calibrate(Caller caller) {
        lab.calibrate(caller.tenant());
        return "redirect:" + LAB;
    }
}
