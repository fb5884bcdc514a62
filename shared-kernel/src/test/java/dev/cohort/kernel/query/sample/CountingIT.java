package dev.cohort.kernel.query.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.TenantScope;
import dev.cohort.kernel.query.CopyWriter;
import dev.cohort.kernel.query.QueryScope;
import dev.cohort.kernel.query.StatementKind;
import dev.cohort.kernel.test.PostgresTest;
import dev.cohort.kernel.test.query.CapturedQueries;
import dev.cohort.kernel.test.query.QueryBudgets;
import jakarta.persistence.EntityManager;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.jdbc.PgConnection;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@PostgresTest
class CountingIT {

    @Autowired
    DataSource dataSource;

    @Autowired
    EntityManager entities;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    CopyWriter copyWriter;

    @Test
    void hibernateAndJdbcAreCountedAlike() {
        CapturedQueries captured = QueryBudgets.capture(() -> {
            entities.createNativeQuery("SELECT n FROM generate_series(1, 3) n").getResultList();
            jdbc().sql("SELECT n FROM generate_series(1, 4) n")
                    .query(Integer.class)
                    .list();
            try (Connection connection = dataSource.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT n FROM generate_series(1, 5) n")) {
                while (rows.next()) {
                    rows.getInt(1);
                }
            }
        });

        assertThat(captured)
                .hasStatements(3)
                .hasStatements(StatementKind.SELECT, 3)
                .hasRows(12)
                .hasRoundTrips(3)
                .hasTransactions(0)
                .hasConnections(3);
    }

    @Test
    void rowsOfAResultThatNobodyClosesAreCountedWithItsStatement() {
        assertThat(QueryBudgets.capture(() -> {
                    try (Connection connection = dataSource.getConnection();
                            Statement statement = connection.createStatement()) {
                        statement.execute("SELECT n FROM generate_series(1, 5) n");
                        ResultSet rows = statement.getResultSet();
                        rows.next();
                        rows.next();
                        assertThat(rows.getStatement()).isSameAs(statement);
                        assertThat(statement.getConnection()).isSameAs(connection);
                    }
                }))
                .hasRows(2);
    }

    @Test
    void aBatchIsOneStatementAndOneRoundTrip() {
        inTable(() -> {
            CapturedQueries captured = QueryBudgets.capture(() -> new JdbcTemplate(dataSource)
                    .batchUpdate(
                            "INSERT INTO sample.counted VALUES (?)", List.of(new Object[] {"1"}, new Object[] {"2"})));
            assertThat(captured).hasStatements(StatementKind.INSERT, 1).hasRoundTrips(1);
            assertThat(captured.executed().getFirst().batch()).isEqualTo(2);
        });
    }

    @Test
    void aBatchOfTextsCountsEachTextAndOneRoundTrip() {
        assertThat(QueryBudgets.capture(() -> {
                    try (Connection connection = dataSource.getConnection();
                            Statement statement = connection.createStatement()) {
                        statement.addBatch("SET statement_timeout = 5000");
                        statement.addBatch("RESET application_name");
                        statement.executeBatch();
                    }
                }))
                .hasStatements(2)
                .hasRoundTrips(1);
    }

    @Test
    void aTransactionCostsTheRoundTripOfItsCommit() {
        assertThat(QueryBudgets.capture(() -> transaction.executeWithoutResult(status -> {
                    jdbc().sql("SELECT 1").query(Integer.class).single();
                    jdbc().sql("SELECT 2").query(Integer.class).single();
                })))
                .hasStatements(2)
                .hasTransactions(1)
                .hasRoundTrips(3)
                .hasConnections(1);
    }

    @Test
    void aSlotIsHeldFromBorrowingToReturningWhetherOrNotItWorks() {
        CapturedQueries captured = QueryBudgets.capture(() -> {
            try (Connection connection = dataSource.getConnection()) {
                select(connection);
                Thread.sleep(40);
            }
        });
        assertThat(captured.counts().slot()).isGreaterThanOrEqualTo(Duration.ofMillis(40));
        assertThat(captured.counts().database())
                .isPositive()
                .isLessThan(captured.counts().slot().minusMillis(39));
    }

    @Test
    void aTransactionThatIsRolledBackCounts() {
        assertThat(QueryBudgets.capture(() -> transaction.executeWithoutResult(status -> {
                    jdbc().sql("SELECT 1").query(Integer.class).single();
                    status.setRollbackOnly();
                })))
                .hasTransactions(1);
    }

