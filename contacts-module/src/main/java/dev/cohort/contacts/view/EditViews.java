package dev.cohort.contacts.view;

import dev.cohort.contacts.attribute.Errors;
import dev.cohort.contacts.search.QueryChecks;
import dev.cohort.kernel.Caller;
import dev.cohort.kernel.Tsid;
import dev.cohort.kernel.problem.ProblemException;
import dev.cohort.kernel.web.EntityTags;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps, changes and drops saved views, and says who may. A view that the caller does not see is 404. Public for the
 * pages of {@code page}.
 */
@Component
public class EditViews {

    /** How many views a user owns at most. */
    static final int MOST_OWNED = 200;

    /** How many views of a tenant are for all at most, so that a list of views has an end. */
    static final int MOST_OPEN = 1_000;

    private final ContactViews views;
    private final QueryChecks checks;
    private final JsonMapper json;

    EditViews(ContactViews views, QueryChecks checks, JsonMapper json) {
        this.views = views;
        this.checks = checks;
        this.json = json;
    }

    /** A view as the API shows it. */
    public record Shown(
            String id,
            String name,
            String visibility,
            @Nullable String filter,
            @Nullable String sort,
            List<ViewColumn> columns,
            String owner,
            long version) {}

    /** A view, and whether the caller opens the table with it: true for one at most. */
    public record Placed(Shown view, boolean first) {}

    /** What may be done with a view: changed at all, and shown to others or to them no more. */
    public record Rights(boolean change, boolean decide) {}

    /** What {@code editor} may do with a view that they see. No statement. */
    public static Rights rights(Editor editor, Shown view) {
        boolean owns = editor.administrator() || view.owner().equals(editor.user());
        return new Rights(owns || !view.visibility().equals(Visibility.LOCKED.code()), owns);
    }

    /** Who asks; an administrator changes what others locked. */
    public record Editor(Caller caller, boolean administrator) {

        long tenant() {
            return caller.tenant().value();
        }

        String user() {
            return caller.user();
        }
    }

    /** The views that the caller sees, by name: at most 1,200. One statement. */
    public List<Shown> list(Caller caller) {
        return views.visible(caller.tenant().value(), caller.user()).stream()
                .map(this::shown)
                .toList();
    }

    /** As {@link #list}, with the one that the caller opens first. One statement. */
    public List<Placed> placed(Caller caller) {
        return views.placed(caller.tenant().value(), caller.user()).stream()
                .map(placed -> new Placed(shown(placed.view()), placed.first()))
                .toList();
    }

    /**
     * From now on the caller opens the table with this view, or with none if they did with this one. One statement.
     *
     * @throws ProblemException 404
     */
    @Transactional
    public void putFirst(Caller caller, long id, boolean first) {
        long tenant = caller.tenant().value();
        if (!first) {
            views.dropFirst(tenant, caller.user(), id);
        } else if (views.putFirst(tenant, caller.user(), id) == 0) {
            throw ProblemException.notFound("view");
        }
    }

    /** One statement. */
    Shown one(Caller caller, long id) {
        return views.visible(caller.tenant().value(), caller.user(), id)
                .map(this::shown)
                .orElseThrow(() -> ProblemException.notFound("view"));
    }

    /**
     * A new view of the caller. Four statements.
     *
     * @throws ProblemException 400 and 422 as the body has it; 422 beyond 200 views of a user
     */
    @Transactional
    public Shown create(Caller caller, JsonNode body) {
        ViewContent content = ViewRequest.over(ViewContent.NEW, body);
        check(caller, content);
        checkRoom(caller, true, content.visibility() != Visibility.PRIVATE);
        var view = new ContactView(caller.tenant().value(), Tsid.next(), caller.user());
        return written(view, content);
    }

    /**
     * The view after a merge patch; one that changes nothing keeps its version. At most five statements.
     *
     * @throws ProblemException 404; 403 if the caller may not change it, or not its visibility; 412; 400 and 422 as the
     *     body has it
     */
    @Transactional
    public Shown change(Editor editor, long id, @Nullable String ifMatch, JsonNode body) {
        ContactView view = changeable(editor, id);
        EntityTags.allow(ifMatch, view.version());
        ViewContent content = ViewRequest.over(content(view), body);
        if (content.visibility() != view.visibility()) {
            if (!owns(editor, view)) {
                throw forbidden("Only its owner or an administrator changes who sees a view.");
            }
            if (view.visibility() == Visibility.PRIVATE) {
                checkRoom(editor.caller(), false, true);
            }
        }
        check(editor.caller(), content);
        return written(view, content);
    }

    /** Two statements. 404, 403 and 412 as {@link #change}. */
    @Transactional
    public void delete(Editor editor, long id, @Nullable String ifMatch) {
        ContactView view = changeable(editor, id);
        EntityTags.allow(ifMatch, view.version());
        views.delete(view);
    }

    private ContactView changeable(Editor editor, long id) {
        ContactView view =
                views.locked(editor.tenant(), editor.user(), id).orElseThrow(() -> ProblemException.notFound("view"));
        if (view.visibility() == Visibility.LOCKED && !owns(editor, view)) {
            throw forbidden("Its owner has locked this view; only they or an administrator change it.");
        }
        return view;
    }

    private static boolean owns(Editor editor, ContactView view) {
        return editor.administrator() || view.owner().equals(editor.user());
    }

    private static ProblemException forbidden(String detail) {
        return new ProblemException(HttpStatus.FORBIDDEN, "forbidden", detail);
    }

    private void check(Caller caller, ViewContent content) {
        checks.check(caller.tenant(), content.filter(), content.sort(), content.selectors());
    }

    private void checkRoom(Caller caller, boolean oneMore, boolean oneMoreOpen) {
        views.lockOut(caller.tenant().value());
        ContactViews.Numbers numbers = views.numbers(caller.tenant().value(), caller.user());
        var errors = new Errors();
        if (oneMore && numbers.getOwned() >= MOST_OWNED) {
            errors.invalid("", "too-many-views", "A user keeps at most " + MOST_OWNED + " views; delete one first.");
        }
        if (oneMoreOpen && numbers.getOpen() >= MOST_OPEN) {
            errors.invalid(
                    "/visibility", "too-many-views", "At most " + MOST_OPEN + " views are shared or locked at a time.");
        }
        errors.check();
    }

    private Shown written(ContactView view, ViewContent content) {
        view.rewrite(content, json.writeValueAsString(content.columns()));
        return shown(views.saveAndFlush(view));
    }

    private ViewContent content(ContactView view) {
        return new ViewContent(view.name(), view.visibility(), view.filter(), view.sort(), columns(view));
    }

    private List<ViewColumn> columns(ContactView view) {
        return List.of(json.readValue(view.columns(), ViewColumn[].class));
    }

    private Shown shown(ContactView view) {
        return new Shown(
                Tsid.text(view.id()),
                view.name(),
                view.visibility().code(),
                view.filter(),
                view.sort(),
                columns(view),
                view.owner(),
                view.version());
    }
}
