package dev.cohort.app.database;

import dev.cohort.app.start.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server that an instance left behind when it was killed. It is stopped only if it is ours: its process runs a
 * program of our own folder. Call with the data directory's lock held, which proves that no instance uses it.
 */
final class OrphanedServer {

    private static final Logger LOG = LoggerFactory.getLogger(OrphanedServer.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private OrphanedServer() {}

    /** Stops the server that {@code data/postmaster.pid} names, if it lives; removes a stale file. */
    static void stop(Path data, Path programs) throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        Optional<ProcessHandle> server = pid(pidFile).flatMap(ProcessHandle::of).filter(ProcessHandle::isAlive);
        if (server.isPresent() && isOurs(server.get(), programs)) {
            LOG.warn(
                    "Stopping the database server {} that a killed instance left behind",
                    server.get().pid());
            stop(server.get());
        }
        Files.deleteIfExists(pidFile);
    }

    private static Optional<Long> pid(Path pidFile) throws IOException {
        try (var lines = Files.lines(pidFile)) {
            return lines.findFirst().map(String::strip).map(Long::parseLong);
        } catch (NumberFormatException halfWritten) {
            return Optional.empty();
        }
    }

    private static boolean isOurs(ProcessHandle process, Path programs) throws IOException {
        Optional<String> command = process.info().command();
        return command.isPresent()
                && Files.exists(Path.of(command.get()))
                && Path.of(command.get()).toRealPath().startsWith(programs.toRealPath());
    }

    /** First politely, so that it writes a checkpoint; recovery from its log makes good for the other way. */
    private static void stop(ProcessHandle server) {
        server.destroy();
        if (!ends(server)) {
            server.destroyForcibly();
            if (!ends(server)) {
                throw new StartRefused("the database server " + server.pid()
                        + " of a killed instance does not end; stop it and start again.");
            }
        }
    }

    private static boolean ends(ProcessHandle server) {
        try {
            server.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException stillThere) {
            return !server.isAlive();
        }
    }
}
