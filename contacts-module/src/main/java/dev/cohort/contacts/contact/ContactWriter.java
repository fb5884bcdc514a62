package dev.cohort.contacts.contact;

import dev.cohort.contacts.attribute.Errors;
import dev.cohort.kernel.Caller;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.Tsid;
import dev.cohort.kernel.problem.ProblemException;
import dev.cohort.kernel.problem.ProblemException.FieldError;
import dev.cohort.kernel.web.EntityTags;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Creates and changes contacts, one or many: the only writer of their values, and the only place that checks them.
 * Public for importing, bulk and merging.
 */
@Component
public class ContactWriter {

    private final ContactRows rows;
    private final ContactWrites writes;
    private final EntryWrites entries;
    private final Clashes clashes;
    private final FreshStatistics statistics;
    private final Clock clock;

    ContactWriter(
            ContactRows rows,
            ContactWrites writes,
            EntryWrites entries,
            Clashes clashes,
            FreshStatistics statistics,
            Clock clock) {
        this.rows = rows;
        this.writes = writes;
        this.entries = entries;
        this.clashes = clashes;
        this.statistics = statistics;
        this.clock = clock;
    }

    /**
     * Applies the changes, in the caller's transaction if there is one. A change that is refused leaves the others
     * alone; one that changes nothing writes nothing. Several changes of one contact are laid over each other and make
     * one version. At most six statements, whatever the number of changes; 500 to 2,000 at once is a good number.
     *
     * @return the outcomes, in the order of the changes
     * @throws org.springframework.dao.DuplicateKeyException if somebody else took a unique value between the check and
     *     the write: nothing was written; a second try will name it
     */
    @Transactional
    public List<ContactOutcome> apply(Caller caller, List<ContactChange> changes) {
        long[] ids = changes.stream()
                .map(ContactChange::contactId)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .distinct()
                .sorted()
                .toArray();
        writes.lock(caller.tenant(), ids);
        ContactRows.Found found = rows.byId(caller.tenant(), ids);
        var batch = new Batch(found, clock.instant().truncatedTo(ChronoUnit.SECONDS));
        for (ContactChange change : changes) {
            batch.add(change);
        }
        clashes.of(caller.tenant(), batch.drafts()).forEach(batch::refuse);
        List<Draft> drafts = batch.drafts();
        List<Draft> creations = drafts.stream().filter(Draft::isCreation).toList();
        List<Draft> updates = drafts.stream().filter(one -> !one.isCreation()).toList();
        if (!creations.isEmpty()) {
            writes.insert(caller, creations);
        }
        if (!updates.isEmpty()) {
            writes.update(caller, updates);
        }
        entries.write(caller.tenant(), drafts);
        statistics.wrote(caller.tenant(), drafts.size());
        return batch.outcomes();
    }

    /** Keeps these contacts as they are until the caller's transaction ends, so that reads decide. One statement. */
    public void lock(TenantId tenant, long... ids) {
        writes.lock(tenant, ids);
    }

    /** A batch on its way: what each change became, and one draft for each contact. */
    private static final class Batch {

        private final ContactRows.Found found;
        private final Instant now;
        private final List<@Nullable ContactOutcome> refused = new ArrayList<>();
        private final List<@Nullable Long> contacts = new ArrayList<>();
        private final Map<Long, Draft> drafts = new LinkedHashMap<>();

        Batch(ContactRows.Found found, Instant now) {
            this.found = found;
            this.now = now;
        }

        void add(ContactChange change) {
            try {
                Draft draft = draft(change);
                drafts.put(draft.after().id(), draft);
                contacts.add(draft.after().id());
                refused.add(null);
            } catch (ProblemException problem) {
                contacts.add(null);
                refused.add(ContactOutcome.refused(problem));
            }
        }

        private Draft draft(ContactChange change) {
            Long id = change.contactId();
            ContactState stored = id == null ? null : found.contacts().get(id);
            if (id != null && (stored == null || stored.isDeleted())) {
                throw ProblemException.notFound("contact");
            }
            if (stored != null) {
                EntityTags.allow(
                        change.ifMatch(), stored.version(), found.catalog().version());
            }
            Draft earlier = id == null ? null : drafts.get(id);
            ContactState before = earlier == null ? stored : earlier.after();
            var checks = new ContactChecks(found.catalog(), change, before);
            Map<HotField, String> hot = checks.hot();
            Map<Integer, List<Object>> fields = checks.fields();
            checks.errors().check();
            if (stored == null) {
                var created = new ContactState(Tsid.next(), 1, now, now, null, hot, fields);
                return Draft.of(null, created, found.catalog()::byId);
            }
            Instant at = now.isBefore(stored.updatedAt()) ? stored.updatedAt() : now;
            var after = new ContactState(stored.id(), stored.version() + 1, stored.createdAt(), at, null, hot, fields);
            return Draft.of(stored, after, found.catalog()::byId);
        }

        void refuse(Draft draft, List<FieldError> errors) {
            HttpStatus status = Clashes.isConflict(errors) ? HttpStatus.CONFLICT : HttpStatus.UNPROCESSABLE_CONTENT;
            long id = draft.after().id();
            drafts.remove(id);
            for (int at = 0; at < contacts.size(); at++) {
                if (Objects.equals(contacts.get(at), id)) {
                    refused.set(at, ContactOutcome.refused(Errors.problem(status, errors)));
                }
            }
        }

        /** What is to be written. */
        List<Draft> drafts() {
            return drafts.values().stream().filter(one -> !one.changesNothing()).toList();
        }

        List<ContactOutcome> outcomes() {
            List<ContactOutcome> outcomes = new ArrayList<>();
            for (int at = 0; at < contacts.size(); at++) {
                ContactOutcome refusal = refused.get(at);
                outcomes.add(refusal == null ? outcome(Objects.requireNonNull(contacts.get(at))) : refusal);
            }
            return outcomes;
        }

        private ContactOutcome outcome(long id) {
            Draft draft = Objects.requireNonNull(drafts.get(id));
            if (draft.changesNothing()) {
                return new ContactOutcome(ContactOutcome.Status.UNCHANGED, draft.before(), null);
            }
            var status = draft.isCreation() ? ContactOutcome.Status.CREATED : ContactOutcome.Status.UPDATED;
            return new ContactOutcome(status, draft.after(), null);
        }
    }
}
