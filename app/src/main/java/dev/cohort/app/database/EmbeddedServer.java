package dev.cohort.app.database;

import dev.cohort.app.start.StartRefused;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.util.FileSystemUtils;

/**
 * An embedded PostgreSQL 18 that keeps its data: durable, on loopback, with passwords, and after a kill taken over
 * with nothing lost. Logins: {@code cohort_owner} migrates, {@code cohort} works and owns nothing; the superuser is
 * used for nothing but to make those two.
 */
final class EmbeddedServer implements Closeable {

    static final String OWNER = "cohort_owner";
    static final String APPLICATION = "cohort";
    private static final String DATABASE = "cohort";
    private static final String MAJOR_VERSION = "18";

    private final DataDirectory directory;
    private final Passwords passwords;
    private final EmbeddedPostgres server;

    private EmbeddedServer(DataDirectory directory, Passwords passwords, EmbeddedPostgres server) {
        this.directory = directory;
        this.passwords = passwords;
        this.server = server;
    }

    /** Starts the server of {@code directory}; closes the directory when it cannot. */
    static EmbeddedServer start(DataDirectory directory) {
        try {
            Path root = directory.root();
            Path data = root.resolve("postgresql-" + MAJOR_VERSION);
            Path programs = root.resolve("server");
            Path ready = root.resolve("postgresql-" + MAJOR_VERSION + ".ready");
            if (!Files.exists(ready)) {
                // A first start that was killed half-way: nothing was stored yet, and nothing of it can be trusted.
                OrphanedServer.stop(data, programs);
                FileSystemUtils.deleteRecursively(data);
                FileSystemUtils.deleteRecursively(programs);
            }
            Files.createDirectories(programs);
            OrphanedServer.stop(data, programs);
            Passwords passwords = Passwords.readOrCreate(root.resolve("passwords.properties"));
            Path passwordFile = passwords.superuserFile(root);
            EmbeddedPostgres server;
            try {
                server = start(data, programs, passwords, passwordFile);
            } finally {
                Files.deleteIfExists(passwordFile);
            }
            var embedded = new EmbeddedServer(directory, passwords, server);
            embedded.prepareLogins();
            if (!Files.exists(ready)) {
                Files.createFile(ready);
            }
            return embedded;
        } catch (IOException | SQLException | RuntimeException failure) {
            try {
                directory.close();
            } catch (IOException second) {
                failure.addSuppressed(second);
            }
            throw failure instanceof StartRefused refused
                    ? refused
                    : new StartRefused("the embedded database did not start: " + failure.getMessage(), failure);
        }
    }

    String url() {
        return "jdbc:postgresql://localhost:" + server.getPort() + "/" + DATABASE;
    }

    Passwords passwords() {
        return passwords;
    }

    Path folder() {
        return directory.root();
    }

    @Override
    public void close() throws IOException {
        server.close();
        directory.close();
    }

    private static EmbeddedPostgres start(Path data, Path programs, Passwords passwords, Path passwordFile)
            throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(programs.toFile())
                .setRegisterShutdownHook(false)
                .setPGStartupWait(Duration.ofSeconds(60))
                .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
                .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                .setConnectConfig("password", passwords.superuser())
                // Options of initdb that the library has no methods for; used on the first start alone.
                .setLocaleConfig("pwfile", passwordFile.toString())
                .setLocaleConfig("auth-host", "scram-sha-256")
                .setLocaleConfig("auth-local", "scram-sha-256")
                // The library's own defaults would lose what was acknowledged when the machine stops.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("listen_addresses", "localhost")
                .setServerConfig("unix_socket_directories", "''")
                .setServerConfig("max_connections", "60")
                .setServerConfig("shared_buffers", "256MB")
                .setServerConfig("max_wal_size", "2GB")
                .setServerConfig("random_page_cost", "1.1")
                // Statistics follow an import within seconds, not within the minute of the default.
                .setServerConfig("autovacuum_naptime", "5s")
                .start();
    }

    /** Statements: five on one connection, six on the first start. */
    private void prepareLogins() throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection()) {
            var superuser = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
            login(superuser, OWNER, passwords.owner(), "CREATEROLE");
            login(superuser, APPLICATION, passwords.application(), "NOCREATEROLE");
            Boolean there = superuser.queryForObject(
                    "SELECT EXISTS (SELECT FROM pg_database WHERE datname = ?)", Boolean.class, DATABASE);
            if (!Boolean.TRUE.equals(there)) {
                superuser.execute("CREATE DATABASE " + DATABASE + " OWNER " + OWNER);
            }
        }
    }

    private static void login(JdbcTemplate superuser, String name, String password, String right) {
        Boolean there =
                superuser.queryForObject("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = ?)", Boolean.class, name);
        String verb = Boolean.TRUE.equals(there) ? "ALTER" : "CREATE";
        superuser.execute(
                verb + " ROLE " + name + " LOGIN NOSUPERUSER NOBYPASSRLS " + right + " PASSWORD '" + password + "'");
    }
}
