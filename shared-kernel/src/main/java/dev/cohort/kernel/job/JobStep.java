package dev.cohort.kernel.job;

import org.jspecify.annotations.Nullable;

/** What a step reports. The counts add up over the steps of a job. */
public interface JobStep {

    /**
     * All that this step will do is settled, ids and times are drawn and locks are held; only the writing is left. From
     * here on the next step that {@linkplain JobRun#overlap may overlap} goes on. Without this call it does so when
     * the work ends.
     */
    void decided();

    /** Rows dealt with, whatever became of them. */
    void processed(long rows);

    void created(long rows);

    void updated(long rows);

    void unchanged(long rows);

    void skipped(long rows);

    void failed(long rows);

    /**
     * A row that was refused, as {@code GET …/errors} lists it. Does not count it as failed.
     *
     * @param row 1-based number of the data row; null if it concerns no single row
     * @param value cut to 1,000 characters
     */
    void error(@Nullable Long row, @Nullable String column, @Nullable String value, String code, String message);

    /**
     * What became of a row, or would become of it, as {@code GET …/outcomes} lists it. Counts nothing.
     *
     * @param outcome a word: created, updated, unchanged, skipped, failed
     */
    void outcome(long row, String outcome);
}
