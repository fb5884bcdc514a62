package dev.cohort.contacts.contact;

import dev.cohort.kernel.Caller;
import dev.cohort.kernel.Tsid;
import dev.cohort.kernel.idempotency.IdempotentAnswer;
import dev.cohort.kernel.page.Page;
import dev.cohort.kernel.page.PageSize;
import dev.cohort.kernel.problem.ProblemException;
import dev.cohort.kernel.query.QueryBudget;
import dev.cohort.kernel.web.EntityTags;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/**
 * {@code /api/v1/contacts}: one contact at a time. The budgets include the second look at the tenant's fields, which is
 * taken when they have changed since this node last read them: two statements more than a warm call.
 */
@RestController
class ContactController {

    private static final String CONTACT = EditContacts.CONTACTS + "/{id}";

    private final ContactRows rows;
    private final EditContacts edit;
    private final ContactLife life;
    private final ContactHistory history;

    ContactController(ContactRows rows, EditContacts edit, ContactLife life, ContactHistory history) {
        this.rows = rows;
        this.edit = edit;
        this.life = life;
        this.history = history;
    }

    @QueryBudget(statements = 7)
    @PostMapping(path = EditContacts.CONTACTS, consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<String> create(
            Caller caller,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody JsonNode body) {
        IdempotentAnswer answer = edit.create(caller, key, body);
        return ResponseEntity.status(answer.status())
                .location(URI.create(String.valueOf(answer.location())))
                .eTag(answer.etag())
                .contentType(MediaType.APPLICATION_JSON)
                .body(answer.body());
    }

    @QueryBudget(statements = 1)
    @GetMapping(CONTACT)
    ResponseEntity<Map<String, Object>> one(
            Caller caller,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String asOf,
            @RequestHeader(name = "If-None-Match", required = false) @Nullable String ifNoneMatch) {
        long contactId = id(id);
        ContactRows.Found found = asOf == null
                ? rows.byId(caller.tenant(), contactId)
                : rows.asOf(caller.tenant(), contactId, AsOf.parse(asOf));
        ContactState contact = found.contacts().get(contactId);
        if (contact == null || contact.isDeleted()) {
            throw ProblemException.notFound("contact");
        }
        String tag = found.tagOf(contact);
        if (EntityTags.isKnown(ifNoneMatch, contact.version(), found.catalog().version())) {
            return ResponseEntity.status(HttpStatus.NOT_MODIFIED).eTag(tag).build();
        }
        return ResponseEntity.ok().eTag(tag).body(ContactJson.of(contact, found.catalog()));
    }

    @QueryBudget(statements = 5)
    @PatchMapping(
            path = CONTACT,
            consumes = {"application/merge-patch+json", MediaType.APPLICATION_JSON_VALUE})
    ResponseEntity<Map<String, Object>> change(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody JsonNode body) {
        EditContacts.Edited edited = edit.change(caller, id(id), EntityTags.present(ifMatch), body);
        return ResponseEntity.ok().eTag(edited.tag()).body(edited.contact());
    }

    @QueryBudget(statements = 3)
    @DeleteMapping(CONTACT)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        life.delete(caller, id(id), EntityTags.present(ifMatch));
    }

    @QueryBudget(statements = 4)
    @PostMapping(CONTACT + "/restore")
    ResponseEntity<Map<String, Object>> restore(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        ContactRows.Found found = life.restore(caller, id(id), ifMatch);
        ContactState contact = found.contacts().values().iterator().next();
        return ResponseEntity.ok().eTag(found.tagOf(contact)).body(ContactJson.of(contact, found.catalog()));
    }

    /** Eight statements at most, and seven of whoever erases what else is kept about the person. */
    @QueryBudget(statements = 8 + 7)
    @PostMapping(CONTACT + "/erase")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void erase(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        life.erase(caller, id(id), ifMatch);
    }

    @QueryBudget(statements = 1)
    @GetMapping(CONTACT + "/history")
    Page<ContactHistory.Change> history(
            Caller caller,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return history.page(caller.tenant(), id(id), null, PageSize.of(limit), cursor);
    }

    private static long id(String text) {
        return Tsid.parse(text).orElseThrow(() -> ProblemException.notFound("contact"));
    }
}
