package dev.cohort.kernel.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.kernel.Caller;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.TenantScope;
import dev.cohort.kernel.Tsid;
import dev.cohort.kernel.test.PostgresTest;
import dev.cohort.kernel.test.query.QueryBudgets;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@PostgresTest
class JobSweepIT {

    @Autowired
    JobSweep sweep;

    @Autowired
    RunningJob.Storage storage;

    @Autowired
    JdbcClient jdbc;

    @Test
    void oldJobsGoWithAllThatIsTheirsAndTheOthersStay() {
        var one = new TenantId(Tsid.next());
        var other = new TenantId(Tsid.next());
        for (TenantId tenant : List.of(one, other)) {
            job(tenant, "31 days");
            job(tenant, "29 days");
            job(tenant, null);
            key(tenant, "old", "26 hours");
            key(tenant, "young", "23 hours");
        }
        var captured = QueryBudgets.capture(sweep::sweep);
        assertThat(captured).hasStatements(2 * captured.transactions());
        for (TenantId tenant : List.of(one, other)) {
            assertThat(count(tenant, "SELECT count(*) FROM kernel.job WHERE tenant_id = :tenant"))
                    .isEqualTo(2);
            assertThat(count(tenant, "SELECT count(*) FROM kernel.job_upload WHERE tenant_id = :tenant"))
                    .isEqualTo(2);
            assertThat(count(tenant, "SELECT count(*) FROM kernel.job_error WHERE tenant_id = :tenant"))
                    .isEqualTo(2);
            assertThat(count(tenant, "SELECT count(*) FROM kernel.job_outcome WHERE tenant_id = :tenant"))
                    .isEqualTo(2);
            assertThat(count(tenant, "SELECT count(*) FROM kernel.idempotency_key WHERE tenant_id = :tenant"))
                    .isEqualTo(1);
        }
    }

    @Test
    void moreThanOneBatchGoes() {
        var tenant = new TenantId(Tsid.next());
        TenantScope.run(
                tenant, () -> jdbc.sql("""
                        INSERT INTO kernel.job (tenant_id, job_id, kind, status, created_by, input, finished_at)
                        SELECT :tenant, n, 'old', 'failed', 'ann', '', now() - interval '31 days'
                        FROM generate_series(1, 250) AS n
                        """).param("tenant", tenant.value()).update());
        sweep.sweep();
        assertThat(count(tenant, "SELECT count(*) FROM kernel.job WHERE tenant_id = :tenant"))
                .isZero();
    }

    private void job(TenantId tenant, String age) {
        long id = Tsid.next();
        TenantScope.run(tenant, () -> {
            storage.table().add(new Caller(tenant, "ann"), id, "nothing-does-this", "", null);
            storage.errors().add(tenant, id, List.of(new JobErrors.Reported(1L, "c", "v", "bad", "Bad.")));
            storage.outcomes().add(tenant, id, List.of(1L), List.of("failed"));
            try {
                storage.uploads().store(tenant, id, new ByteArrayInputStream(new byte[] {1}));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
            if (age != null) {
                jdbc.sql("""
                        UPDATE kernel.job SET status = 'succeeded', finished_at = now() - CAST(:age AS interval)
                        WHERE tenant_id = :tenant AND job_id = :job
                        """)
                        .param("tenant", tenant.value())
                        .param("job", id)
                        .param("age", age)
                        .update();
            }
        });
    }

    private void key(TenantId tenant, String key, String age) {
        TenantScope.run(
                tenant,
                () -> jdbc.sql("""
                        INSERT INTO kernel.idempotency_key (tenant_id, user_name, address, key, created_at, body_digest)
                        VALUES (:tenant, 'ann', '/', :key, now() - CAST(:age AS interval), '')
                        """)
                        .param("tenant", tenant.value())
                        .param("key", key)
                        .param("age", age)
                        .update());
    }

    private long count(TenantId tenant, String sql) {
        return TenantScope.call(
                tenant,
                () -> jdbc.sql(sql)
                        .param("tenant", tenant.value())
                        .query(Long.class)
                        .single());
    }
}
