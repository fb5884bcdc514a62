package dev.cohort.contacts.importing;

import dev.cohort.contacts.attribute.AttributeCatalog;
import dev.cohort.contacts.attribute.AttributeCatalogs;
import dev.cohort.contacts.attribute.FieldDefinitions;
import dev.cohort.contacts.attribute.ValueKey;
import dev.cohort.contacts.importing.RowRequest.Refusal;
import dev.cohort.kernel.Caller;
import dev.cohort.kernel.job.JobKind;
import dev.cohort.kernel.job.JobRun;
import dev.cohort.kernel.job.JobStep;
import dev.cohort.kernel.query.QueryBudget;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Imports a file. It is read once to its end before anything is written; then fields are created if that was asked,
 * and rows are written in steps of 1,000, two at a time where they do not meet. A dry run does the same, one at a time,
 * and rolls each step back.
 */
@Component
class ImportJob implements JobKind {

    static final String NAME = "contact-import";

    private static final JsonMapper JSON = new JsonMapper();

    private final AttributeCatalogs catalogs;
    private final FieldDefinitions definitions;
    private final RowWriter writer;
    private final JdbcClient jdbc;

    ImportJob(AttributeCatalogs catalogs, FieldDefinitions definitions, RowWriter writer, JdbcClient jdbc) {
        this.catalogs = catalogs;
        this.definitions = definitions;
        this.writer = writer;
        this.jdbc = jdbc;
    }

    static String input(ImportRequest request) {
        return JSON.writeValueAsString(request);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String role() {
        return "CONTACTS";
    }

    /** A step with distinct keys sends 14 statements; a key that comes again in it begins another round of eight. */
    @Override
    @QueryBudget(statements = 100, per = QueryBudget.Per.TRANSACTION)
    public void run(JobRun run) throws IOException {
        ImportRequest request = JSON.readValue(run.input(), ImportRequest.class);
        ImportCheckpoint reached =
                run.checkpoint() == null ? prepare(run, request) : ImportCheckpoint.read(run.checkpoint());
        Map<String, @Nullable String> mapping = new HashMap<>(request.mapping());
        mapping.putAll(reached.created());
        AttributeCatalog catalog = catalogs.reload(run.caller().tenant());
        var columns = new Columns(catalog, mapping, request.dryRun() && request.createFields());
        Target key = columns.key(request.key());
        var sideBySide = new SideBySide(key, catalog);
        var reader = new RowReader(columns, key, request.clearEmpty());
        Set<ValueKey> created = new HashSet<>();
        try (RowSource source = request.format().open(run.upload());
                var batches = new RowBatches(run.caller().tenant(), source, reader, reached.row())) {
            for (List<RowRequest> batch = batches.next(); !batch.isEmpty(); batch = batches.next()) {
                String after = reached.at(batch.getLast().number()).text();
                if (request.dryRun()) {
                    run.step(after, dryStep(run.caller(), key, batch, created));
                } else if (sideBySide.allows(batch)) {
                    run.overlap(after, step(run.caller(), key, batch));
                } else {
                    run.step(after, step(run.caller(), key, batch));
                }
            }
            run.settle();
        }
    }

    /** Surveys the file, and creates the fields that it needs. */
    private ImportCheckpoint prepare(JobRun run, ImportRequest request) throws IOException {
        var columns = new Columns(catalogs.reload(run.caller().tenant()), request.mapping(), request.createFields());
        columns.key(request.key());
        FileSurvey survey;
        try (RowSource source = request.format().open(run.upload())) {
            survey = FileSurvey.of(source, columns);
        }
        run.total(survey.rows());
        if (request.dryRun() || survey.newFields().isEmpty()) {
            return new ImportCheckpoint(0, Map.of());
        }
        var created = new ImportCheckpoint(0, survey.selectors());
        run.step(
                created.text(),
                step -> definitions.define(run.caller(), survey.definitions(), FieldDefinitions.Existing.KEEP, false));
        return created;
    }

    private JobRun.Work step(Caller caller, Target key, List<RowRequest> batch) {
        return step -> writer.write(caller, key, batch, step::decided).forEach(outcome -> report(step, outcome));
    }

    /** {@code created}: the keys that the steps of a dry run would have created so far. */
    private JobRun.Work dryStep(Caller caller, Target key, List<RowRequest> batch, Set<ValueKey> created) {
        return step -> {
            for (RowOutcome outcome : tried(caller, key, batch, created)) {
                report(step, outcome);
                step.outcome(outcome.row(), outcome.status().word());
            }
        };
    }

    /** What writing would bring: it is done and rolled back, while the step's own report stays. */
    private List<RowOutcome> tried(Caller caller, Target key, List<RowRequest> batch, Set<ValueKey> created) {
        jdbc.sql("SAVEPOINT dry_run").update();
        List<RowOutcome> outcomes = writer.write(caller, key, batch);
        jdbc.sql("ROLLBACK TO SAVEPOINT dry_run").update();
        for (int at = 0; at < outcomes.size(); at++) {
            RowOutcome outcome = outcomes.get(at);
            ValueKey row = batch.get(at).key();
            if (outcome.status() == RowOutcome.Status.CREATED && row != null && !created.add(row)) {
                outcomes.set(at, new RowOutcome(outcome.row(), RowOutcome.Status.UPDATED, List.of()));
            }
        }
        return outcomes;
    }

    private static void report(JobStep step, RowOutcome outcome) {
        step.processed(1);
        switch (outcome.status()) {
            case CREATED -> step.created(1);
            case UPDATED -> step.updated(1);
            case UNCHANGED -> step.unchanged(1);
            case SKIPPED -> step.skipped(1);
            case FAILED -> step.failed(1);
        }
        for (Refusal refusal : outcome.refusals()) {
            step.error(outcome.row(), refusal.column(), refusal.value(), refusal.code(), refusal.message());
        }
    }
}
