package dev.cohort.kernel.query.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cohort.kernel.query.QueryScope;
import dev.cohort.kernel.test.PostgresTest;
import dev.cohort.kernel.test.query.CapturedQueries;
import dev.cohort.kernel.test.query.QueryBudgets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@PostgresTest
class CaptureIT {

    @Autowired
    DataSource dataSource;

    @Autowired
    TransactionTemplate transaction;

    @Test
    void aCaptureInsideATransactionSeesTheConnectionThatIsOpenAlready() {
        transaction.executeWithoutResult(status -> {
            jdbc().sql("SELECT 1").query(Integer.class).single();
            assertThat(QueryBudgets.capture(
                            () -> jdbc().sql("SELECT 2").query(Integer.class).single()))
                    .hasStatements(1)
                    .hasConnections(0);
        });
    }

    @Test
    void anOuterCaptureIncludesTheInnerOne() {
        var inner = new CapturedQueries[1];
        CapturedQueries outer = QueryBudgets.capture(() -> {
            jdbc().sql("SELECT 1").query(Integer.class).single();
            inner[0] = QueryBudgets.capture(
                    () -> jdbc().sql("SELECT 2").query(Integer.class).single());
        });
        assertThat(outer).hasStatements(2);
        assertThat(inner[0]).hasStatements(1);
    }

    @Test
    void virtualThreadsStartedInsideBelongToTheCapture() {
        assertThat(QueryBudgets.capture(() -> {
                    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
                        List<Future<Integer>> answers = executor.invokeAll(java.util.Collections.nCopies(
                                8,
                                () -> jdbc().sql("SELECT 1")
                                        .query(Integer.class)
                                        .single()));
                        for (Future<Integer> answer : answers) {
                            answer.get();
                        }
                    }
                }))
                .hasStatements(8)
                .hasConnections(8);
    }

    @Test
    void aConnectionUsedByAnotherThreadIsStillChargedToItsBorrower() {
        assertThat(QueryBudgets.capture(() -> {
                    try (Connection connection = dataSource.getConnection();
                            var executor = Executors.newSingleThreadExecutor(
                                    work -> new Thread(null, work, "elsewhere", 0, false))) {
                        executor.submit(() -> select(connection)).get();
                    }
                }))
                .hasStatements(1);
    }

    @Test
    void capturesThatRunAtTheSameTimeDoNotMix() throws Exception {
        try (var executor = Executors.newFixedThreadPool(4)) {
            List<Future<CapturedQueries>> captures = executor.invokeAll(java.util.stream.IntStream.rangeClosed(1, 20)
                    .<java.util.concurrent.Callable<CapturedQueries>>mapToObj(n -> () -> QueryBudgets.capture(() -> {
                        for (int i = 0; i < n; i++) {
                            jdbc().sql("SELECT 1").query(Integer.class).single();
                        }
                    }))
                    .toList());
            for (int n = 1; n <= captures.size(); n++) {
                assertThat(captures.get(n - 1).get()).hasStatements(n);
            }
        }
    }

    @Test
    void aThreadThatOutlivesTheScopeIsChargedToNobody() throws Exception {
        try (var executor = Executors.newSingleThreadExecutor()) {
            CapturedQueries captured = QueryBudgets.capture(() -> {
                executor.submit(() ->
                                jdbc().sql("SELECT 1").query(Integer.class).single())
                        .get();
            });
            executor.submit(() -> jdbc().sql("SELECT 1").query(Integer.class).single())
                    .get();
            assertThat(captured).hasStatements(1);
            assertThat(executor.submit(() -> QueryScope.current() == null).get())
                    .isTrue();
        }
    }

    @Test
    void repeatsAreCountedByShapeAndCallSite() {
        CapturedQueries captured = QueryBudgets.capture(() -> {
            for (int id = 1; id <= 3; id++) {
                jdbc().sql("SELECT " + id).query(Integer.class).single();
            }
            jdbc().sql("SELECT 4").query(Integer.class).single();
        });

        assertThat(captured.shapes()).hasSize(1);
        assertThat(captured.counts().maxRepeats()).isEqualTo(3);
        assertThatThrownBy(() -> assertThat(captured).hasNoRepeats())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("repeated 3x")
                .hasMessageContaining("SELECT ?")
                .hasMessageContaining("CaptureIT.java:");
    }

    @Test
    void outsideTestsTheRepeatIsFoundToo() {
        QueryScope scope = QueryScope.begin(QueryScope.Kind.JOB, "job");
        try (var ignored = scope.bind()) {
            for (int id = 1; id <= 40; id++) {
                jdbc().sql("SELECT " + id).query(Integer.class).single();
            }
        }
        scope.end();
        assertThat(scope.counts().maxRepeats()).isEqualTo(40);
        assertThat(scope.uses().getFirst().site().toString()).contains("CaptureIT.java:");
        assertThat(scope.recorded()).isEmpty();
    }

    @Test
    void aCaptureThatSawNothingFailsUnlessNothingWasExpected() {
        CapturedQueries nothing = QueryBudgets.capture(() -> {});
        assertThat(nothing).hasStatements(0);
        assertThatThrownBy(() -> assertThat(nothing).hasNoRepeats()).hasMessageContaining("no statement was captured");
        assertThatThrownBy(() -> assertThat(nothing).hasAtMostStatements(3))
                .hasMessageContaining("no statement was captured");
    }

    @Test
    void aWrongCountPrintsTheStatements() {
        CapturedQueries captured = QueryBudgets.capture(
                () -> jdbc().sql("SELECT 42").query(Integer.class).single());
        assertThatThrownBy(() -> assertThat(captured).hasStatements(2))
                .hasMessageContaining("expected 2 statements but counted 1")
                .hasMessageContaining("SELECT 42");
    }

    @Test
    void memoryIsBoundedWhateverTheNumberOfShapes() {
        QueryScope scope = QueryScope.begin(QueryScope.Kind.JOB, "job");
        try (var ignored = scope.bind()) {
            for (int n = 0; n < 400; n++) {
                jdbc().sql("SELECT 1 AS a" + n).query(Integer.class).single();
            }
        }
        scope.end();
        assertThat(scope.counts().statements()).isEqualTo(400);
        assertThat(scope.uses()).hasSize(256);
    }

    private static Integer select(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT 1");
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private JdbcClient jdbc() {
        return JdbcClient.create(dataSource);
    }
}
