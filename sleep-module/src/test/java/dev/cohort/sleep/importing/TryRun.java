package dev.cohort.sleep.importing;

import dev.cohort.kernel.Caller;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.job.JobRun;
import dev.cohort.kernel.job.JobStep;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/** A run of an import that can be killed between two steps and gone on with. */
final class TryRun implements JobRun {

    static final Caller CALLER = new Caller(new TenantId(1), "tester");

    private final TransactionTemplate transactions;
    private final String input;
    private final Supplier<InputStream> upload;
    private final Counts committed = new Counts();
    private final List<String> errors = new ArrayList<>();
    private @Nullable String checkpoint;
    private long total;
    private int stepsLeft = Integer.MAX_VALUE;

    TryRun(TransactionTemplate transactions, ImportInput input, Supplier<InputStream> upload) {
        this.transactions = transactions;
        this.input = input.text();
        this.upload = upload;
    }

    TryRun(TransactionTemplate transactions, ImportInput input, byte[] upload) {
        this(transactions, input, () -> new ByteArrayInputStream(upload));
    }

    /** Thrown where the process would have died. */
    static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** What steps reported. */
    static final class Counts implements JobStep {
        long processed;
        long created;
        long updated;
        long unchanged;
        long skipped;
        long failed;
        final List<String> errors = new ArrayList<>();

        @Override
        public void decided() {
            // One step at a time: nobody waits for it.
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
        public void outcome(long row, String outcome) {
            // What became of single rows does not matter here.
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
            errors.add(row + "," + column + "," + value + "," + code + "," + message);
        }

        private void add(Counts step) {
            processed += step.processed;
            created += step.created;
            updated += step.updated;
            unchanged += step.unchanged;
            skipped += step.skipped;
            failed += step.failed;
        }
    }

    Counts counts() {
        return committed;
    }

    List<String> errors() {
        return errors;
    }

    long total() {
        return total;
    }

    /** Dies instead of committing the step after that many. */
    TryRun dyingAfter(int steps) {
        stepsLeft = steps;
        return this;
    }

    @Override
    public long id() {
        return 1;
    }

    @Override
    public Caller caller() {
        return CALLER;
    }

    @Override
    public String input() {
        return input;
    }

    @Override
    public InputStream upload() {
        return upload.get();
    }

    @Override
    public @Nullable String checkpoint() {
        return checkpoint;
    }

    @Override
    public void total(long rows) {
        total = rows;
    }

    @Override
    public void overlap(String checkpointAfter, Work work) {
        step(checkpointAfter, work);
    }

    @Override
    public void settle() {
        // No step is under way between two calls.
    }

    @Override
    public void step(String checkpointAfter, Work work) {
        var step = new Counts();
        transactions.executeWithoutResult(status -> {
            work.doIn(step);
            if (stepsLeft-- == 0) {
                throw new Killed();
            }
        });
        committed.add(step);
        errors.addAll(step.errors);
        checkpoint = checkpointAfter;
    }

    @Override
    public <T> T read(Supplier<T> query) {
        return query.get();
    }
}
