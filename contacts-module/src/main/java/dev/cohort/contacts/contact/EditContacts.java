package dev.cohort.contacts.contact;

import dev.cohort.contacts.attribute.AttributeCatalog;
import dev.cohort.contacts.attribute.AttributeCatalogs;
import dev.cohort.contacts.attribute.Errors;
import dev.cohort.kernel.Caller;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.Tsid;
import dev.cohort.kernel.idempotency.IdempotencyKeys;
import dev.cohort.kernel.idempotency.IdempotentAnswer;
import dev.cohort.kernel.query.QueryScope;
import dev.cohort.kernel.web.EntityTags;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Creates and changes one contact, as the API asks. */
@Component
class EditContacts {

    static final String CONTACTS = "/api/v1/contacts";
    private static final int TRIES = 3;

    private final AttributeCatalogs catalogs;
    private final ContactWriter writer;
    private final IdempotencyKeys keys;
    private final TransactionTemplate transaction;
    private final JsonMapper json;

    EditContacts(
            AttributeCatalogs catalogs,
            ContactWriter writer,
            IdempotencyKeys keys,
            PlatformTransactionManager transactions,
            JsonMapper json) {
        this.catalogs = catalogs;
        this.writer = writer;
        this.keys = keys;
        this.transaction = new TransactionTemplate(transactions);
        this.json = json;
    }

    /** The answer of a POST, 201 with the contact; the first answer again if the key was used before. */
    IdempotentAnswer create(Caller caller, @Nullable String idempotencyKey, JsonNode body) {
        return inTransaction(() -> idempotencyKey == null
                ? create(caller, body)
                : keys.once(caller, CONTACTS, idempotencyKey, body.toString(), () -> create(caller, body)));
    }

    /** A contact after a change: its tag, and what JSON shows. */
    record Edited(String tag, Map<String, Object> contact) {}

    /** The contact after a merge patch. */
    Edited change(Caller caller, long id, String ifMatch, JsonNode body) {
        return inTransaction(() -> {
            ContactChange change = read(caller.tenant(), body, id, ifMatch);
            ContactState contact =
                    writer.apply(caller, List.of(change)).getFirst().orThrow();
            AttributeCatalog catalog = catalogs.of(caller.tenant());
            return new Edited(EntityTags.of(contact.version(), catalog.version()), ContactJson.of(contact, catalog));
        });
    }

    private IdempotentAnswer create(Caller caller, JsonNode body) {
        ContactChange change = read(caller.tenant(), body, null, null);
        ContactState contact = writer.apply(caller, List.of(change)).getFirst().orThrow();
        AttributeCatalog catalog = catalogs.of(caller.tenant());
        return new IdempotentAnswer(
                201,
                CONTACTS + "/" + Tsid.text(contact.id()),
                EntityTags.of(contact.version(), catalog.version()),
                json.writeValueAsString(ContactJson.of(contact, catalog)),
                contact.id());
    }

    /** Reads the body again if it does not fit the fields as they were last known, and they have changed. */
    private ContactChange read(TenantId tenant, JsonNode body, @Nullable Long id, @Nullable String ifMatch) {
        AttributeCatalog known = catalogs.of(tenant);
        var errors = new Errors();
        ContactChange change = ContactBody.read(body, known, id, ifMatch, errors);
        if (!errors.isEmpty() && catalogs.renewed(tenant, known).version() != known.version()) {
            errors = new Errors();
            change = ContactBody.read(body, catalogs.of(tenant), id, ifMatch, errors);
        }
        errors.check();
        return change;
    }

    /** Tries again if somebody took a unique value between the check and the write: then the check names it. */
    private <T> T inTransaction(Supplier<T> work) {
        for (int tries = 1; ; tries++) {
            try {
                return Objects.requireNonNull(transaction.execute(status -> work.get()));
            } catch (DuplicateKeyException taken) {
                if (tries == TRIES) {
                    throw taken;
                }
                QueryScope.startOver();
            }
        }
    }
}
