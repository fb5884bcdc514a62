package dev.cohort.kernel.query.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cohort.kernel.query.CopyWriter;
import dev.cohort.kernel.query.StatementKind;
import dev.cohort.kernel.test.PostgresTest;
import dev.cohort.kernel.test.query.QueryBudgets;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@PostgresTest
class CopyIT {

    @Autowired
    DataSource dataSource;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    CopyWriter copyWriter;

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

    private JdbcClient jdbc() {
        return JdbcClient.create(dataSource);
    }
}
