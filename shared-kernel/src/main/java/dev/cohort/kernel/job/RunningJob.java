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
    private final OrderedSteps steps;
    private volatile @Nullable String checkpoint;

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
        this.steps = new OrderedSteps(taken.tenant());
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
        steps.settle();
        inTurn(checkpointAfter, work, () -> {}, () -> {});
    }

    @Override
    public void overlap(String checkpointAfter, Work work) {
        steps.begin(new OrderedSteps.Attempts() {
            @Override
            public void ahead(Runnable onDecision, Runnable turn) {
                unlessStopping();
                transaction(checkpointAfter, work, onDecision, turn);
            }

            @Override
            public void inTurn(Runnable onDecision, Runnable onFailure) {
                RunningJob.this.inTurn(checkpointAfter, work, onDecision, onFailure);
            }
        });
    }

    @Override
    public void settle() {
        steps.settle();
    }

    private void inTurn(String checkpointAfter, Work work, Runnable onDecision, Runnable onFailure) {
        for (int attempt = 1; ; attempt++) {
            unlessStopping();
            try {
                transaction(checkpointAfter, work, onDecision, () -> {});
                return;
            } catch (PessimisticLockingFailureException | DuplicateKeyException inTheWay) {
                onFailure.run();
                if (attempt == TRIES) {
                    throw inTheWay;
                }
                LockSupport.parkNanos(
                        Duration.ofMillis(ThreadLocalRandom.current().nextLong(20L << attempt))
                                .toNanos());
            }
        }
    }

    private void unlessStopping() {
        if (stopping.getAsBoolean()) {
            throw new JobLost();
        }
    }

    private void transaction(String checkpointAfter, Work work, Runnable onDecision, Runnable turn) {
        storage.writing().executeWithoutResult(status -> stepIn(checkpointAfter, work, onDecision, turn));
        checkpoint = checkpointAfter;
    }

    private void stepIn(String checkpointAfter, Work work, Runnable onDecision, Runnable turn) {
        if (!storage.leases().hold(node, taken)) {
            throw new JobLost();
        }
        var report = new StepReport(onDecision);
        work.doIn(report);
        turn.run();
        if (!report.errors().isEmpty()) {
            storage.errors().add(tenant(), id(), report.errors());
        }
        if (!report.outcomes().isEmpty()) {
            storage.outcomes().add(tenant(), id(), report.outcomeRows(), report.outcomes());
        }
        if (!storage.table().progress(node, taken, checkpointAfter, report.counts())) {
            throw new JobLost();
        }
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
