package dev.cohort.kernel.job;

import dev.cohort.kernel.TenantId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows that jobs refused, in the order in which they were reported. */
final class JobErrors {

    static final int PAGE = 1_000;

    private static final String ADD = """
            INSERT INTO kernel.job_error (tenant_id, job_id, row_number, column_name, value, code, message)
            SELECT :tenant, :job, row_number, column_name, value, code, message
            FROM unnest(CAST(:rows AS bigint[]), CAST(:columns AS text[]), CAST(:values AS text[]),
                CAST(:codes AS text[]), CAST(:messages AS text[])) WITH ORDINALITY
                AS error (row_number, column_name, value, code, message, place)
            ORDER BY place
            """;

    private static final String PAGE_AFTER = """
            SELECT error_id, row_number, column_name, value, code, message
            FROM kernel.job_error
            WHERE tenant_id = :tenant AND job_id = :job AND error_id > :after
            ORDER BY error_id
            LIMIT :limit
            """;

    private final JdbcClient jdbc;

    JobErrors(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Reported(
            @Nullable Long row,
            @Nullable String column,
            @Nullable String value,
            String code,
            String message) {}

    record Stored(long id, Reported error) {}

    void add(TenantId tenant, long job, List<Reported> errors) {
        jdbc.sql(ADD)
                .param("tenant", tenant.value())
                .param("job", job)
                .param("rows", errors.stream().map(Reported::row).toArray(Long[]::new))
                .param("columns", errors.stream().map(Reported::column).toArray(String[]::new))
                .param("values", errors.stream().map(Reported::value).toArray(String[]::new))
                .param("codes", errors.stream().map(Reported::code).toArray(String[]::new))
                .param("messages", errors.stream().map(Reported::message).toArray(String[]::new))
                .update();
    }

    /** At most 1,000 errors after the one with id {@code after}. */
    List<Stored> after(TenantId tenant, long job, long after) {
        return jdbc.sql(PAGE_AFTER)
                .param("tenant", tenant.value())
                .param("job", job)
                .param("after", after)
                .param("limit", PAGE)
                .query((row, number) -> new Stored(
                        row.getLong("error_id"),
                        new Reported(
                                row.getObject("row_number", Long.class),
                                row.getString("column_name"),
                                row.getString("value"),
                                row.getString("code"),
                                row.getString("message"))))
                .list();
    }
}
