package dev.cohort.sleep.importing;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.job.JobKind;
import dev.cohort.kernel.job.JobRun;
import dev.cohort.kernel.job.JobStep;
import dev.cohort.kernel.query.QueryBudget;
import dev.cohort.sleep.importing.FileFormat.Reading;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.stereotype.Component;

/**
 * Imports a file in two passes: the first reads it to its end and counts, so that a damaged file is refused before
 * anything of it is stored; the second stores it batch by batch. The checkpoint is the number of records stored.
 */
@Component
class SleepImportJob implements JobKind {

    static final String NAME = "sleep-import";

    private final StoreBatch storing;

    SleepImportJob(StoreBatch storing) {
        this.storing = storing;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String role() {
        return "SLEEP_READER";
    }

    /** A step stores sessions, stages and daily values in a constant number of statements, and each series in six. */
    @Override
    @QueryBudget(statements = 36, per = QueryBudget.Per.TRANSACTION)
    public void run(JobRun run) throws IOException {
        ImportInput input = ImportInput.parse(run.input());
        var reading = new Reading(input.zone(), input.now());
        FileFormat format = input.format().file();
        if (run.checkpoint() == null) {
            var counting = new CountingSink();
            try (InputStream file = upload(run)) {
                format.read(file, reading, counting);
            }
            run.total(counting.records());
        }
        String checkpoint = run.checkpoint();
        var sink = new StoringSink(
                checkpoint == null ? 0 : Long.parseLong(checkpoint),
                (batch, records) -> run.step(Long.toString(records), step -> store(run, input.person(), batch, step)));
        try (InputStream file = upload(run)) {
            format.read(file, reading, sink);
        }
        sink.finish();
    }

    private static InputStream upload(JobRun run) {
        return new BufferedInputStream(run.upload(), 1 << 16);
    }

    private void store(JobRun run, PersonId person, Batch batch, JobStep step) {
        BatchOutcome outcome = storing.store(run.caller().tenant(), person, batch);
        step.processed(outcome.records());
        step.created(outcome.created());
        step.updated(outcome.updated());
        step.unchanged(outcome.unchanged());
        step.skipped(outcome.skipped());
        step.failed(outcome.failed());
        for (Batch.Placed<Rejection> rejected : outcome.rejections()) {
            Rejection rejection = rejected.what();
            step.error(
                    rejected.place().row(),
                    rejection.field(),
                    rejection.value(),
                    rejection.code(),
                    "Line " + rejected.place().line() + ": " + rejection.reason());
        }
    }
}
