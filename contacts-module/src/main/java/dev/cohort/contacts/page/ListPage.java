package dev.cohort.contacts.page;

import dev.cohort.contacts.attribute.AttributeCatalogs;
import dev.cohort.contacts.search.ContactPages;
import dev.cohort.contacts.search.ContactQuery;
import dev.cohort.contacts.search.FoundContact;
import dev.cohort.kernel.Caller;
import dev.cohort.kernel.page.Page;
import dev.cohort.kernel.page.PageSize;
import dev.cohort.kernel.problem.ProblemException;
import dev.cohort.kernel.query.QueryBudget;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** {@code GET /contacts}: the table. One statement for its rows and their number. */
@Controller
class ListPage {

    private final ContactPages pages;
    private final AttributeCatalogs catalogs;
    private final OneContact one;

    ListPage(ContactPages pages, AttributeCatalogs catalogs, OneContact one) {
        this.pages = pages;
        this.catalogs = catalogs;
        this.one = one;
    }

    @QueryBudget(statements = 4, transactions = 0)
    @GetMapping("/contacts")
    ModelAndView list(Caller caller, @RequestParam Map<String, String> parameters) {
        ListQuery query = ListQuery.of(parameters);
        var page = new ModelAndView("contacts/list");
        ListModel list = list(caller, query);
        page.addObject("list", list);
        page.addObject("columns", new Columns(catalogs.of(caller.tenant())));
        page.addObject("operators", FilterOperator.values());
        String peek = query.peek();
        if (peek != null) {
            page.addObject("drawer", one.find(caller, peek).orElse(null));
        }
        if (list.refused() != null) {
            page.setStatus(HttpStatus.BAD_REQUEST);
        }
        return page;
    }

    /** The row of one contact, for a table whose cell was just changed. */
    @QueryBudget(statements = 3, transactions = 0)
    @GetMapping("/contacts/{id}/row")
    String row(Caller caller, @PathVariable String id, @RequestParam Map<String, String> parameters, Model model) {
        ListQuery query = ListQuery.of(parameters);
        Columns columns = new Columns(catalogs.of(caller.tenant()));
        List<Columns.Shown> shown = columns.shown(query.columns());
        FoundContact contact =
                one.row(caller, id, Columns.fieldsOf(shown)).orElseThrow(() -> ProblemException.notFound("contact"));
        Page<FoundContact> single = new Page<>(List.of(contact), null, null);
        model.addAttribute("list", ListModel.of(query, columns, shown, single));
        return "contacts/list :: rows";
    }

    /** Builds a filter: adds a condition, or changes the one {@code at} a place, and leads to the table. */
    @QueryBudget(statements = 0)
    @GetMapping("/contacts/filter")
    String filter(@RequestParam MultiValueMap<String, String> form) {
        ListQuery query = ListQuery.of(form.toSingleValueMap());
        FilterOperator operator = FilterOperator.ofSymbol(first(form, "operator"))
                .orElseThrow(() -> ProblemException.badRequest("unknown-operator", "Choose how to compare."));
        var condition = new FilterTree.Condition(first(form, "selector"), operator, values(form, operator));
        Optional<FilterTree> tree = FilterTree.parse(query.filter());
        String at = form.getFirst("at");
        FilterTree built = at == null
                ? FilterTree.and(tree, condition)
                : form.containsKey("or")
                        ? tree.map(old -> old.orAt(at, condition)).orElse(condition)
                        : tree.flatMap(old -> old.replaced(at, condition)).orElse(condition);
        return "redirect:" + query.withFilter(built.text()).href();
    }

    /** Adds a key to the sort. */
    @QueryBudget(statements = 0)
    @GetMapping("/contacts/sort")
    String sort(@RequestParam Map<String, String> form) {
        boolean descending = "-".equals(form.get("direction"));
        return "redirect:"
                + SortKeys.adding(ListQuery.of(form), (descending ? "-" : "") + form.getOrDefault("by", "displayName"));
    }

    /** Chooses columns, in the order in which the form sends them; what was pinned stays so. */
    @QueryBudget(statements = 0)
    @GetMapping("/contacts/columns")
    String columns(@RequestParam MultiValueMap<String, String> form) {
        ListQuery query = ListQuery.of(form.toSingleValueMap());
        List<String> chosen = form.getOrDefault("show", List.of());
        return "redirect:"
                + query.withColumns(chosen.isEmpty() ? null : "!" + String.join(",", chosen))
                        .href();
    }

    private ListModel list(Caller caller, ListQuery query) {
        Columns columns = new Columns(catalogs.of(caller.tenant()));
        List<Columns.Shown> shown = columns.shown(query.columns());
        try {
            PageSize size = PageSize.of(query.limit());
            var asked = new ContactQuery(query.filter(), query.sort(), Columns.fieldsOf(shown), query.q(), null);
            return ListModel.of(query, columns, shown, pages.page(caller.tenant(), asked, size, query.cursor(), true));
        } catch (ProblemException refused) {
            if (refused.status().is5xxServerError()) {
                throw refused;
            }
            return ListModel.refused(query, columns, shown, String.valueOf(refused.getMessage()));
        }
    }

    private static String first(MultiValueMap<String, String> form, String name) {
        @Nullable String value = form.getFirst(name);
        return value == null ? "" : value.strip();
    }

    /** Given one by one or line by line; a list of none is a comparison with nothing, which the search explains. */
    private static List<String> values(MultiValueMap<String, String> form, FilterOperator operator) {
        List<String> given = form.getOrDefault("value", List.of()).stream()
                .flatMap(value -> operator.takesList() ? value.lines() : java.util.stream.Stream.of(value))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
        if (operator == FilterOperator.EMPTY) {
            return List.of(given.contains("false") ? "false" : "true");
        }
        return given.isEmpty() ? List.of("") : operator.takesList() ? given : List.of(given.getFirst());
    }
}
