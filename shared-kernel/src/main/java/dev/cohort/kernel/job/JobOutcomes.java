package dev.cohort.kernel.job;

import dev.cohort.kernel.TenantId;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What became of each row, a step's rows together. */
final class JobOutcomes {

    private static final String ADD = """
            INSERT INTO kernel.job_outcome (tenant_id, job_id, row_numbers, outcomes)
            VALUES (:tenant, :job, CAST(:rows AS bigint[]), CAST(:outcomes AS text[]))
            """;

    private static final String NEXT = """
            SELECT outcome_id, row_numbers, outcomes
            FROM kernel.job_outcome
            WHERE tenant_id = :tenant AND job_id = :job AND outcome_id > :after
            ORDER BY outcome_id
            LIMIT 1
            """;

    private final JdbcClient jdbc;

    JobOutcomes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Stored(long id, Long[] rows, String[] outcomes) {}

    void add(TenantId tenant, long job, List<Long> rows, List<String> outcomes) {
        jdbc.sql(ADD)
                .param("tenant", tenant.value())
                .param("job", job)
                .param("rows", rows.toArray(Long[]::new))
                .param("outcomes", outcomes.toArray(String[]::new))
                .update();
    }

    /** The step after the one with id {@code after}. */
    Optional<Stored> after(TenantId tenant, long job, long after) {
        return jdbc.sql(NEXT)
                .param("tenant", tenant.value())
                .param("job", job)
                .param("after", after)
                .query((row, number) -> new Stored(
                        row.getLong("outcome_id"),
                        (Long[]) row.getArray("row_numbers").getArray(),
                        (String[]) row.getArray("outcomes").getArray()))
                .optional();
    }
}
