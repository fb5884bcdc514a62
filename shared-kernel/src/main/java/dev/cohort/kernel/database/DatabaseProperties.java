package dev.cohort.kernel.database;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param role the role under which every statement of the application runs; it owns nothing
 * @param statementTimeout after which PostgreSQL stops a statement of a request
 */
@ConfigurationProperties("cohort.database")
record DatabaseProperties(
        @DefaultValue("cohort_app") String role,
        @DefaultValue("5s") Duration statementTimeout) {

    DatabaseProperties {
        if (!role.matches("[a-z_][a-z0-9_]{0,62}")) {
            throw new IllegalArgumentException("cohort.database.role must be a plain lower-case identifier: " + role);
        }
    }

    /** What a new connection runs once, in one round trip, before the pool hands it out. */
    String sessionSettings() {
        return """
                SET ROLE %s;
                SET statement_timeout = %d;
                SET idle_in_transaction_session_timeout = 60000;
                SET jit = off;
                SET max_parallel_workers_per_gather = 0
                """.formatted(role, statementTimeout.toMillis());
    }
}
