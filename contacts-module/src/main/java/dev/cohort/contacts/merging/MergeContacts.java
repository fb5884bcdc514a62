package dev.cohort.contacts.merging;

import dev.cohort.contacts.contact.ContactChange;
import dev.cohort.contacts.contact.ContactLife;
import dev.cohort.contacts.contact.ContactOutcome;
import dev.cohort.contacts.contact.ContactRemovals;
import dev.cohort.contacts.contact.ContactReversal;
import dev.cohort.contacts.contact.ContactRows;
import dev.cohort.contacts.contact.ContactState;
import dev.cohort.contacts.contact.ContactVersion;
import dev.cohort.contacts.contact.ContactWriter;
import dev.cohort.kernel.Caller;
import dev.cohort.kernel.Tsid;
import dev.cohort.kernel.problem.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes one contact of two, and two of one again. Each in one transaction. */
@Component
class MergeContacts {

    private final ContactRows rows;
    private final ContactWriter writer;
    private final ContactRemovals removals;
    private final ContactReversal reversal;
    private final MergeRows merges;
    private final TransactionTemplate transaction;
    private final Clock clock;

    MergeContacts(
            ContactRows rows,
            ContactWriter writer,
            ContactRemovals removals,
            ContactReversal reversal,
            MergeRows merges,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.rows = rows;
        this.writer = writer;
        this.removals = removals;
        this.reversal = reversal;
        this.merges = merges;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** @param id of the merge; null if it was only tried */
    record Merged(@Nullable Long id, ContactState contact) {}

    /** What an undo left: both contacts; {@code keep} is null if it is gone meanwhile. */
    record Separated(@Nullable ContactState keep, ContactState merge) {}

    /**
     * Deletes the merged contact, so that its unique values are free, and lays its values over the kept one. A dry run
     * does the same and takes it back. At most eleven statements.
     *
     * @throws ProblemException 404 if one of the two is not there; 400 for unknown selectors; 409 and 422 as any change
     *     of the kept contact
     */
    Merged merge(Caller caller, MergeRequest request) {
        return Objects.requireNonNull(transaction.execute(status -> {
            if (request.dryRun()) {
                status.setRollbackOnly();
            }
            writer.lock(caller.tenant(), request.keep(), request.merge());
            ContactRows.Found found = rows.byId(caller.tenant(), request.keep(), request.merge());
            ContactChange change = MergedValues.change(
                    there(found, request.keep()), there(found, request.merge()), request, found.catalog());
            ContactVersion gone = removals.delete(caller, request.merge()).getFirst();
            ContactOutcome kept = writer.apply(caller, List.of(change)).getFirst();
            ContactState contact = kept.orThrow();
            if (request.dryRun()) {
                return new Merged(null, contact);
            }
            long id = Tsid.next();
            boolean changed = kept.status() == ContactOutcome.Status.UPDATED;
            Long version = changed ? (Long) contact.version() : null;
            merges.add(
                    caller,
                    id,
                    new MergeRows.Merge(
                            contact.id(), version, gone.contactId(), gone.version(), clock.instant(), false));
            return new Merged(id, contact);
        }));
    }

    private static ContactState there(ContactRows.Found found, long id) {
        ContactState contact = found.contacts().get(id);
        if (contact == null || contact.isDeleted()) {
            throw ProblemException.notFound("contact");
        }
        return contact;
    }

    /**
     * Gives the kept contact the values back that it had, where they are still those of the merge, and restores the
     * merged one. At most sixteen statements.
     *
     * @throws ProblemException 404 for unknown merges; 409 if it is undone already, more than 30 days old, the merged
     *     contact has been restored or erased, or others have taken its unique values
     */
    Separated undo(Caller caller, long id) {
        return Objects.requireNonNull(transaction.execute(status -> {
            MergeRows.Merge merge =
                    merges.find(caller.tenant(), id).orElseThrow(() -> ProblemException.notFound("merge"));
            Instant now = clock.instant();
            if (merge.isUndone()) {
                throw conflict("This merge has been undone already.");
            }
            if (merge.at().isBefore(now.minus(ContactLife.RESTORABLE))) {
                throw conflict("A merge can be undone for 30 days.");
            }
            writer.lock(caller.tenant(), merge.kept(), merge.merged());
            ContactState kept = kept(caller, merge);
            ContactOutcome back = removals.restore(
                            caller, List.of(new ContactVersion(merge.merged(), merge.mergedVersion())))
                    .getFirst();
            boolean isGone = back.problem() != null && back.problem().status() == HttpStatus.NOT_FOUND;
            if (isGone || back.status() == ContactOutcome.Status.UNCHANGED) {
                throw conflict("The merged contact has been restored or erased since.");
            }
            merges.undone(caller.tenant(), id, now);
            return new Separated(kept, back.orThrow());
        }));
    }

    private @Nullable ContactState kept(Caller caller, MergeRows.Merge merge) {
        Long version = merge.keptVersion();
        if (version == null) {
            ContactState contact =
                    rows.byId(caller.tenant(), merge.kept()).contacts().get(merge.kept());
            return contact == null || contact.isDeleted() ? null : contact;
        }
        ContactOutcome outcome = reversal.revert(caller, List.of(new ContactVersion(merge.kept(), version)))
                .getFirst();
        boolean isGone = outcome.problem() != null && outcome.problem().status() == HttpStatus.NOT_FOUND;
        return isGone ? null : outcome.orThrow();
    }

    private static ProblemException conflict(String reason) {
        return new ProblemException(HttpStatus.CONFLICT, "not-undoable", reason);
    }
}
