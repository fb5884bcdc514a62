package dev.cohort.kernel.database;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What must be true of the server before the schema is touched: PostgreSQL 15 or newer, a role for the
 * application that owns nothing, and a login that may take it. Runs as the login that migrates.
 */
final class ApplicationRole {

    private static final Logger LOG = LoggerFactory.getLogger(ApplicationRole.class);
    private static final int OLDEST = 150000;
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private final JdbcTemplate owner;
    private final String role;
    private final String login;

    /** {@code login} is the one with which the application works. */
    ApplicationRole(DataSource owner, String role, String login) {
        this.owner = new JdbcTemplate(owner);
        this.role = role;
        this.login = login;
    }

    /**
     * Makes the role and grants it to the login, where that is still to do, and makes the schema that holds the
     * migration history.
     *
     * @throws UnusableDatabase naming what is wrong and which SQL mends it
     */
    void prepare() {
        int version = read("SELECT current_setting('server_version_num')::int", Integer.class);
        if (version < OLDEST) {
            throw new UnusableDatabase("PostgreSQL " + version / 10000 + " is too old: Cohort needs 15 or newer.");
        }
        if (!exists(role)) {
            change("CREATE ROLE " + role + " NOLOGIN NOSUPERUSER NOBYPASSRLS");
        }
        if (!mayTake(version)) {
            change("GRANT " + role + " TO " + quoted(login));
        }
        change("CREATE SCHEMA IF NOT EXISTS kernel");
        if (login.equals(read("SELECT session_user::text", String.class))) {
            LOG.warn(
                    "One login, {}, both migrates and works. Give spring.liquibase.user a login of its own, so that"
                            + " the application's cannot change the schema.",
                    login);
        }
    }

    /** Whether row-level security would not bind the login itself. */
    boolean loginEvadesRowLevelSecurity() {
        return Boolean.TRUE.equals(owner.queryForObject(
                "SELECT coalesce(bool_or(rolsuper OR rolbypassrls), false) FROM pg_roles WHERE rolname = ?",
                Boolean.class,
                login));
    }

    private boolean exists(String name) {
        return Boolean.TRUE.equals(
                owner.queryForObject("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = ?)", Boolean.class, name));
    }

    /** From version 16 on, membership and the right to take the role are two things. */
    private boolean mayTake(int version) {
        return Boolean.TRUE.equals(owner.queryForObject(
                "SELECT pg_has_role(?, ?, ?)", Boolean.class, login, role, version < 160000 ? "MEMBER" : "SET"));
    }

    private <T> T read(String sql, Class<T> type) {
        T value = owner.queryForObject(sql, type);
        if (value == null) {
            throw new UnusableDatabase("The database did not answer " + sql);
        }
        return value;
    }

    private void change(String sql) {
        try {
            owner.execute(sql);
        } catch (DataAccessException refused) {
            if (refused.getRootCause() instanceof SQLException cause
                    && INSUFFICIENT_PRIVILEGE.equals(cause.getSQLState())) {
                throw new UnusableDatabase(
                        "The login that migrates may not set up the application's role. Let an administrator run: "
                                + sql + ";");
            }
            throw refused;
        }
    }

    private static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }
}
