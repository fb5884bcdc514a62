package dev.cohort.contacts.contact;

import dev.cohort.contacts.ContactErased;
import dev.cohort.contacts.attribute.AttributeDefinition;
import dev.cohort.contacts.attribute.CatalogLock;
import dev.cohort.contacts.attribute.Errors;
import dev.cohort.kernel.Caller;
import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.idempotency.IdempotencyKeys;
import dev.cohort.kernel.problem.ProblemException;
import dev.cohort.kernel.problem.ProblemException.FieldError;
import dev.cohort.kernel.web.EntityTags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Deletes, restores and erases contacts. Public for bulk and merging. */
@Component
public class ContactLife {

    /** How long a deleted contact can be restored. */
    public static final Duration RESTORABLE = Duration.ofDays(30);

    private static final String DELETE = """
            WITH past AS (
                INSERT INTO contacts.contact_past
                       (tenant_id, contact_id, since, until, since_version, until_version,
            """ + HotColumns.list("") + """
            )
                SELECT c.tenant_id, c.contact_id, c.since, to_timestamp(:at), c.since_version, c.version + 1,
            """ + HotColumns.list("c.") + """
                 FROM contacts.contact c
                WHERE c.tenant_id = :tenant AND c.contact_id = :id),
            versions AS (
                INSERT INTO contacts.contact_version (tenant_id, contact_id, version, changed_at, changed_by)
                VALUES (:tenant, :id, :version, to_timestamp(:at), :actor)),
            released AS (
                UPDATE contacts.attribute_entry
                SET holds_unique = false
                WHERE tenant_id = :tenant AND contact_id = :id AND holds_unique)
            UPDATE contacts.contact
            SET version = :version, updated_at = to_timestamp(:at), updated_by = :actor, deleted_at = to_timestamp(:at)
            WHERE tenant_id = :tenant AND contact_id = :id
            """;

    private static final String RESTORE = """
            WITH versions AS (
                INSERT INTO contacts.contact_version (tenant_id, contact_id, version, changed_at, changed_by)
                VALUES (:tenant, :id, :version, to_timestamp(:at), :actor)),
            held AS (
                UPDATE contacts.attribute_entry
                SET holds_unique = true
                WHERE tenant_id = :tenant AND contact_id = :id AND field_id = ANY (CAST(:unique AS integer[])))
            UPDATE contacts.contact
            SET version = :version, updated_at = to_timestamp(:at), updated_by = :actor, deleted_at = NULL,
                since = to_timestamp(:at), since_version = :version
            WHERE tenant_id = :tenant AND contact_id = :id
            """;

    private static final String ERASE = """
            WITH entries AS (
                DELETE FROM contacts.attribute_entry
                WHERE tenant_id = :tenant AND contact_id = ANY (CAST(:ids AS bigint[]))),
            entries_past AS (
                DELETE FROM contacts.attribute_past
                WHERE tenant_id = :tenant AND contact_id = ANY (CAST(:ids AS bigint[]))),
            past AS (
                DELETE FROM contacts.contact_past
                WHERE tenant_id = :tenant AND contact_id = ANY (CAST(:ids AS bigint[]))),
            versions AS (
                DELETE FROM contacts.contact_version
                WHERE tenant_id = :tenant AND contact_id = ANY (CAST(:ids AS bigint[])))
            DELETE FROM contacts.contact WHERE tenant_id = :tenant AND contact_id = ANY (CAST(:ids AS bigint[]))
            """;

    private static final String DELETED = """
            SELECT c.contact_id
            FROM contacts.contact c
            WHERE c.tenant_id = :tenant AND c.deleted_at < to_timestamp(:before)
            ORDER BY c.deleted_at, c.contact_id
            LIMIT :most
            """;

