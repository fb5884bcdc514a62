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

    /**
     * A step whose work may go on while that of the step before is still being written, on a connection and a thread of
     * its own: it begins when the step before has {@linkplain JobStep#decided decided} and commits after it, so the
     * checkpoint never has a gap. At most two are under way. For work whose outcome does not depend on whether the step
     * before is committed; what may depend on it is a {@link #step}, which waits for all before it.
     *
     * <p>Returns once it is under way. What it throws comes from the next call, or ends the run. Work that was ahead of
     * its turn is undone and done again in its turn, as {@link #step} does, if it failed, if the step before had to
     * begin again, or if its turn did not come within a second: the step before may be waiting for one of its locks.
     */
    void overlap(String checkpointAfter, Work work);

    /**
     * Waits for the steps that are under way; what one of them throws comes from here. Called last by a kind whose
     * steps overlap, so that what they send is counted as its own; a run that ends without it waits all the same.
     */
    void settle();

    /** One read-only transaction whose statements may take 60 s: for reads that are too slow for a page. */
    <T> T read(Supplier<T> query);

    /** The work of a step. */
    @FunctionalInterface
    interface Work {
        void doIn(JobStep step);
    }
}