    @Test
    void aTransactionWithoutAStatementIsNone() {
        assertThat(QueryBudgets.capture(() -> transaction.executeWithoutResult(status -> {})))
                .hasStatements(0);
    }

    @Test
    void tenantBindingIsNotCounted() {
        assertThat(QueryBudgets.capture(() -> {
                    for (long tenant = 1; tenant <= 3; tenant++) {
                        TenantScope.run(
                                new TenantId(tenant),
                                () -> jdbc().sql("SELECT 1")
                                        .query(Integer.class)
                                        .single());
                    }
                }))
                .hasStatements(3);
    }

    @Test
    void transactionControlSentAsTextIsNotCounted() {
        assertThat(QueryBudgets.capture(() -> new JdbcTemplate(dataSource).execute((Statement statement) -> {
                    statement.execute("BEGIN");
                    statement.execute("SELECT 1");
                    statement.execute("COMMIT");
                    return 1;
                })))
                .hasStatements(1);
    }

    @Test
    void aStatementThatFailsCounts() {
        assertThat(QueryBudgets.capture(
                        () -> assertThatThrownBy(() -> new JdbcTemplate(dataSource).execute("SELECT 1/0"))
                                .isInstanceOf(DataAccessException.class)))
                .hasStatements(1);
    }

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
                .hasMessageContaining("CountingIT.java:");
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
        assertThat(scope.uses().getFirst().site().toString()).contains("CountingIT.java:");
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

    @Test
    void thePoolIsFoundUnderTheProxy() throws SQLException {
        assertThat(DataSourceUnwrapper.unwrap(dataSource, HikariDataSource.class))
                .isNotNull();
        try (Connection connection = dataSource.getConnection()) {
            assertThat(connection.unwrap(PgConnection.class)).isNotNull();
            assertThat(connection).isEqualTo(connection).hasSameHashCodeAs(connection);
        }
    }

    @Test
    void copyIsOneStatementHoweverManyRows() {
        inTable(() -> {
            assertThat(QueryBudgets.capture(() -> assertThat(copyWriter.copy("COPY sample.counted FROM STDIN", rows -> {
                                for (int n = 0; n < 10_000; n++) {
                                    rows.add("value\t" + n + "\\\n", null);
                                }
                            }))
                            .isEqualTo(10_000)))
                    .hasStatements(StatementKind.COPY, 1)
                    .hasStatements(1)
                    .hasRoundTrips(1);
            assertThat(jdbc().sql("SELECT count(DISTINCT a) FROM sample.counted WHERE b IS NULL AND a LIKE ?")
                            .param("value\t%\\\\\n")
                            .query(Integer.class)
                            .single())
                    .isEqualTo(10_000);
        });
    }

    @Test
    void copyOfAStreamTakesPartInTheTransaction() {
        inTable(() -> {
            var csv = new ByteArrayInputStream("1,x\n2,\n".getBytes(StandardCharsets.UTF_8));
            assertThat(QueryBudgets.capture(() -> transaction.executeWithoutResult(status -> {
                        assertThat(copyWriter.copy("COPY sample.counted FROM STDIN (FORMAT csv)", csv))
                                .isEqualTo(2);
                        status.setRollbackOnly();
                    })))
                    .hasStatements(1)
                    .hasTransactions(1);
            assertThat(rowsOfTable()).isZero();
        });
    }

    @Test
    void copyWhoseRowsFailStoresNothingAndLeavesTheConnectionUsable() {
        inTable(() -> {
            assertThatThrownBy(() -> copyWriter.copy("COPY sample.counted FROM STDIN", rows -> {
                        rows.add("a", "b");
                        throw new IOException("unreadable");
                    }))
                    .hasRootCauseMessage("unreadable");
            assertThatThrownBy(() -> copyWriter.copy("COPY sample.counted FROM STDIN", rows -> rows.add("one column")))
                    .isInstanceOf(DataAccessException.class);
            assertThat(rowsOfTable()).isZero();
        });
    }

    private int rowsOfTable() {
        return jdbc().sql("SELECT count(*) FROM sample.counted")
                .query(Integer.class)
                .single();
    }

    private void inTable(Runnable work) {
        jdbc().sql("DELETE FROM sample.counted").update();
        work.run();
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
