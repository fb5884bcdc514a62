package dev.cohort.kernel.query.budgeted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.kernel.query.QueryBudget;
import dev.cohort.kernel.test.PostgresTest;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tests that JUnit runs at the same time, in one context over one pool, are each charged what they sent. */
class ParallelTestsIT {

    private static final int TIMES = 20;

    /** Run by {@link ParallelTestsIT} alone. Each pair of tests sends its statements at the same moment. */
    @PostgresTest
    static class Samples {

        private static final CyclicBarrier BOTH = new CyclicBarrier(2);

        @Autowired
        DataSource dataSource;

        @RepeatedTest(TIMES)
        @QueryBudget(statements = 1, exact = true)
        void one() throws Exception {
            send(1);
        }

        @RepeatedTest(TIMES)
        @QueryBudget(statements = 5, maxRepeats = 5, exact = true)
        void five() throws Exception {
            send(5);
        }

        @RepeatedTest(TIMES)
        @QueryBudget(statements = 2, exact = true)
        void threeOfWhichTwoAreAllowed() throws Exception {
            send(3);
        }

        @RepeatedTest(TIMES)
        @QueryBudget(statements = 9, exact = true)
        void nine() throws Exception {
            send(9);
        }

        private void send(int count) throws Exception {
            BOTH.await(20, TimeUnit.SECONDS);
            for (int n = 0; n < count; n++) {
                JdbcClient.create(dataSource)
                        .sql("SELECT 1")
                        .query(Integer.class)
                        .single();
            }
        }
    }

    @Test
    void eachTestIsChargedWhatItSentAndNothingElse() {
        var tests = EngineTestKit.engine("junit-jupiter")
                .configurationParameter("junit.jupiter.extensions.autodetection.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "4")
                .selectors(DiscoverySelectors.selectClass(Samples.class))
                .execute()
                .testEvents();
        assertThat(tests.succeeded().count()).isEqualTo(3L * TIMES);
        assertThat(tests.failed().list())
                .hasSize(TIMES)
                .allSatisfy(failed -> assertThat(failed.toString()).contains("statements 3, exactly 2"));
    }
}
