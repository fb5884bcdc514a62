package dev.cohort.kernel.job;

/** This node does not work on the job any more: another has it, or this one is stopping. Nothing is reported. */
final class JobLost extends RuntimeException {

    private static final long serialVersionUID = 1L;

    JobLost() {
        super("the job is another node's now", null, false, false);
    }
}
