package dev.cohort.kernel.query.budgeted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.kernel.query.AllowRepeats;
import dev.cohort.kernel.query.QueryBudget;
import dev.cohort.kernel.query.sample.Library;
import dev.cohort.kernel.test.PostgresTest;
import dev.cohort.kernel.test.query.Populate;
import dev.cohort.kernel.test.query.QueryGrowth;
import jakarta.persistence.EntityManager;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** Runs tests that keep and that miss their budgets, and reads what they say. */
class ExtensionIT {

    /** Run by {@link ExtensionIT} alone: a nested class is no test class of the build. */
    @PostgresTest
    static class Samples {

        private static final long FIXTURE = -2;

        @Autowired
        DataSource dataSource;

        @Autowired
        EntityManager entities;

        @Autowired
        ApplicationEventPublisher events;

        @BeforeEach
        void unmeasured(TestInfo test) {
            one();
            if (test.getDisplayName().contains("Fixtures")) {
                entities.persist(Library.note(FIXTURE));
            }
        }

        @Test
        @QueryBudget(statements = 1, rows = 1, maxRepeats = 1)
        void passesWithin() {
            one();
        }

        @Test
        @QueryBudget(statements = 1)
        void failsOver() {
            one();
            one();
        }

        @Test
        @QueryBudget(statements = 3, exact = true)
        void failsUnderWhatIsExact() {
            one();
        }

        @Test
        @QueryBudget(statements = 1)
        void failsThatSawNothing() {}

        @Test
        @QueryBudget(statements = 0)
        void passesThatDeclaresNothing() {}

        @Test
        @QueryBudget(statements = 9, maxRepeats = 1)
        void failsThatRepeats() {
            for (int n = 0; n < 3; n++) {
                one();
            }
        }

        @Test
        @QueryBudget(statements = 1, maxRepeats = 1)
        @AllowRepeats(shape = "select ?", max = 3, reason = "for this test", until = "2999-12-31")
        void passesWithAllowedRepeats() {
            for (int n = 0; n < 3; n++) {
                one();
            }
        }

        @Test
        @QueryBudget(statements = 1)
        @AllowRepeats(shape = "select ?", max = 3, reason = "it was long ago", until = "2020-01-01")
        void failsWithAnExpiredException() {
            one();
        }

        @Test
        @Transactional
        @QueryBudget(statements = 1, inserts = 1, exact = true)
        void passesBecausePendingWritesAreFlushedInside() {
            entities.persist(Library.note(-1));
        }

        @Test
        @Transactional
        @QueryBudget(statements = 1, selects = 1, exact = true)
        void passesBecauseFixturesAreFlushedAndForgottenBefore() {
            assertThat(entities.find(Library.NOTE, FIXTURE)).isNotNull();
        }

        @Test
        @Transactional
        @QueryBudget(statements = 0)
        void failsBecauseWhatIsPendingCountsToo() {
            entities.persist(Library.note(-1));
        }

        @Test
        void failsByTheBudgetOfAListener() {
            events.publishEvent(new BudgetedListeners.Asked(4));
        }

        @Test
        @QueryGrowth(rows = dev.cohort.kernel.test.query.Grows.UNCHECKED)
        void failsThatGrows(int page) {
            for (int n = 0; n < page; n++) {
                one();
            }
        }

        @Populate
        void populate(int page, int table) {
            assertThat(table).isGreaterThan(page);
        }

        @Test
        @QueryGrowth(
                scales = {1, 5, 9},
                tableSizes = {10, 20})
        void passesThatIsConstant(int page, int table) {
            jdbc().sql("SELECT id FROM sample.author WHERE id <= ?")
                    .param(Math.min(page, table))
                    .query()
                    .listOfRows();
        }

        @Test
        @QueryGrowth
        void failsThatIgnoresItsSize(int page) {
            one();
        }

        private void one() {
            jdbc().sql("SELECT 1").query(Integer.class).single();
        }

        private JdbcClient jdbc() {
            return JdbcClient.create(dataSource);
        }
    }

    @Test
    void testsThatMissTheirBudgetFailAndSayWhy() {
        Map<String, String> messages = new TreeMap<>();
        EngineTestKit.engine("junit-jupiter")
                .configurationParameter("junit.jupiter.extensions.autodetection.enabled", "true")
                .selectors(DiscoverySelectors.selectClass(Samples.class))
                .execute()
                .testEvents()
                .finished()
                .list()
                .forEach(event -> {
                    var result = event.getRequiredPayload(org.junit.platform.engine.TestExecutionResult.class);
                    String name = event.getTestDescriptor().getDisplayName().replaceFirst("\\(.*", "");
                    messages.put(
                            name,
                            result.getStatus() == Status.SUCCESSFUL
                                    ? ""
                                    : result.getThrowable().orElseThrow().toString());
                });

        assertThat(messages).hasSize(15);
        assertThat(messages)
                .allSatisfy((name, message) ->
                        assertThat(message.isEmpty()).as(name + ": " + message).isEqualTo(name.startsWith("passes")));
        assertThat(messages.get("failsOver")).contains("statements 2, at most 1", "ExtensionIT.java:");
        assertThat(messages.get("failsBecauseWhatIsPendingCountsToo"))
                .contains("statements 1, at most 0", "insert into");
        assertThat(messages.get("failsUnderWhatIsExact")).contains("statements 1, exactly 3");
        assertThat(messages.get("failsThatSawNothing")).contains("no statement was captured");
        assertThat(messages.get("failsThatRepeats")).contains("repeats of one statement 3, at most 1");
        assertThat(messages.get("failsWithAnExpiredException")).contains("ended on 2020-01-01", "it was long ago");
        assertThat(messages.get("failsByTheBudgetOfAListener")).contains("BudgetedListeners.on", "statements 4");
        assertThat(messages.get("failsThatIgnoresItsSize")).contains("rows do not grow with the page");
        assertThat(messages.get("failsThatGrows"))
                .contains(
                        "QueryGrowth violated: Samples.failsThatGrows",
                        "statements grow with the page: slope 1.00 per element (N+1)",
                        "page size N",
                        "repeated 77x",
                        "[JDBC]",
                        "ExtensionIT.java:",
                        "try: ");
        System.out.println(messages.get("failsThatGrows"));
    }
}
