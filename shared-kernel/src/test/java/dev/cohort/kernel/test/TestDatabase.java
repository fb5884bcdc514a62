package dev.cohort.kernel.test;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * Databases for tests. One switch, {@code -Dcohort.test.database}, says which server: {@code testcontainers},
 * {@code embedded}, {@code external} (with {@code cohort.test.url}, {@code .user} and {@code .password} of a
 * superuser), or {@code auto} (the default): Testcontainers where a container engine answers, else embedded. The
 * choice is logged, and the tests are the same.
 */
public record TestDatabase(String url) {

    /** Migrates; owns every table. */
    public static final String OWNER = "cohort_test_owner";

    /** Works; owns nothing. */
    public static final String LOGIN = "cohort_test_login";

    public static final String PASSWORD = "test";

    private static final Logger LOG = LoggerFactory.getLogger(TestDatabase.class);

    /** A new, empty database, owned by {@link #OWNER}. */
    public static TestDatabase create() {
        return create("cohort_test_" + Long.toString(ThreadLocalRandom.current().nextLong(1L << 50), 36));
    }

    /** The database of that name, made if it is not there: on an external server its data outlive the run. */
    public static TestDatabase named(String name) {
        if (!name.matches("[a-z][a-z0-9_]{0,62}")) {
            throw new IllegalArgumentException("a plain lower-case name, not " + name);
        }
        Boolean there = Server.INSTANCE.admin.queryForObject(
                "SELECT EXISTS (SELECT FROM pg_database WHERE datname = ?)", Boolean.class, name);
        return Boolean.TRUE.equals(there) ? of(name) : create(name);
    }

    private static TestDatabase create(String name) {
        Server.INSTANCE.admin.execute("CREATE DATABASE " + name + " OWNER " + OWNER);
        return of(name);
    }

    private static TestDatabase of(String name) {
        return new TestDatabase(Server.INSTANCE.url.replaceFirst("/[^/?]*(\\?|$)", "/" + name + "$1"));
    }

    /** Connections as the superuser, for tests that look behind the fences or take them away. */
    public DataSource asSuperuser() {
        return dataSource(url, Server.INSTANCE.user, Server.INSTANCE.password);
    }

    /** Connections as the owner of the tables. */
    public DataSource asOwner() {
        return dataSource(url, OWNER, PASSWORD);
    }

    private static DataSource dataSource(String url, String user, String password) {
        var source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser(user);
        source.setPassword(password);
        return source;
    }

    private static final class Server {

        static final Server INSTANCE = choose(System.getProperty("cohort.test.database", "auto"));

        final String url;
        final String user;
        final String password;
        final JdbcTemplate admin;

        Server(String what, String url, String user, String password) {
            this.url = url;
            this.user = user;
            this.password = password;
            this.admin = new JdbcTemplate(dataSource(url, user, password));
            LOG.info("Tests run on {}: {}", what, admin.queryForObject("SELECT version()", String.class));
            role(OWNER, "CREATEROLE");
            role(LOGIN, "NOCREATEROLE");
        }

        private void role(String name, String right) {
            Boolean there =
                    admin.queryForObject("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = ?)", Boolean.class, name);
            if (!Boolean.TRUE.equals(there)) {
                admin.execute("CREATE ROLE " + name + " LOGIN " + right + " PASSWORD '" + PASSWORD + "'");
            }
        }

        private static Server choose(String mode) {
            return switch (mode) {
                case "external" ->
                    new Server(
                            "the server of cohort.test.url",
                            System.getProperty("cohort.test.url"),
                            System.getProperty("cohort.test.user", "postgres"),
                            System.getProperty("cohort.test.password", ""));
                case "testcontainers" -> container();
                case "embedded" -> embedded();
                case "auto" -> DockerClientFactory.instance().isDockerAvailable() ? container() : embedded();
                default ->
                    throw new IllegalArgumentException(
                            "cohort.test.database must be auto, testcontainers, embedded or external, not " + mode);
            };
        }

        @SuppressWarnings("resource") // Testcontainers removes it when the JVM ends.
        private static Server container() {
            var container = new PostgreSQLContainer("postgres:18-alpine");
            container.start();
            return new Server(
                    "Testcontainers", container.getJdbcUrl(), container.getUsername(), container.getPassword());
        }

        @SuppressWarnings("resource") // Its shutdown hook stops it when the JVM ends.
        private static Server embedded() {
            try {
                var server = EmbeddedPostgres.builder()
                        .setServerConfig("shared_buffers", System.getProperty("cohort.test.buffers", "256MB"))
                        .setServerConfig("max_wal_size", "2GB")
                        .setPGStartupWait(java.time.Duration.ofSeconds(60))
                        .start();
                return new Server(
                        "embedded PostgreSQL",
                        "jdbc:postgresql://localhost:" + server.getPort() + "/postgres",
                        "postgres",
                        "");
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
