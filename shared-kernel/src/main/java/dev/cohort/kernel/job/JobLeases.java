package dev.cohort.kernel.job;

import dev.cohort.kernel.TenantId;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which node works on which job. Taking and keeping look at every tenant's leases through functions that tell ids
 * alone and run outside any tenant's scope; the rest runs inside the job's.
 */
final class JobLeases {

    private static final String TAKE = """
            SELECT tenant_id, job_id, attempts
            FROM kernel.take_job(:node, CAST(:kinds AS text[]), :lease)
            """;

    private static final String KEEP = "SELECT CAST(kernel.keep_jobs(:node, :lease) AS text)";

    /**
     * Locks the lease until the step ends, so that nobody takes the job meanwhile, and gives statements their time. It
     * is the weakest of locks: whoever would take the job passes by, while a step that is ahead of its turn may hold it
     * beside the one that renews the lease ({@link JobTable#progress}).
     */
    private static final String HOLD = """
            SELECT set_config('statement_timeout', :timeout, true)
            FROM kernel.job_lease
            WHERE tenant_id = :tenant AND job_id = :job AND node = :node
            FOR KEY SHARE
            """;

    private static final String ALLOW_TIME = "SELECT set_config('statement_timeout', :timeout, true)";

    private static final String END = """
            DELETE FROM kernel.job_lease
            WHERE tenant_id = :tenant AND job_id = :job AND node = :node
            """;

    private static final String GIVE_BACK = """
            UPDATE kernel.job_lease
            SET node = NULL, held_until = clock_timestamp() + :pause * interval '1 millisecond'
            WHERE tenant_id = :tenant AND job_id = :job AND node = :node
            """;

    private final JdbcClient jdbc;
    private final int leaseMillis;
    private final String statementTimeout;

    JobLeases(JdbcClient jdbc, JobProperties properties) {
        this.jdbc = jdbc;
        this.leaseMillis = Math.toIntExact(properties.lease().toMillis());
        this.statementTimeout = Long.toString(properties.statementTimeout().toMillis());
    }

    /** {@code attempts}: how often it was taken since its last step. */
    record Taken(TenantId tenant, long job, int attempts) {}

    Optional<Taken> take(long node, Collection<String> kinds) {
        return jdbc.sql(TAKE)
                .param("node", node)
                .param("kinds", kinds.toArray(String[]::new))
                .param("lease", leaseMillis)
                .query((row, number) -> new Taken(
                        new TenantId(row.getLong("tenant_id")), row.getLong("job_id"), row.getInt("attempts")))
                .optional();
    }

    void keep(long node) {
        jdbc.sql(KEEP).param("node", node).param("lease", leaseMillis).query().singleRow();
    }

    /** To be called first in a transaction. False if the node has lost the job. */
    boolean hold(long node, Taken job) {
        return statement(HOLD, node, job)
                .param("timeout", statementTimeout)
                .query(String.class)
                .optional()
                .isPresent();
    }

    void allowTime() {
        jdbc.sql(ALLOW_TIME)
                .param("timeout", statementTimeout)
                .query(String.class)
                .single();
    }

    /** False if the node has lost the job. */
    boolean end(long node, Taken job) {
        return statement(END, node, job).update() == 1;
    }

    /** Leaves the job to whoever looks for work after {@code pause}. */
    void giveBack(long node, Taken job, Duration pause) {
        statement(GIVE_BACK, node, job).param("pause", pause.toMillis()).update();
    }

    private JdbcClient.StatementSpec statement(String sql, long node, Taken job) {
        return jdbc.sql(sql)
                .param("tenant", job.tenant().value())
                .param("job", job.job())
                .param("node", node);
    }
}
