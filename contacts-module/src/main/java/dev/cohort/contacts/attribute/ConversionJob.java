package dev.cohort.contacts.attribute;

import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.Tsid;
import dev.cohort.kernel.job.JobKind;
import dev.cohort.kernel.job.JobRun;
import dev.cohort.kernel.query.QueryBudget;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Converts a field in steps of 1,000 contacts. Values that were converted count as updated, those that the new type
 * does not have as skipped, and those that were refused as failed; both are listed by contact, without the value.
 */
@Component
class ConversionJob implements JobKind {

    static final String NAME = "field-conversion";

    private static final String DONE = "done";
    private static final JsonMapper JSON = new JsonMapper();

    private final ConvertField convert;
    private final ConversionRows rows;
    private final DefinitionRows definitions;

    ConversionJob(ConvertField convert, ConversionRows rows, DefinitionRows definitions) {
        this.convert = convert;
        this.rows = rows;
        this.definitions = definitions;
    }

    private record Input(String key, int coming) {}

    static String input(String key, int coming) {
        return JSON.writeValueAsString(new Input(key, coming));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String role() {
        return "ADMINISTRATOR";
    }

    @Override
    @QueryBudget(statements = 12, per = QueryBudget.Per.TRANSACTION)
    public void run(JobRun run) {
        Input input = JSON.readValue(run.input(), Input.class);
        TenantId tenant = run.caller().tenant();
        String reached = run.checkpoint();
        if (DONE.equals(reached)) {
            return;
        }
        AttributeDefinition from = FieldDefinitions.existing(definitions.catalog(tenant), input.key());
        if (reached == null) {
            run.total(run.read(() -> rows.count(tenant, from)));
        }
        long after = reached == null ? Long.MIN_VALUE : Long.parseLong(reached);
        List<Long> contacts = next(run, from, after);
        while (!contacts.isEmpty()) {
            List<Long> some = contacts;
            long last = some.getLast();
            run.step(Long.toString(last), step -> convert.copy(tenant, input.key(), input.coming(), some, step));
            contacts = next(run, from, last);
        }
        run.step(DONE, step -> convert.finish(tenant, input.key(), input.coming()));
    }

    private List<Long> next(JobRun run, AttributeDefinition from, long after) {
        return run.read(() -> rows.holders(run.caller().tenant(), from, after, ConvertField.STEP));
    }

    /** Why a value was left out, in words. */
    static String message(CopyValues.LeftOut one, AttributeDefinition to) {
        String contact = "The value of contact " + Tsid.text(one.from().contact());
        return switch (one.code()) {
            case "taken" -> contact + " is another contact's already, and " + to.key() + " is unique.";
            case "too-many-options" -> contact + " would be one option too many.";
            default -> contact + " means nothing as " + to.type().code() + ".";
        };
    }
}
