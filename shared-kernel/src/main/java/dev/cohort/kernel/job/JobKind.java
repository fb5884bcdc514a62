package dev.cohort.kernel.job;

/** A kind of job: a bean, found by its name. It has no state of its own, because any node may go on with a job. */
public interface JobKind {

    /** Lower-case words with hyphens, for ever: jobs in the database carry it. */
    String name();

    /** The role without which a user is not shown jobs of this kind: they answer 404. */
    String role();

    /**
     * Does the job from {@link JobRun#checkpoint} on. What it throws fails the job: the text of a
     * {@link dev.cohort.kernel.problem.ProblemException} becomes the job's message. A database that is away does not
     * fail it; the job is taken up again at its checkpoint.
     */
    void run(JobRun run) throws Exception;

    /** Whether jobs of this kind can be undone. */
    default boolean canUndo() {
        return false;
    }

    /** Takes back what the job {@code undone} did, in steps of {@code run}, which is a job of its own. */
    default void undo(JobRun run, long undone) throws Exception {
        throw new UnsupportedOperationException(name());
    }
}
