package dev.cohort.contacts.bulk;

import dev.cohort.contacts.contact.ContactChange;
import dev.cohort.contacts.contact.ContactLife;
import dev.cohort.contacts.contact.ContactOutcome;
import dev.cohort.contacts.contact.ContactRemovals;
import dev.cohort.contacts.contact.ContactReversal;
import dev.cohort.contacts.contact.ContactState;
import dev.cohort.contacts.contact.ContactVersion;
import dev.cohort.contacts.contact.ContactWriter;
import dev.cohort.contacts.contact.RecordedChanges;
import dev.cohort.contacts.search.ContactQuery;
import dev.cohort.contacts.search.ContactStream;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.Tsid;
import dev.cohort.kernel.job.JobKind;
import dev.cohort.kernel.job.JobRun;
import dev.cohort.kernel.job.JobStep;
import dev.cohort.kernel.problem.ProblemException.FieldError;
import dev.cohort.kernel.query.QueryBudget;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Changes or deletes all that a filter finds, newest first, in steps of 500. A contact that comes to match only while
 * the job runs may be missed, none is changed twice. The steps record the versions that they write; the undo takes
 * back exactly these.
 */
@Component
class BulkJob implements JobKind {

    static final String NAME = "contact-bulk";

    private static final int STEP = 500;
    private static final JsonMapper JSON = new JsonMapper();

    private final ContactStream stream;
    private final BulkPatch patches;
    private final Writes writes;
    private final Clock clock;

    BulkJob(ContactStream stream, BulkPatch patches, Writes writes, Clock clock) {
        this.stream = stream;
        this.patches = patches;
        this.writes = writes;
        this.clock = clock;
    }

    /** Who writes contacts, and who remembers it. */
    @Component
    record Writes(ContactWriter writer, ContactRemovals removals, ContactReversal reversal, RecordedChanges recorded) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String role() {
        return "CONTACTS";
    }

    @Override
    @QueryBudget(statements = 10, per = QueryBudget.Per.TRANSACTION)
    public void run(JobRun run) {
        BulkRequest request = JSON.readValue(run.input(), BulkRequest.class);
        TenantId tenant = run.caller().tenant();
        ContactQuery query = request.query();
        ContactChange change = request.patch() == null ? null : patches.read(tenant, request.patch());
        if (run.checkpoint() == null) {
            run.total(run.read(() -> stream.count(tenant, query)));
        }
        List<Long> ids;
        do {
            Long after = run.checkpoint() == null ? null : Long.valueOf(run.checkpoint());
            ids = run.read(() -> stream.nextIds(tenant, query, after));
            if (!ids.isEmpty()) {
                step(run, change, ids, after == null);
            }
        } while (ids.size() == STEP);
    }

    private void step(JobRun run, @Nullable ContactChange change, List<Long> ids, boolean first) {
        run.step(String.valueOf(ids.getLast()), step -> {
            TenantId tenant = run.caller().tenant();
            if (first) {
                writes.recorded()
                        .forgetBefore(
                                tenant,
                                clock.instant().minus(ContactLife.RESTORABLE).minus(Duration.ofDays(1)));
            }
            List<ContactVersion> written = change == null ? deleted(run, step, ids) : patched(run, step, change, ids);
            writes.recorded().add(tenant, run.id(), written);
        });
    }

    private List<ContactVersion> deleted(JobRun run, JobStep step, List<Long> ids) {
        List<ContactVersion> gone = writes.removals()
                .delete(run.caller(), ids.stream().mapToLong(Long::longValue).toArray());
        step.processed(ids.size());
        step.updated(gone.size());
        step.skipped(ids.size() - gone.size());
        return gone;
    }

    private List<ContactVersion> patched(JobRun run, JobStep step, ContactChange change, List<Long> ids) {
        List<ContactChange> changes = ids.stream()
                .map(id -> ContactChange.update(id, change.hot(), change.fields()))
                .toList();
        return report(step, ids, writes.writer().apply(run.caller(), changes));
    }

    @Override
    public boolean canUndo() {
        return true;
    }

    @Override
    @QueryBudget(statements = 12, per = QueryBudget.Per.TRANSACTION)
    public void undo(JobRun run, long undone) {
        BulkRequest request = JSON.readValue(run.input(), BulkRequest.class);
        TenantId tenant = run.caller().tenant();
        if (run.checkpoint() == null) {
            run.total(writes.recorded().count(tenant, undone));
        }
        List<ContactVersion> written;
        do {
            long after = run.checkpoint() == null ? 0 : Long.parseLong(run.checkpoint());
            written = writes.recorded().after(tenant, undone, after, STEP);
            if (!written.isEmpty()) {
                takeBack(run, request, written);
            }
        } while (written.size() == STEP);
    }

    private void takeBack(JobRun run, BulkRequest request, List<ContactVersion> written) {
        List<Long> ids = written.stream().map(ContactVersion::contactId).toList();
        run.step(String.valueOf(ids.getLast()), step -> {
            List<ContactOutcome> outcomes = request.patch() == null
                    ? writes.removals().restore(run.caller(), written)
                    : writes.reversal().revert(run.caller(), written);
            report(step, ids, outcomes);
        });
    }

    /** Counts; contacts that are gone meanwhile are skipped. Returns the versions that were written. */
    private static List<ContactVersion> report(JobStep step, List<Long> ids, List<ContactOutcome> outcomes) {
        List<ContactVersion> written = new ArrayList<>();
        step.processed(ids.size());
        for (int at = 0; at < outcomes.size(); at++) {
            ContactOutcome outcome = outcomes.get(at);
            ContactState contact = outcome.contact();
            if (contact == null) {
                refused(step, ids.get(at), outcome);
            } else if (outcome.status() == ContactOutcome.Status.UNCHANGED) {
                step.unchanged(1);
            } else {
                step.updated(1);
                written.add(new ContactVersion(contact.id(), contact.version()));
            }
        }
        return written;
    }

    private static void refused(JobStep step, long id, ContactOutcome outcome) {
        if (outcome.problem() != null && outcome.problem().status() == HttpStatus.NOT_FOUND) {
            step.skipped(1);
            return;
        }
        step.failed(1);
        for (FieldError error : outcome.errors()) {
            String selector = error.pointer().replaceFirst("^/", "").replace('/', '.');
            step.error(null, selector, Tsid.text(id), error.code(), error.message());
        }
    }
}
