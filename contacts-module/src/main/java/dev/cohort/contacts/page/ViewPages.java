package dev.cohort.contacts.page;

import dev.cohort.contacts.attribute.AttributeCatalogs;
import dev.cohort.contacts.view.EditViews;
import dev.cohort.kernel.Caller;
import dev.cohort.kernel.Tsid;
import dev.cohort.kernel.problem.ProblemException;
import dev.cohort.kernel.query.QueryBudget;
import dev.cohort.kernel.web.EntityTags;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The forms of saved views. Each leads back to the table; what may be done by whom is the business of
 * {@link EditViews}, which the API asks too.
 */
@Controller
class ViewPages {

    private final EditViews views;
    private final AttributeCatalogs catalogs;
    private final JsonMapper json;

    ViewPages(EditViews views, AttributeCatalogs catalogs, JsonMapper json) {
        this.views = views;
        this.catalogs = catalogs;
        this.json = json;
    }

    static EditViews.Editor editor(Caller caller, HttpServletRequest request) {
        return new EditViews.Editor(caller, request.isUserInRole("ADMINISTRATOR"));
    }

    /** Saves the state of the form as a new view. Four statements. */
    @QueryBudget(statements = 4)
    @PostMapping("/contacts/views")
    String create(Caller caller, @RequestParam Map<String, String> form) {
        ObjectNode body = state(caller, form)
                .put("name", form.getOrDefault("name", ""))
                .put("visibility", form.getOrDefault("visibility", "private"));
        return opened(views.create(caller, body).id());
    }

    /** Saves the state of the form in a view that is there. At most five statements. */
    @QueryBudget(statements = 5)
    @PostMapping("/contacts/views/{id}/save")
    String save(
            Caller caller,
            HttpServletRequest request,
            @PathVariable String id,
            @RequestParam Map<String, String> form) {
        change(caller, request, id, form, state(caller, form));
        return opened(id);
    }

    /** Renames a view, or changes who sees it. At most five statements. */
    @QueryBudget(statements = 5)
    @PostMapping("/contacts/views/{id}/edit")
    String edit(
            Caller caller,
            HttpServletRequest request,
            @PathVariable String id,
            @RequestParam Map<String, String> form) {
        ObjectNode body = json.createObjectNode();
        for (String property : List.of("name", "visibility")) {
            if (form.containsKey(property)) {
                body.put(property, form.get(property));
            }
        }
        change(caller, request, id, form, body);
        return opened(id);
    }

    /** Two statements. */
    @QueryBudget(statements = 2)
    @PostMapping("/contacts/views/{id}/delete")
    String delete(Caller caller, HttpServletRequest request, @PathVariable String id) {
        views.delete(editor(caller, request), known(id), null);
        return "redirect:/contacts";
    }

    /** The user opens this view first from now on, or none with {@code on=false}. One statement. */
    @QueryBudget(statements = 1)
    @PostMapping("/contacts/views/{id}/prefer")
    String prefer(Caller caller, @PathVariable String id, @RequestParam boolean on) {
        views.putFirst(caller, known(id), on);
        return opened(id);
    }

    private void change(
            Caller caller, HttpServletRequest request, String id, Map<String, String> form, ObjectNode body) {
        String version = form.get("version");
        String tag = version == null || !version.matches("\\d{1,18}") ? null : EntityTags.of(Long.parseLong(version));
        views.change(editor(caller, request), known(id), tag, body);
    }

    /** Filter, sort and columns as the API takes them; columns that are the page's own choice are left to it. */
    private ObjectNode state(Caller caller, Map<String, String> form) {
        ListQuery query = ListQuery.of(form);
        ObjectNode body = json.createObjectNode().put("filter", query.filter()).put("sort", query.sort());
        ArrayNode columns = body.putArray("columns");
        if (query.columns() != null) {
            for (Columns.Shown shown : new Columns(catalogs.of(caller.tenant())).shown(query.columns())) {
                ObjectNode column =
                        columns.addObject().put("selector", shown.column().selector());
                if (shown.width() > 0) {
                    column.put("width", shown.width());
                }
                column.put("pinned", shown.pinned());
            }
        }
        return body;
    }

    private static String opened(String id) {
        return "redirect:/contacts?view=" + id;
    }

    private static long known(String id) {
        return Tsid.parse(id).orElseThrow(() -> ProblemException.notFound("view"));
    }
}
