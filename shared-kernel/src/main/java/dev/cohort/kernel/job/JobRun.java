package dev.cohort.kernel.job;

import dev.cohort.kernel.Caller;
import java.io.InputStream;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A job at work, seen from its {@link JobKind}. Its thread carries the tenant's scope. One thread uses it.
 * Any method ends the run with an exception that a kind lets pass, if another node has taken the job.
 */
public interface JobRun {

    long id();

    /** Who started it. */
    Caller caller();

    /** What {@link Jobs#start} was given. */
    String input();

    /**
     * The upload from its start; empty if there was none. Read in pieces of 1 MiB, one statement each, so memory is
     * bounded; each call opens it anew.
     */
    InputStream upload();

    /** What the last step that was committed left; null if there was none. Steps of this run move it on. */
    @Nullable
    String checkpoint();

    /** How much there is to process, once that is known. One statement. */
    void total(long rows);

    /**
     * One transaction: what {@code work} writes, its counts and errors, and the checkpoint. Either all of it is there
     * after a crash or nothing. Statements inside may take 60 s. After a deadlock, or if somebody
     * took a unique value meanwhile, the transaction is done again, at most three times, so {@code work} changes
     * nothing but the database.
     *
     * <p>Statements besides those of {@code work}: one before, one after, one more for errors and one for
     * outcomes.
     *
     * @param checkpointAfter from where to go on once this step is done
     */
    void step(String checkpointAfter, Work work);

    /** One read-only transaction whose statements may take 60 s: for reads that are too slow for a page. */
    <T> T read(Supplier<T> query);

    /** The work of a step. */
    @FunctionalInterface
    interface Work {
        void doIn(JobStep step);
    }
}
