package dev.cohort.kernel.job;

import dev.cohort.kernel.Caller;
import dev.cohort.kernel.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads and writes {@code kernel.job}: one statement a method, times of the database's clock, cut to the second. */
final class JobTable {

    private static final String UNFINISHED = "SELECT count(*) FROM kernel.job_lease WHERE tenant_id = :tenant";

    private static final String ADD = """
            WITH job AS (
                INSERT INTO kernel.job (tenant_id, job_id, kind, created_by, input, undoes, queued_at)
                VALUES (:tenant, :job, :kind, :user, :input, CAST(:undoes AS bigint), date_trunc('second', now()))
                RETURNING tenant_id, job_id, kind
            )
            INSERT INTO kernel.job_lease (tenant_id, job_id, kind)
            SELECT tenant_id, job_id, kind
            FROM job
            """;

    private static final String FIND = """
            SELECT job_id, kind, status, created_by, input, checkpoint, total, processed, created, updated, unchanged,
                   skipped, failed, message, undoes, started_at, finished_at,
                   finished_at < now() - interval '30 days' AS is_old,
                   EXISTS (
                       SELECT
                       FROM kernel.job undoing
                       WHERE undoing.tenant_id = :tenant AND undoing.undoes = :job AND undoing.status <> 'failed'
                   ) AS is_undone
            FROM kernel.job
            WHERE tenant_id = :tenant AND job_id = :job
            """;

    private static final String RUNNING = """
            UPDATE kernel.job
            SET status = 'running', started_at = coalesce(started_at, date_trunc('second', now()))
            WHERE tenant_id = :tenant AND job_id = :job
            RETURNING job_id, kind, status, created_by, input, checkpoint, total, processed, created, updated,
                unchanged, skipped, failed, message, undoes, started_at, finished_at, false AS is_old,
                false AS is_undone
            """;

    private static final String TOTAL =
            "UPDATE kernel.job SET total = :total WHERE tenant_id = :tenant AND job_id = :job";

    /** With the lease, which begins anew. */
    private static final String PROGRESS = """
            WITH lease AS (
                UPDATE kernel.job_lease
                SET held_until = clock_timestamp() + :lease * interval '1 millisecond', attempts = 0
                WHERE tenant_id = :tenant AND job_id = :job AND node = :node
                RETURNING job_id
            )
            UPDATE kernel.job
            SET checkpoint = :checkpoint, processed = processed + :processed, created = created + :created,
                updated = updated + :updated, unchanged = unchanged + :unchanged, skipped = skipped + :skipped,
                failed = failed + :failed
            WHERE tenant_id = :tenant AND job_id = (SELECT job_id FROM lease)
            """;

    private static final String FINISH = """
            WITH upload AS (
                DELETE FROM kernel.job_upload
                WHERE tenant_id = :tenant AND job_id = :job
            )
            UPDATE kernel.job
            SET status = :status, message = :message, finished_at = date_trunc('second', now())
            WHERE tenant_id = :tenant AND job_id = :job
            """;

    private final JdbcClient jdbc;
    private final Duration lease;

    JobTable(JdbcClient jdbc, Duration lease) {
        this.jdbc = jdbc;
        this.lease = lease;
    }

    /** A row of the table; {@code isOld}: finished more than 30 days ago; {@code isUndone}: or being undone. */
    record Job(
            long id,
            String kind,
            String status,
            String createdBy,
            String input,
            @Nullable String checkpoint,
            @Nullable Long total,
            JobCounts counts,
            @Nullable String message,
            @Nullable Long undoes,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            boolean isOld,
            boolean isUndone) {}

    long unfinished(TenantId tenant) {
        return jdbc.sql(UNFINISHED)
                .param("tenant", tenant.value())
                .query(Long.class)
                .single();
    }

    /** With the lease that lets nodes find it. */
    void add(Caller caller, long job, String kind, String input, @Nullable Long undoes) {
        jdbc.sql(ADD)
                .param("tenant", caller.tenant().value())
                .param("job", job)
                .param("kind", kind)
                .param("user", caller.user())
                .param("input", input)
                .param("undoes", undoes)
                .update();
    }

    Optional<Job> find(TenantId tenant, long job) {
        return statement(FIND, tenant, job).query(JobTable::job).optional();
    }

    Job running(TenantId tenant, long job) {
        return statement(RUNNING, tenant, job).query(JobTable::job).single();
    }

    void total(TenantId tenant, long job, long total) {
        statement(TOTAL, tenant, job).param("total", total).update();
    }

    /** Last in a step. False if the node has lost the job. */
    boolean progress(long node, JobLeases.Taken taken, String checkpoint, JobCounts more) {
        return statement(PROGRESS, taken.tenant(), taken.job())
                        .param("node", node)
                        .param("lease", lease.toMillis())
                        .param("checkpoint", checkpoint)
                        .param("processed", more.processed())
                        .param("created", more.created())
                        .param("updated", more.updated())
                        .param("unchanged", more.unchanged())
                        .param("skipped", more.skipped())
                        .param("failed", more.failed())
                        .update()
                == 1;
    }

    /** The upload goes with it. */
    void finish(TenantId tenant, long job, String status, @Nullable String message) {
        statement(FINISH, tenant, job)
                .param("status", status)
                .param("message", message)
                .update();
    }

    private JdbcClient.StatementSpec statement(String sql, TenantId tenant, long job) {
        return jdbc.sql(sql).param("tenant", tenant.value()).param("job", job);
    }

    private static Job job(ResultSet row, int number) throws SQLException {
        return new Job(
                row.getLong("job_id"),
                row.getString("kind"),
                row.getString("status"),
                row.getString("created_by"),
                row.getString("input"),
                row.getString("checkpoint"),
                row.getObject("total", Long.class),
                new JobCounts(
                        row.getLong("processed"),
                        row.getLong("created"),
                        row.getLong("updated"),
                        row.getLong("unchanged"),
                        row.getLong("skipped"),
                        row.getLong("failed")),
                row.getString("message"),
                row.getObject("undoes", Long.class),
                instant(row.getObject("started_at", OffsetDateTime.class)),
                instant(row.getObject("finished_at", OffsetDateTime.class)),
                row.getBoolean("is_old"),
                row.getBoolean("is_undone"));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
