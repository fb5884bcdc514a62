package dev.cohort.contacts.page;

import dev.cohort.contacts.attribute.AttributeCatalogs;
import dev.cohort.contacts.search.ContactPages;
import dev.cohort.contacts.search.ContactPlaces;
import dev.cohort.contacts.search.ContactQuery;
import dev.cohort.contacts.search.FoundContact;
import dev.cohort.contacts.view.EditViews;
import dev.cohort.kernel.Caller;
import dev.cohort.kernel.page.Page;
import dev.cohort.kernel.page.PageSize;
import dev.cohort.kernel.problem.ProblemException;
import dev.cohort.kernel.query.QueryBudget;
import dev.cohort.kernel.web.Texts;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * {@code GET /contacts}: the table. Two statements: its rows with their number, and the saved views; a contact in the
 * drawer is a third.
 */
@Controller
class ListPage {

    private final ContactPages pages;
    private final AttributeCatalogs catalogs;
    private final OneContact one;
    private final EditViews views;
    private final ContactPlaces places;

    ListPage(ContactPages pages, AttributeCatalogs catalogs, OneContact one, EditViews views, ContactPlaces places) {
        this.pages = pages;
        this.catalogs = catalogs;
        this.one = one;
        this.views = views;
        this.places = places;
    }

    /** The views, the page, and the contact in the drawer if one is open. */
    @QueryBudget(statements = 3, transactions = 0)
    @GetMapping("/contacts")
    ModelAndView list(Caller caller, HttpServletRequest request, @RequestParam Map<String, String> parameters) {
        List<EditViews.Placed> visible = views.placed(caller);
        EditViews.Shown first = find(visible, EditViews.Placed::first);
        if (parameters.isEmpty() && first != null) {
            return new ModelAndView("redirect:/contacts?view=" + first.id());
        }
        String id = parameters.get("view");
        EditViews.Shown view = find(visible, placed -> placed.view().id().equals(id));
        ListQuery query = ListQuery.of(parameters, view == null ? null : ViewStrip.saved(view));
        var page = new ModelAndView("contacts/list");
        ListModel list = list(caller, query, id != null && !id.isBlank() && view == null);
        page.addObject("list", list);
        page.addObject("strip", ViewStrip.of(visible, query, ViewPages.editor(caller, request)));
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

    private static EditViews.@Nullable Shown find(List<EditViews.Placed> views, Predicate<EditViews.Placed> wanted) {
        return views.stream()
                .filter(wanted)
                .findFirst()
                .map(EditViews.Placed::view)
                .orElse(null);
    }

    /** The row of one contact, for a table whose cell was just changed. */
    @QueryBudget(statements = 1, transactions = 0)
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

    /**
     * Builds a filter and leads to the table: changes the condition {@code at} a place, puts an alternative
     * ({@code or}) or a further condition ({@code and}) beside what stands there, or adds one {@code into} a group;
     * without a place all that is about the whole.
     */
    @QueryBudget(statements = 0)
    @GetMapping("/contacts/filter")
    String filter(@RequestParam MultiValueMap<String, String> form) {
        ListQuery query = ListQuery.of(form.toSingleValueMap());
        FilterOperator operator = FilterOperator.ofSymbol(first(form, "operator"))
                .orElseThrow(() -> ProblemException.badRequest("unknown-operator", "Choose how to compare."));
        var condition = new FilterTree.Condition(first(form, "selector"), operator, values(form, operator));
        FilterTree built = FilterTree.parse(query.filter())
                .map(tree -> built(tree, form, condition))
                .orElse(condition);
        return "redirect:" + query.withFilter(built.text()).href();
    }

    private static FilterTree built(FilterTree tree, MultiValueMap<String, String> form, FilterTree condition) {
        String at = first(form, "at");
        if (form.containsKey("or") || form.containsKey("and")) {
            return tree.joinedAt(at, form.containsKey("and"), condition);
        }
        return at.isEmpty() && !form.containsKey("at")
                ? tree.addedTo(first(form, "into"), condition)
                : tree.replaced(at, condition).orElse(condition);
    }

    /** Adds a key to the sort. */
    @QueryBudget(statements = 0)
    @GetMapping("/contacts/sort")
    String sort(@RequestParam Map<String, String> form) {
        boolean descending = "-".equals(form.get("direction"));
        return "redirect:"
                + SortKeys.adding(ListQuery.of(form), (descending ? "-" : "") + form.getOrDefault("by", "displayName"));
    }

    /** Chooses columns in the order in which the form sends them, with {@code pin} and {@code width.<selector>}. */
    @QueryBudget(statements = 0)
    @GetMapping("/contacts/columns")
    String columns(@RequestParam MultiValueMap<String, String> form) {
        ListQuery query = ListQuery.of(form.toSingleValueMap());
        List<String> pinned = form.getOrDefault("pin", List.of());
        List<String> chosen = form.getOrDefault("show", List.of()).stream()
                .map(selector -> {
                    String width = first(form, "width." + selector);
                    return (pinned.contains(selector) ? "!" : "")
                            + selector
                            + (width.matches("\\d{1,5}") ? ":" + width : "");
                })
                .toList();
        return "redirect:"
                + query.withColumns(chosen.isEmpty() ? null : String.join(",", chosen))
                        .href();
    }

    /** Leads to the first contact whose value of the sort's first key is not before {@code to}. */
    @QueryBudget(statements = 1, transactions = 0)
    @GetMapping("/contacts/jump")
    String jump(Caller caller, @RequestParam Map<String, String> form) {
        ListQuery query = ListQuery.of(form);
        var asked = new ContactQuery(query.filter(), query.sort(), "none", query.q(), null);
        String to = form.getOrDefault("to", "").strip();
        return "redirect:"
                + query.withCursor(to.isEmpty() ? null : places.cursor(caller.tenant(), asked, to))
                        .href();
    }

    private ListModel list(Caller caller, ListQuery query, boolean isViewGone) {
        Columns columns = new Columns(catalogs.of(caller.tenant()));
        List<Columns.Shown> shown = columns.shown(query.columns());
        if (isViewGone) {
            String gone = Texts.of("contacts.list-page.no-such-view");
            return ListModel.refused(ListQuery.of(Map.of()), columns, shown, gone);
        }
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
                .flatMap(value -> operator.takesList() ? value.lines() : Stream.of(value))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
        if (operator == FilterOperator.EMPTY) {
            return List.of(given.contains("false") ? "false" : "true");
        }
        return given.isEmpty() ? List.of("") : operator.takesList() ? given : List.of(given.getFirst());
    }
}
