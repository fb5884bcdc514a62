package dev.cohort.contacts.merging;

import dev.cohort.kernel.Caller;
import dev.cohort.kernel.TenantId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The merges that were made. */
@Component
class MergeRows {

    private static final String ADD = """
            INSERT INTO contacts.merge
                   (tenant_id, merge_id, kept_id, kept_version, merged_id, merged_version, made_at, made_by)
            VALUES (:tenant, :merge, :kept, CAST(:keptVersion AS bigint), :merged, :mergedVersion,
                    to_timestamp(:at), :user)
            """;

    private static final String FIND = """
            SELECT m.kept_id, m.kept_version, m.merged_id, m.merged_version, m.made_at,
                   m.undone_at IS NOT NULL AS undone
            FROM contacts.merge m
            WHERE m.tenant_id = :tenant AND m.merge_id = :merge
            FOR UPDATE
            """;

    private static final String UNDONE = """
            UPDATE contacts.merge SET undone_at = to_timestamp(:at) WHERE tenant_id = :tenant AND merge_id = :merge
            """;

    private final JdbcClient jdbc;

    MergeRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param keptVersion null if the kept contact did not change */
    record Merge(
            long kept, @Nullable Long keptVersion, long merged, long mergedVersion, Instant at, boolean isUndone) {}

    void add(Caller caller, long id, Merge merge) {
        jdbc.sql(ADD)
                .param("tenant", caller.tenant().value())
                .param("merge", id)
                .param("kept", merge.kept())
                .param("keptVersion", merge.keptVersion())
                .param("merged", merge.merged())
                .param("mergedVersion", merge.mergedVersion())
                .param("at", merge.at().getEpochSecond())
                .param("user", caller.user())
                .update();
    }

    /** The merge, kept as it is until the transaction ends. */
    Optional<Merge> find(TenantId tenant, long id) {
        return jdbc.sql(FIND)
                .param("tenant", tenant.value())
                .param("merge", id)
                .query((row, number) -> new Merge(
                        row.getLong("kept_id"),
                        row.getObject("kept_version", Long.class),
                        row.getLong("merged_id"),
                        row.getLong("merged_version"),
                        row.getObject("made_at", OffsetDateTime.class).toInstant(),
                        row.getBoolean("undone")))
                .optional();
    }

    void undone(TenantId tenant, long id, Instant at) {
        jdbc.sql(UNDONE)
                .param("tenant", tenant.value())
                .param("merge", id)
                .param("at", at.getEpochSecond())
                .update();
    }
}
