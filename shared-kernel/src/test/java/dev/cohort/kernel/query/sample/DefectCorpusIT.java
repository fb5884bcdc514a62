package dev.cohort.kernel.query.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.kernel.test.PostgresTest;
import dev.cohort.kernel.test.query.GrowthMeasurement;
import dev.cohort.kernel.test.query.GrowthReport;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** Each known way to send too much is caught by a growth test, and none of the ways to do the same well is. */
@PostgresTest
class DefectCorpusIT {

    private static final int[] SHELVES = {100, 300};

    @Autowired
    Librarian librarian;

    @Autowired
    WebApplicationContext context;

    @Test
    void everyDefectIsCaughtAndNoCleanTwinIs() {
        List<String> table = new ArrayList<>();
        List<String> missed = new ArrayList<>();
        List<String> falseAlarms = new ArrayList<>();
        corpus().forEach(one -> {
            List<String> caught = measure(one, one.defect(), one.bad()).faults();
            List<String> alarms = measure(one, one.twin(), one.good()).faults();
            String first = caught.stream()
                    .filter(fault -> fault.contains(one.fault()))
                    .findFirst()
                    .orElse("MISSED " + caught);
            table.add("| " + one.defect() + " | " + first + " | " + one.twin() + " | "
                    + (alarms.isEmpty() ? "silent" : "FALSE ALARM") + " |");
            if (first.startsWith("MISSED")) {
                missed.add(one.defect() + ": " + caught);
            }
            if (!alarms.isEmpty()) {
                falseAlarms.add(one.twin() + ": " + alarms);
            }
        });
        System.out.println("| defect | what the guard says | clean twin | what it says |\n|---|---|---|---|\n"
                + String.join("\n", table) + "\n" + (table.size() - missed.size()) + " of " + table.size()
                + " caught, " + falseAlarms.size() + " false alarms in " + table.size());
        assertThat(missed).isEmpty();
        assertThat(falseAlarms).isEmpty();
        assertThat(table).hasSizeGreaterThanOrEqualTo(20);
    }

    private Stream<Corpus> corpus() {
        MockMvc http = MockMvcBuilders.webAppContextSetup(context).build();
        return Stream.of(
                        new ReadDefects(librarian).all(),
                        new LoopDefects(librarian, http).all(),
                        new WriteDefects(librarian).all())
                .flatMap(part -> part);
    }

    private GrowthReport measure(Corpus one, String name, GrowthMeasurement.Step scenario) {
        return one.rules()
                .apply(GrowthMeasurement.of(name).tableSizes(SHELVES))
                .populate((page, table) ->
                        librarian.jdbc.sql("DELETE FROM sample.note").update())
                .measure(scenario);
    }
}
