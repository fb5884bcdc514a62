package dev.cohort.kernel.query.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.TenantScope;
import dev.cohort.kernel.query.StatementKind;
import dev.cohort.kernel.test.PostgresTest;
import dev.cohort.kernel.test.query.CapturedQueries;
import dev.cohort.kernel.test.query.QueryBudgets;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
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
    void thePoolIsFoundUnderTheProxy() throws SQLException {
        assertThat(DataSourceUnwrapper.unwrap(dataSource, HikariDataSource.class))
                .isNotNull();
        try (Connection connection = dataSource.getConnection()) {
            assertThat(connection.unwrap(PgConnection.class)).isNotNull();
            assertThat(connection).isEqualTo(connection).hasSameHashCodeAs(connection);
        }
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
