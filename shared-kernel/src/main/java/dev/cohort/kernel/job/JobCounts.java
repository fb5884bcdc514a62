package dev.cohort.kernel.job;

/** What became of a job's rows, as far as it is. */
record JobCounts(long processed, long created, long updated, long unchanged, long skipped, long failed) {}
