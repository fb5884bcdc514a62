package dev.cohort.kernel.job;

import dev.cohort.kernel.TenantScope;
import dev.cohort.kernel.Tsid;
import dev.cohort.kernel.problem.ProblemException;
import dev.cohort.kernel.problem.Problems;
import dev.cohort.kernel.query.QueryScope;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.context.SmartLifecycle;

/**
 * This node's part in the work: takes jobs that nobody works on, a few at once, and gives signs of life for them.
 * A node that fell silent loses its jobs to the others, or to itself when it starts again; where two believe to have
 * the same job, the lease that each step holds lets only one of them write.
 */
final class JobRunner implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);
    private static final int MOST_ATTEMPTS = 10;
    private static final Duration PATIENCE_AT_STOP = Duration.ofSeconds(10);
    private static final Set<String> PASSING = Set.of("database-unavailable", "overloaded");

    private final long node = Tsid.next();
    private final RunningJob.Storage storage;
    private final JobKinds kinds;
    private final JobProperties properties;
    private final Semaphore free;
    private final Semaphore woken = new Semaphore(0);
    private final Phaser running = new Phaser(1);
    private volatile boolean stopping;
    private volatile boolean silent;
    private @Nullable Thread loop;

    JobRunner(RunningJob.Storage storage, JobKinds kinds, JobProperties properties) {
        this.storage = storage;
        this.kinds = kinds;
        this.properties = properties;
        this.free = new Semaphore(properties.concurrency());
    }

    /** There may be work. Returns at once; the work is done by threads that belong to no request. */
    void wake() {
        woken.release();
    }

    @Override
    public void start() {
        stopping = false;
        loop = Thread.ofVirtual().name("jobs").start(this::lookForWork);
    }

    /** Lets the steps that are under way end, and leaves the jobs to other nodes. */
    @Override
    public void stop() {
        stopping = true;
        loop = null;
        wake();
        int phase = running.arrive();
        try {
            running.awaitAdvanceInterruptibly(phase, PATIENCE_AT_STOP.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException now) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException stillAtWork) {
            LOG.warn("A step of a job was cut off by the stop; it will be done again");
        }
    }

    @Override
    public boolean isRunning() {
        return loop != null;
    }

    /** Dies as a killed process does, for tests: no sign of life, no word to anybody. */
    void fallSilent() {
        silent = true;
        loop = null;
    }

    private void lookForWork() {
        while (!stopping && !silent) {
            try {
                storage.leases().keep(node);
                takeWhatIsThere();
            } catch (RuntimeException databaseIsAway) {
                LOG.debug("No look for jobs was possible", databaseIsAway);
            }
            try {
                if (woken.tryAcquire(properties.lease().toMillis() / 3, TimeUnit.MILLISECONDS)) {
                    woken.drainPermits();
                }
            } catch (InterruptedException ended) {
                return;
            }
        }
    }

    private void takeWhatIsThere() {
        Map<String, JobKind> known = kinds.byName();
        if (known.isEmpty()) {
            return;
        }
        while (!stopping && !silent && free.tryAcquire()) {
            boolean begun = false;
            try {
                Optional<JobLeases.Taken> taken = storage.leases().take(node, known.keySet());
                if (taken.isEmpty()) {
                    return;
                }
                running.register();
                Thread.ofVirtual().name("job-" + Tsid.text(taken.get().job())).start(() -> work(taken.get()));
                begun = true;
            } finally {
                if (!begun) {
                    free.release();
                }
            }
        }
    }

    private void work(JobLeases.Taken taken) {
        try (var ignored = MDC.putCloseable("jobId", Tsid.text(taken.job()))) {
            TenantScope.run(taken.tenant(), () -> workAs(taken));
        } catch (RuntimeException databaseIsAway) {
            LOG.warn("Job {} will be taken up again: {}", Tsid.text(taken.job()), databaseIsAway.toString());
        } finally {
            running.arriveAndDeregister();
            free.release();
            wake();
        }
    }

    private void workAs(JobLeases.Taken taken) {
        JobTable.Job job = storage.table().running(taken.tenant(), taken.job());
        var run = new RunningJob(storage, node, taken, job, () -> stopping);
        QueryScope scope = QueryScope.begin(QueryScope.Kind.JOB, "job " + job.kind());
        try (var ignored = scope.bind()) {
            if (taken.attempts() > MOST_ATTEMPTS) {
                run.finish("failed", "The job was cut off " + MOST_ATTEMPTS + " times without getting any further.");
                return;
            }
            JobKind kind = kinds.named(job.kind());
            try {
                if (job.undoes() == null) {
                    kind.run(run);
                } else {
                    kind.undo(run, job.undoes());
                }
            } finally {
                run.settle();
            }
            run.finish("succeeded", null);
        } catch (JobLost elsewhere) {
            leave(taken, Duration.ZERO);
        } catch (Exception | LinkageError | StackOverflowError | OutOfMemoryError failure) {
            failed(run, taken, failure);
        } finally {
            scope.end();
        }
    }

    private void failed(RunningJob run, JobLeases.Taken taken, Throwable failure) {
        ProblemException problem = Problems.known(failure).orElse(null);
        if (problem != null && PASSING.contains(problem.code())) {
            leave(taken, properties.lease());
            return;
        }
        if (problem == null) {
            LOG.error("Job {} failed", Tsid.text(taken.job()), failure);
        }
        run.finish(
                "failed",
                problem == null
                        ? "Cohort failed to do this. The log has the details under this job's id."
                        : problem.getMessage());
    }

    private void leave(JobLeases.Taken taken, Duration pause) {
        if (!silent) {
            storage.leases().giveBack(node, taken, pause);
        }
    }
}
