package dev.cohort.contacts.view;

import dev.cohort.kernel.Caller;
import dev.cohort.kernel.Tsid;
import dev.cohort.kernel.problem.ProblemException;
import dev.cohort.kernel.query.QueryBudget;
import dev.cohort.kernel.web.EntityTags;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** {@code /api/v1/contact-views}: saved views. */
@RestController
class ContactViewController {

    private static final String VIEWS = "/api/v1/contact-views";
    private static final String VIEW = VIEWS + "/{id}";

    private final EditViews views;

    ContactViewController(EditViews views) {
        this.views = views;
    }

    /** Every view that the caller sees, by name. */
    record ViewList(List<EditViews.Shown> items) {}

    @QueryBudget(statements = 1)
    @GetMapping(VIEWS)
    ViewList list(Caller caller) {
        return new ViewList(views.list(caller));
    }

    @QueryBudget(statements = 1)
    @GetMapping(VIEW)
    ResponseEntity<EditViews.Shown> one(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = "If-None-Match", required = false) @Nullable String ifNoneMatch) {
        EditViews.Shown view = views.one(caller, id(id));
        if (EntityTags.isKnown(ifNoneMatch, view.version())) {
            return ResponseEntity.status(HttpStatus.NOT_MODIFIED)
                    .eTag(EntityTags.of(view.version()))
                    .build();
        }
        return ResponseEntity.ok().eTag(EntityTags.of(view.version())).body(view);
    }

    @QueryBudget(statements = 4)
    @PostMapping(VIEWS)
    ResponseEntity<EditViews.Shown> create(Caller caller, @RequestBody JsonNode body) {
        EditViews.Shown view = views.create(caller, body);
        return ResponseEntity.created(URI.create(VIEWS + "/" + view.id()))
                .eTag(EntityTags.of(view.version()))
                .body(view);
    }

    @QueryBudget(statements = 5)
    @PatchMapping(
            path = VIEW,
            consumes = {"application/merge-patch+json", "application/json"})
    ResponseEntity<EditViews.Shown> change(
            Caller caller,
            HttpServletRequest request,
            @PathVariable String id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody JsonNode body) {
        EditViews.Shown view = views.change(editor(caller, request), id(id), ifMatch, body);
        return ResponseEntity.ok().eTag(EntityTags.of(view.version())).body(view);
    }

    @QueryBudget(statements = 2)
    @DeleteMapping(VIEW)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(
            Caller caller,
            HttpServletRequest request,
            @PathVariable String id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        views.delete(editor(caller, request), id(id), ifMatch);
    }

    private static EditViews.Editor editor(Caller caller, HttpServletRequest request) {
        return new EditViews.Editor(caller, request.isUserInRole("ADMINISTRATOR"));
    }

    private static long id(String text) {
        return Tsid.parse(text).orElseThrow(() -> ProblemException.notFound("view"));
    }
}
