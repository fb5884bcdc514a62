package dev.cohort.contacts.contact;

import dev.cohort.contacts.attribute.AttributeDefinition;
import dev.cohort.contacts.attribute.Errors;
import dev.cohort.kernel.Caller;
import dev.cohort.kernel.problem.ProblemException;
import dev.cohort.kernel.problem.ProblemException.FieldError;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Deletes and restores many contacts at once, each as {@link ContactLife} does it. Public for bulk and merging. */
@Component
public class ContactRemovals {

    private static final String DELETE = """
            WITH gone AS MATERIALIZED (
                SELECT c.contact_id, c.version + 1 AS version, GREATEST(c.updated_at, to_timestamp(:at)) AS at
                FROM contacts.contact c
                WHERE c.tenant_id = :tenant AND c.contact_id = ANY (CAST(:ids AS bigint[])) AND c.deleted_at IS NULL),
            past AS (
                INSERT INTO contacts.contact_past
                       (tenant_id, contact_id, since, until, since_version, until_version,
            """ + HotColumns.list("") + """
            )
                SELECT c.tenant_id, c.contact_id, c.since, g.at, c.since_version, g.version,
            """ + HotColumns.list("c.") + """
                 FROM gone g
                JOIN contacts.contact c ON c.tenant_id = :tenant AND c.contact_id = g.contact_id),
            versions AS (
                INSERT INTO contacts.contact_version (tenant_id, contact_id, version, changed_at, changed_by)
                SELECT :tenant, g.contact_id, g.version, g.at, :actor
                FROM gone g),
            released AS (
                UPDATE contacts.attribute_entry e
                SET holds_unique = false
                FROM gone g
                WHERE e.tenant_id = :tenant AND e.contact_id = g.contact_id AND e.holds_unique)
            UPDATE contacts.contact c
            SET version = g.version, updated_at = g.at, updated_by = :actor, deleted_at = g.at
            FROM gone g
            WHERE c.tenant_id = :tenant AND c.contact_id = g.contact_id
            RETURNING c.contact_id, c.version
            """;

    private static final String RESTORE = """
            WITH back AS MATERIALIZED (
                SELECT u.contact_id, u.version, to_timestamp(u.at) AS at
                FROM unnest(CAST(:ids AS bigint[]), CAST(:versions AS bigint[]), CAST(:ats AS bigint[]))
                    AS u (contact_id, version, at)),
            versions AS (
                INSERT INTO contacts.contact_version (tenant_id, contact_id, version, changed_at, changed_by)
                SELECT :tenant, b.contact_id, b.version, b.at, :actor
                FROM back b),
            held AS (
                UPDATE contacts.attribute_entry e
                SET holds_unique = true
                FROM back b
                WHERE e.tenant_id = :tenant AND e.contact_id = b.contact_id
                  AND e.field_id = ANY (CAST(:unique AS integer[])))
            UPDATE contacts.contact c
            SET version = b.version, updated_at = b.at, updated_by = :actor, deleted_at = NULL, since = b.at,
                since_version = b.version
            FROM back b
            WHERE c.tenant_id = :tenant AND c.contact_id = b.contact_id
            """;

    private final JdbcClient jdbc;
    private final ContactRows rows;
    private final ContactWrites writes;
    private final Clashes clashes;
    private final Clock clock;

    ContactRemovals(JdbcClient jdbc, ContactRows rows, ContactWrites writes, Clashes clashes, Clock clock) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.writes = writes;
        this.clashes = clashes;
        this.clock = clock;
    }

    /**
     * Takes these contacts out of every read. Two statements, however many; 500 at once is a good number.
     *
     * @return those that were there, each with the version that its deletion wrote
     */
    @Transactional
    public List<ContactVersion> delete(Caller caller, long... ids) {
        writes.lock(caller.tenant(), ids);
        return jdbc.sql(DELETE)
                .param("tenant", caller.tenant().value())
                .param("ids", ids)
                .param("at", now().getEpochSecond())
                .param("actor", caller.user())
                .query((row, number) -> new ContactVersion(row.getLong(1), row.getLong(2)))
                .list();
    }

    /**
     * Brings back what {@link #delete} took, as it was. Four statements, however many.
     *
     * @return in the order of {@code deleted}: updated; unchanged if something happened to the contact since; refused
     *     with 404 if it was erased, with 409 if others have taken its unique values
     */
    @Transactional
    public List<ContactOutcome> restore(Caller caller, List<ContactVersion> deleted) {
        long[] ids = deleted.stream().mapToLong(ContactVersion::contactId).toArray();
        writes.lock(caller.tenant(), ids);
        ContactRows.Found found = rows.byId(caller.tenant(), ids);
        Map<Long, Draft> drafts = new HashMap<>();
        for (ContactVersion one : deleted) {
            ContactState contact = found.contacts().get(one.contactId());
            if (contact != null && contact.isDeleted() && contact.version() == one.version()) {
                drafts.put(contact.id(), Draft.of(null, restored(contact), found.catalog()::byId));
            }
        }
        Map<Long, ContactOutcome> refused = new HashMap<>();
        clashes.of(caller.tenant(), List.copyOf(drafts.values())).forEach((draft, errors) -> {
            List<FieldError> taken = errors.stream()
                    .filter(error -> error.code().equals("taken"))
                    .toList();
            if (!taken.isEmpty()) {
                long id = draft.after().id();
                refused.put(id, ContactOutcome.refused(Errors.problem(HttpStatus.CONFLICT, taken)));
                drafts.remove(id);
            }
        });
        write(caller, List.copyOf(drafts.values()), found);
        List<ContactOutcome> outcomes = new ArrayList<>();
        for (ContactVersion one : deleted) {
            ContactState contact = found.contacts().get(one.contactId());
            Draft draft = drafts.get(one.contactId());
            ContactOutcome refusal = refused.get(one.contactId());
            if (refusal != null) {
                outcomes.add(refusal);
            } else if (draft != null) {
                outcomes.add(new ContactOutcome(ContactOutcome.Status.UPDATED, draft.after(), null));
            } else if (contact != null) {
                outcomes.add(new ContactOutcome(ContactOutcome.Status.UNCHANGED, contact, null));
            } else {
                outcomes.add(ContactOutcome.refused(ProblemException.notFound("contact")));
            }
        }
        return outcomes;
    }

    private void write(Caller caller, List<Draft> drafts, ContactRows.Found found) {
        if (drafts.isEmpty()) {
            return;
        }
        List<ContactState> restored = drafts.stream().map(Draft::after).toList();
        jdbc.sql(RESTORE)
                .param("tenant", caller.tenant().value())
                .param("actor", caller.user())
                .param("ids", restored.stream().mapToLong(ContactState::id).toArray())
                .param(
                        "versions",
                        restored.stream().mapToLong(ContactState::version).toArray())
                .param(
                        "ats",
                        restored.stream()
                                .mapToLong(one -> one.updatedAt().getEpochSecond())
                                .toArray())
                .param(
                        "unique",
                        found.catalog().definitions().stream()
                                .filter(AttributeDefinition::unique)
                                .mapToInt(AttributeDefinition::id)
                                .toArray())
                .update();
    }

    private ContactState restored(ContactState deleted) {
        Instant now = now();
        Instant at = now.isBefore(deleted.updatedAt()) ? deleted.updatedAt() : now;
        return new ContactState(
                deleted.id(), deleted.version() + 1, deleted.createdAt(), at, null, deleted.hot(), deleted.fields());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