    private final JdbcClient jdbc;
    private final ContactRows rows;
    private final ContactWrites writes;
    private final Clashes clashes;
    private final CatalogLock lock;
    private final IdempotencyKeys keys;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ContactLife(
            JdbcClient jdbc,
            ContactRows rows,
            ContactWrites writes,
            Clashes clashes,
            CatalogLock lock,
            IdempotencyKeys keys,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.writes = writes;
        this.clashes = clashes;
        this.lock = lock;
        this.keys = keys;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Takes a contact out of every read; its unique values are free at once. Three statements.
     *
     * @throws ProblemException 404 if it is not there, 412 if {@code ifMatch} names another version
     */
    @Transactional
    public void delete(Caller caller, long id, @Nullable String ifMatch) {
        ContactRows.Found found = locked(caller.tenant(), id);
        ContactState contact = found.contacts().get(id);
        if (contact == null || contact.isDeleted()) {
            throw ProblemException.notFound("contact");
        }
        EntityTags.allow(ifMatch, contact.version(), found.catalog().version());
        bound(DELETE, caller, contact, after(contact)).update();
    }

    /**
     * Brings a deleted contact back as it was, up to 30 days after its deletion; one that is there stays as it is. At
     * most four statements.
     *
     * @throws ProblemException 404, 412; 409 if another contact has taken a unique value since
     */
    @Transactional
    public ContactRows.Found restore(Caller caller, long id, @Nullable String ifMatch) {
        ContactRows.Found found = locked(caller.tenant(), id);
        ContactState contact = found.contacts().get(id);
        Instant oldest = clock.instant().minus(RESTORABLE);
        if (contact == null
                || (contact.deletedAt() != null && contact.deletedAt().isBefore(oldest))) {
            throw ProblemException.notFound("contact");
        }
        EntityTags.allow(ifMatch, contact.version(), found.catalog().version());
        if (!contact.isDeleted()) {
            return found;
        }
        Instant at = after(contact);
        var restored = new ContactState(
                id, contact.version() + 1, contact.createdAt(), at, null, contact.hot(), contact.fields());
        refuseTaken(caller.tenant(), found, restored);
        bound(RESTORE, caller, contact, at)
                .param(
                        "unique",
                        found.catalog().definitions().stream()
                                .filter(AttributeDefinition::unique)
                                .mapToInt(AttributeDefinition::id)
                                .toArray())
                .update();
        return new ContactRows.Found(found.catalog(), Map.of(id, restored));
    }

    /**
     * Removes a contact, deleted or not, with its history, for good; {@link ContactErased} is published in the same
     * transaction. References to it stay and lead to nobody.
     *
     * @throws ProblemException 404, 412
     */
    @Transactional
    public void erase(Caller caller, long id, @Nullable String ifMatch) {
        lock.alone(caller.tenant());
        ContactRows.Found found = locked(caller.tenant(), id);
        ContactState contact = found.contacts().get(id);
        if (contact == null) {
            throw ProblemException.notFound("contact");
        }
        EntityTags.allow(ifMatch, contact.version(), found.catalog().version());
        eraseAll(caller.tenant(), id);
    }

    /**
     * Erases contacts that were deleted before a moment, the first deleted first. Four statements.
     *
     * @param most of them at most
     * @return how many there were
     */
    @Transactional
    public int eraseDeleted(TenantId tenant, Instant before, int most) {
        lock.alone(tenant);
        long[] ids = jdbc
                .sql(DELETED)
                .param("tenant", tenant.value())
                .param("before", before.getEpochSecond())
                .param("most", most)
                .query(Long.class)
                .list()
                .stream()
                .mapToLong(Long::longValue)
                .toArray();
        if (ids.length > 0) {
            eraseAll(tenant, ids);
        }
        return ids.length;
    }

    private void eraseAll(TenantId tenant, long... ids) {
        jdbc.sql(ERASE).param("tenant", tenant.value()).param("ids", ids).update();
        keys.forget(tenant, ids);
        for (long id : ids) {
            events.publishEvent(new ContactErased(tenant, new PersonId(id), clock.instant()));
        }
    }

    private ContactRows.Found locked(TenantId tenant, long id) {
        writes.lock(tenant, id);
        return rows.byId(tenant, id);
    }

    private void refuseTaken(TenantId tenant, ContactRows.Found found, ContactState restored) {
        Draft asIfNew = Draft.of(null, restored, found.catalog()::byId);
        List<FieldError> taken = clashes.of(tenant, List.of(asIfNew)).getOrDefault(asIfNew, List.of()).stream()
                .filter(error -> error.code().equals("taken"))
                .toList();
        if (!taken.isEmpty()) {
            throw Errors.problem(HttpStatus.CONFLICT, taken);
        }
    }

    private Instant after(ContactState contact) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return now.isBefore(contact.updatedAt()) ? contact.updatedAt() : now;
    }

    private JdbcClient.StatementSpec bound(String sql, Caller caller, ContactState contact, Instant at) {
        return jdbc.sql(sql)
                .param("tenant", caller.tenant().value())
                .param("id", contact.id())
                .param("version", contact.version() + 1)
                .param("actor", caller.user())
                .param("at", at.getEpochSecond());
    }
}
