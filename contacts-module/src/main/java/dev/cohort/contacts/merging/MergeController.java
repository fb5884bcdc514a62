package dev.cohort.contacts.merging;

import dev.cohort.contacts.attribute.AttributeCatalogs;
import dev.cohort.contacts.contact.ContactJson;
import dev.cohort.contacts.contact.ContactState;
import dev.cohort.kernel.Caller;
import dev.cohort.kernel.Tsid;
import dev.cohort.kernel.page.Page;
import dev.cohort.kernel.page.PageSize;
import dev.cohort.kernel.problem.ProblemException;
import dev.cohort.kernel.query.QueryBudget;
import dev.cohort.kernel.web.EntityTags;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Pairs that look like one person, merging them, and undoing that for 30 days. */
@RestController
class MergeController {

    private static final String MERGES = "/api/v1/contacts/merges/";

    private final Duplicates duplicates;
    private final MergeContacts merges;
    private final AttributeCatalogs catalogs;

    MergeController(Duplicates duplicates, MergeContacts merges, AttributeCatalogs catalogs) {
        this.duplicates = duplicates;
        this.merges = merges;
        this.catalogs = catalogs;
    }

    @QueryBudget(statements = 1)
    @GetMapping("/api/v1/contacts/duplicates")
    Page<Duplicates.Pair> duplicates(
            Caller caller,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return duplicates.page(caller.tenant(), PageSize.of(limit), cursor);
    }

    /** The kept contact, with {@code undo}, the address that takes the merge back; a dry run has none. */
    @QueryBudget(statements = 10)
    @PostMapping("/api/v1/contacts/merge")
    ResponseEntity<Map<String, Object>> merge(Caller caller, @RequestBody JsonNode body) {
        MergeContacts.Merged merged = merges.merge(caller, MergeRequest.of(body));
        Map<String, Object> shown = new LinkedHashMap<>(shown(caller, merged.contact()));
        if (merged.id() == null) {
            return ResponseEntity.ok(shown);
        }
        shown.put("undo", MERGES + Tsid.text(merged.id()) + "/undo");
        return ResponseEntity.ok()
                .eTag(EntityTags.of(
                        merged.contact().version(), catalogs.of(caller.tenant()).version()))
                .body(shown);
    }

    /** Both contacts as they are then. */
    @QueryBudget(statements = 14)
    @PostMapping(MERGES + "{id}/undo")
    Map<String, Object> undo(Caller caller, @PathVariable String id) {
        long merge = Tsid.parse(id).orElseThrow(() -> ProblemException.notFound("merge"));
        MergeContacts.Separated separated = merges.undo(caller, merge);
        Map<String, Object> answer = new LinkedHashMap<>();
        if (separated.keep() != null) {
            answer.put("keep", shown(caller, separated.keep()));
        }
        answer.put("merge", shown(caller, separated.merge()));
        return answer;
    }

    private Map<String, Object> shown(Caller caller, ContactState contact) {
        return ContactJson.of(contact, catalogs.of(caller.tenant()));
    }
}
