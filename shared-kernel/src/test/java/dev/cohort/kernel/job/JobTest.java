package dev.cohort.kernel.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.kernel.Caller;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.TenantScope;
import dev.cohort.kernel.test.PostgresTest;
import dev.cohort.kernel.test.TestDatabase;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** Jobs of one caller, on a node that is thought dead after 600 ms, whose steps write lines. */
@PostgresTest
@TestPropertySource(properties = "cohort.jobs.lease=600ms")
abstract class JobTest {

    static final Caller CALLER = new Caller(new TenantId(1), "tester");

    @Autowired
    Jobs jobs;

    @Autowired
    JobRunner runner;

    @Autowired
    RunningJob.Storage storage;

    @Autowired
    JobKinds kinds;

    @Autowired
    JobProperties properties;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Environment environment;

    final JobTable.Job find(long job) {
        return TenantScope.call(CALLER.tenant(), () -> storage.table().find(CALLER.tenant(), job))
                .orElseThrow();
    }

    final void await(long job, String status) {
        await(() -> find(job).finishedAt() != null);
        assertThat(find(job).status()).isEqualTo(status);
    }

    static void await(BooleanSupplier condition) {
        for (int n = 0; n < 1_500 && !condition.getAsBoolean(); n++) {
            try {
                Thread.sleep(10);
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }
    }

    final List<String> lines(long job) {
        return jdbc.sql("SELECT b FROM sample.counted WHERE a = :job ORDER BY b")
                .param("job", Long.toString(job))
                .query(String.class)
                .list();
    }

    final JdbcClient superuser() {
        return JdbcClient.create(new TestDatabase(environment.getProperty("spring.datasource.url")).asSuperuser());
    }
}
