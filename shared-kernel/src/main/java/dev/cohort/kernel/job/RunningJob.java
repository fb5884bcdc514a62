package dev.cohort.kernel.job;

import dev.cohort.kernel.Caller;
import dev.cohort.kernel.TenantId;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.transaction.support.TransactionTemplate;

/** One run of a job on this node. */
final class RunningJob implements JobRun {

    private static final int TRIES = 4;

    private final Storage storage;
    private final long node;
    private final JobLeases.Taken taken;
    private final Caller caller;
    private final String input;
    private final BooleanSupplier stopping;
    private @Nullable String checkpoint;

    /** What a run reads and writes. */
    record Storage(
            JobTable table,
            JobUploads uploads,
            JobErrors errors,
            JobOutcomes outcomes,
            JobLeases leases,
            TransactionTemplate writing,
            TransactionTemplate reading) {}

    RunningJob(Storage storage, long node, JobLeases.Taken taken, JobTable.Job job, BooleanSupplier stopping) {
        this.storage = storage;
        this.node = node;
        this.taken = taken;
        this.caller = new Caller(taken.tenant(), job.createdBy());
        this.input = job.input();
        this.checkpoint = job.checkpoint();
        this.stopping = stopping;
    }

    @Override
    public long id() {
        return taken.job();
    }

    @Override
    public Caller caller() {
        return caller;
    }

    @Override
    public String input() {
        return input;
    }

    @Override
    public InputStream upload() {
        return storage.uploads().open(tenant(), id());
    }

    @Override
    public @Nullable String checkpoint() {
        return checkpoint;
    }

    @Override
    public void total(long rows) {
        storage.table().total(tenant(), id(), rows);
    }

    @Override
    public void step(String checkpointAfter, Work work) {
        for (int attempt = 1; ; attempt++) {
            if (stopping.getAsBoolean()) {
                throw new JobLost();
            }
            try {
                storage.writing().executeWithoutResult(status -> stepIn(checkpointAfter, work));
                checkpoint = checkpointAfter;
                return;
            } catch (PessimisticLockingFailureException | DuplicateKeyException inTheWay) {
                if (attempt == TRIES) {
                    throw inTheWay;
                }
                LockSupport.parkNanos(
                        Duration.ofMillis(ThreadLocalRandom.current().nextLong(20L << attempt))
                                .toNanos());
            }
        }
    }

    private void stepIn(String checkpointAfter, Work work) {
        if (!storage.leases().hold(node, taken)) {
            throw new JobLost();
        }
        var report = new StepReport();
        work.doIn(report);
        if (!report.errors().isEmpty()) {
            storage.errors().add(tenant(), id(), report.errors());
        }
        if (!report.outcomes().isEmpty()) {
            storage.outcomes().add(tenant(), id(), report.outcomeRows(), report.outcomes());
        }
        storage.table().progress(tenant(), id(), checkpointAfter, report.counts());
    }

    @Override
    @SuppressWarnings("NullAway") // A query without a result is the caller's business.
    public <T> T read(Supplier<T> query) {
        return storage.reading().execute(status -> {
            storage.leases().allowTime();
            return query.get();
        });
    }

    /** Ends the job for good, unless another node has it. */
    void finish(String status, @Nullable String message) {
        storage.writing().executeWithoutResult(transaction -> {
            if (storage.leases().end(node, taken)) {
                storage.table().finish(tenant(), id(), status, message);
            }
        });
    }

    private TenantId tenant() {
        return taken.tenant();
    }
}
