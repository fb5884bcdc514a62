package dev.cohort.kernel.job;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what one attempt at a step reports. */
final class StepReport implements JobStep {

    private static final int LONGEST_VALUE = 1_000;

    private final Runnable onDecision;
    private final List<JobErrors.Reported> errors = new ArrayList<>();
    private final List<Long> outcomeRows = new ArrayList<>();
    private final List<String> outcomes = new ArrayList<>();
    private long processed;
    private long created;
    private long updated;
    private long unchanged;
    private long skipped;
    private long failed;

    StepReport(Runnable onDecision) {
        this.onDecision = onDecision;
    }

    @Override
    public void decided() {
        onDecision.run();
    }

    @Override
    public void processed(long rows) {
        processed += rows;
    }

    @Override
    public void created(long rows) {
        created += rows;
    }

    @Override
    public void updated(long rows) {
        updated += rows;
    }

    @Override
    public void unchanged(long rows) {
        unchanged += rows;
    }

    @Override
    public void skipped(long rows) {
        skipped += rows;
    }

    @Override
    public void failed(long rows) {
        failed += rows;
    }

    @Override
    public void error(
            @Nullable Long row, @Nullable String column, @Nullable String value, String code, String message) {
        errors.add(new JobErrors.Reported(row, storable(column), storable(value), code, storableText(message)));
    }

    @Override
    public void outcome(long row, String outcome) {
        outcomeRows.add(row);
        outcomes.add(outcome);
    }

    List<Long> outcomeRows() {
        return outcomeRows;
    }

    List<String> outcomes() {
        return outcomes;
    }

    JobCounts counts() {
        return new JobCounts(processed, created, updated, unchanged, skipped, failed);
    }

    List<JobErrors.Reported> errors() {
        return errors;
    }

    private static @Nullable String storable(@Nullable String text) {
        return text == null ? null : storableText(text);
    }

    /** PostgreSQL has no NUL in texts and no half of a surrogate pair: a refused value may hold either. */
    private static String storableText(String text) {
        int end = text.length();
        if (end > LONGEST_VALUE) {
            end = Character.isHighSurrogate(text.charAt(LONGEST_VALUE - 1)) ? LONGEST_VALUE - 1 : LONGEST_VALUE;
        }
        StringBuilder kept = new StringBuilder(end);
        text.substring(0, end)
                .codePoints()
                .map(sign -> sign == 0 || (sign >= 0xD800 && sign <= 0xDFFF) ? 0xFFFD : sign)
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }
}
