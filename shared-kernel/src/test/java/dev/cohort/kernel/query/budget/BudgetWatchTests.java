package dev.cohort.kernel.query.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.kernel.query.AllowRepeats;
import dev.cohort.kernel.query.CountedNothing;
import dev.cohort.kernel.query.QueryBudget;
import dev.cohort.kernel.query.QueryCounts;
import dev.cohort.kernel.query.QueryScope;
import dev.cohort.kernel.query.QueryUnit;
import dev.cohort.kernel.query.StatementKind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.MDC;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class BudgetWatchTests {

    private static final class Units {

        @QueryBudget(statements = 2, selects = 2, transactions = 1, rows = 10)
        @AllowRepeats(shape = "x", max = 2, reason = "none", until = "2999-01-01")
        void run() {}

        @QueryBudget(statements = 3, per = QueryBudget.Per.TRANSACTION)
        void job() {}

        @QueryBudget(statements = 2, exact = true)
        void exact() {}

        @QueryBudget(statements = 2, inserts = 0)
        void reader() {}

        @QueryBudget(slotMillis = 5)
        void slow() {}
    }

    private static final Instant NOW = Instant.parse("2026-11-25T04:00:00Z");

    private Instant now = NOW;
    private final BudgetLedger ledger =
            new BudgetLedger(BudgetMode.REPORT, ((InstantSource) () -> now).withZone(ZoneOffset.UTC));
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<String> alarms = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({"OFF, 0, ''", "REPORT, 0, INFO", "WARN, 0, WARN", "FAIL, 3, WARN"})
    void eachModeDoesWhatTheOneBeforeItDoesAndMore(BudgetMode mode, int told, String level, CapturedOutput output) {
        BudgetWatch watch = watch(mode);
        try (var ignored = MDC.putCloseable("requestId", "R42")) {
            for (int n = 0; n < 3; n++) {
                watch.ended(overBudget());
            }
        }
        assertThat(alarms).hasSize(told);
        assertThat(output.getOut().split("Query budget exceeded: Units.run", -1).length - 1)
                .as("once a minute for each unit")
                .isEqualTo(mode == BudgetMode.OFF ? 0 : 1);
        if (!level.isEmpty()) {
            assertThat(output.getOut()).contains(level, "in request R42");
        }
        assertThat(meters.find("db.budget.exceeded").counters().stream()
                        .mapToDouble(counter -> counter.count())
                        .sum())
                .isEqualTo(mode == BudgetMode.OFF ? 0 : 3);
    }

    @Test
    void aUnitIsSilentForAMinuteAndEachBreachSaysItsTrace(CapturedOutput output) {
        BudgetWatch watch = watch(BudgetMode.WARN);
        for (int seconds : new int[] {0, 59, 60, 90, 120}) {
            now = NOW.plusSeconds(seconds);
            try (var ignored = MDC.putCloseable("traceId", "after" + seconds)) {
                watch.ended(overBudget());
            }
        }
        assertThat(output.getOut())
                .contains("trace after0\n", "trace after60\n", "trace after120\n")
                .doesNotContain("trace after59", "trace after90");
        assertThat(output.getOut()).contains("repeated 3x, 3 rows  [JDBC]", "SELECT ?");
    }

    @Test
    void everyNumberIsComparedWithItsLimit() {
        assertThat(budget("run").breaches(counts(2, 10, 1, 1), List.of())).isEmpty();
        assertThat(budget("run").breaches(counts(4, 11, 2, 1), List.of()))
                .containsExactly(
                        "statements 4, at most 2",
                        "selects 4, at most 2",
                        "rows 11, at most 10",
                        "transactions 2, at most 1");
    }

    @Test
    void aBudgetOfEachTransactionGrowsWithThem() {
        assertThat(budget("job").breaches(counts(30, 0, 10, 1), List.of())).isEmpty();
        assertThat(budget("job").breaches(counts(31, 0, 10, 1), List.of()))
                .containsExactly("statements 31, at most 3 in each of 10 transactions");
        assertThat(budget("job").breaches(counts(4, 0, 0, 1), List.of())).containsExactly("statements 4, at most 3");
    }

    @Test
    void aRunThatStartsOverMayCostItsBudgetOnceMoreAndAStatementToFindOut() {
        Budget two = budget("run");
        QueryScope scope = run(5, 1);
        assertThat(two.breaches(scope.counts(), List.of())).isEmpty();
        assertThat(two.breaches(run(6, 1).counts(), List.of()))
                .containsExactly(
                        "statements 6, at most 2, and 3 for each of 1 new starts",
                        "selects 6, at most 2, and 3 for each of 1 new starts");
        assertThat(two.breaches(run(8, 2).counts(), List.of())).isEmpty();
    }

    @Test
    void aNewStartLetsNothingThroughThatWasForbidden() {
        QueryCounts counts = run("INSERT INTO book VALUES (1)", 1, 1).counts();
        assertThat(budget("reader").breaches(counts, List.of()))
                .containsExactly("inserts 1, at most 0, and 0 for each of 1 new starts");
    }

    @Test
    void fewerThanExactIsADifferenceAndNoBreach() {
        assertThat(budget("exact").breaches(counts(1, 0, 0, 1), List.of())).isEmpty();
        assertThat(budget("exact").differences(counts(1, 0, 0, 1), List.of()))
                .containsExactly("statements 1, exactly 2");
    }

    @Test
    void timeIsWatchedByItself() {
        assertThat(budget("slow").slowness(Duration.ofMillis(5))).isNull();
        assertThat(budget("slow").slowness(Duration.ofMillis(6))).isEqualTo("connections held 6 ms, at most 5 ms");
    }

    @Test
    void theLedgerKeepsWhatEachUnitCostAndItsLastBreach() {
        BudgetWatch watch = watch(BudgetMode.REPORT);
        for (int sent = 1; sent <= 3; sent++) {
            watch.ended(run(sent));
        }
        assertThat(ledger.since()).isEqualTo(NOW);
        assertThat(ledger.accounts()).singleElement().satisfies(account -> {
            assertThat(account.unit().name()).isEqualTo("Units.run");
            assertThat(account.runs()).isEqualTo(3);
            assertThat(account.statements()).isEqualTo(new BudgetLedger.Spread(2, 3));
            assertThat(account.rows()).isEqualTo(new BudgetLedger.Spread(2, 3));
            assertThat(account.budget()).isEqualTo("2 statements, 2 selects, 10 rows, 1 transaction");
            assertThat(account.breaches()).isEqualTo(1);
            assertThat(account.last()).isNotNull().satisfies(breach -> {
                assertThat(breach.at()).isEqualTo(NOW);
                assertThat(breach.text()).contains("statements 3, at most 2", "SELECT ?");
            });
        });
    }

    @Test
    void theLedgerCountsAJobByItsTransactionsAndNothingThatIsOff() {
        BudgetWatch watch = watch(BudgetMode.REPORT);
        watch.ended(QueryScope.begin(unit("job")));
        assertThat(ledger.accounts()).isEmpty();
        ledger.add(unit("job"), counts(31, 0, 10, 1), null);
        assertThat(ledger.accounts())
                .singleElement()
                .satisfies(account -> assertThat(account.statements().most()).isEqualTo(4));
        watch(BudgetMode.OFF).ended(overBudget());
        assertThat(ledger.accounts()).hasSize(1);
    }

    private BudgetWatch watch(BudgetMode mode) {
        var beans = new StaticListableBeanFactory();
        beans.addBean("alarm", (BudgetAlarm) (scope, message) -> alarms.add(message));
        return new BudgetWatch(
                new BudgetProperties(mode, List.of("Units.job")),
                beans.getBeanProvider(BudgetAlarm.class),
                meters,
                ledger);
    }

    /** Three statements where two are allowed, over a driver that does nothing. */
    private static QueryScope overBudget() {
        return run(3);
    }

    private static QueryScope run(int statements) {
        return run(statements, 0);
    }

    private static QueryScope run(int statements, int newStarts) {
        return run("SELECT 1", statements, newStarts);
    }

    private static QueryScope run(String sql, int statements, int newStarts) {
        QueryScope scope = QueryScope.begin(unit("run"));
        try (var ignored = scope.bind()) {
            CountedNothing.send(sql, statements);
            for (int n = 0; n < newStarts; n++) {
                QueryScope.startOver();
            }
        }
        scope.end();
        return scope;
    }

    private static Budget budget(String method) {
        return Budget.of(unit(method));
    }

    private static QueryUnit unit(String method) {
        try {
            var declared = Units.class.getDeclaredMethod(method);
            return QueryUnit.of(QueryScope.Kind.JOB, Units.class, declared, null);
        } catch (NoSuchMethodException missing) {
            throw new AssertionError(missing);
        }
    }

    private static QueryCounts counts(int selects, long rows, int transactions, int repeats) {
        return new QueryCounts(
                selects,
                Map.of(StatementKind.SELECT, selects),
                selects,
                1,
                repeats,
                rows,
                transactions,
                1,
                Duration.ZERO,
                Duration.ZERO,
                0,
                0);
    }
}
