package dev.cohort.kernel.job;

import dev.cohort.kernel.Caller;
import dev.cohort.kernel.Tsid;
import dev.cohort.kernel.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Starts jobs. */
public final class Jobs {

    private static final int MOST_WAITING = 100;
    private static final String UNDONE = "This job has been undone already.";

    private final JobTable table;
    private final JobUploads uploads;
    private final JobKinds kinds;
    private final JobRunner runner;
    private final TransactionTemplate transaction;

    Jobs(JobTable table, JobUploads uploads, JobKinds kinds, JobRunner runner, TransactionTemplate transaction) {
        this.table = table;
        this.uploads = uploads;
        this.kinds = kinds;
        this.runner = runner;
        this.transaction = transaction;
    }

    /**
     * Stores a job with all that it needs, in the current transaction or one of its own, and starts it after the
     * commit. Statements: three, and one for each MiB of the upload.
     *
     * @param kind the name of a {@link JobKind}
     * @param input what the kind reads back, in a form of its own
     * @param upload read to its end and not closed; may be larger than memory
     * @return the job's id; {@link #path} is where it is seen
     * @throws ProblemException 503 if 100 jobs of the tenant are waiting already
     */
    public long start(Caller caller, String kind, String input, @Nullable InputStream upload) {
        return start(caller, kinds.named(kind), input, upload, null);
    }

    /** Where a job is seen, for the Location header. */
    public static String path(long job) {
        return "/api/v1/jobs/" + Tsid.text(job);
    }

    /** Starts the undoing of {@code job}; 409 if it cannot be undone, naming the reason. */
    long undo(Caller caller, JobTable.Job job) {
        String reason = whyNotUndo(job);
        if (reason != null) {
            throw new ProblemException(HttpStatus.CONFLICT, "not-undoable", reason);
        }
        try {
            return start(caller, kinds.named(job.kind()), job.input(), null, job.id());
        } catch (DuplicateKeyException undoneBefore) {
            throw new ProblemException(HttpStatus.CONFLICT, "not-undoable", UNDONE);
        }
    }

    /** Why a job cannot be undone; null if it can. */
    @Nullable
    String whyNotUndo(JobTable.Job job) {
        if (!kinds.named(job.kind()).canUndo() || job.undoes() != null) {
            return "A job of this kind cannot be undone.";
        }
        if (job.finishedAt() == null) {
            return "The job is still at work; undo it when it has finished.";
        }
        if (job.isUndone()) {
            return UNDONE;
        }
        return job.isOld() ? "A job can be undone for 30 days after it finished." : null;
    }

    private long start(Caller caller, JobKind kind, String input, @Nullable InputStream upload, @Nullable Long undoes) {
        long id = Tsid.next();
        transaction.executeWithoutResult(status -> {
            if (table.unfinished(caller.tenant()) >= MOST_WAITING) {
                throw new ProblemException(
                                HttpStatus.SERVICE_UNAVAILABLE,
                                "too-many-jobs",
                                MOST_WAITING + " jobs are waiting already; start this one when some are done.")
                        .header(HttpHeaders.RETRY_AFTER, "30");
            }
            table.add(caller, id, kind.name(), input, undoes);
            if (upload != null) {
                try {
                    uploads.store(caller.tenant(), id, upload);
                } catch (IOException unreadable) {
                    throw new UncheckedIOException(unreadable);
                }
            }
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    runner.wake();
                }
            });
        });
        return id;
    }
}
