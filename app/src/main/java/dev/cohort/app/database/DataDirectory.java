package dev.cohort.app.database;

import dev.cohort.app.start.StartRefused;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The folder of an embedded installation, readable by its owner alone and locked by the instance that uses it. The
 * lock belongs to the process, so a killed instance leaves none.
 */
final class DataDirectory implements Closeable {

    private final Path root;
    private final FileChannel channel;
    private final FileLock lock;

    private DataDirectory(Path root, FileChannel channel, FileLock lock) {
        this.root = root;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Opens and locks {@code configured}, or the user's data folder if that is null.
     *
     * @throws StartRefused if it cannot be written, or another instance has it
     */
    static DataDirectory open(@Nullable String configured) {
        Path root = configured == null || configured.isBlank()
                ? userFolder(System.getenv(), System.getProperty("os.name", ""), System.getProperty("user.home", "."))
                : Path.of(configured).toAbsolutePath().normalize();
        try {
            Files.createDirectories(root);
            if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
            }
            FileChannel channel = FileChannel.open(
                    root.resolve("instance.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = lock(channel);
            if (lock == null) {
                channel.close();
                throw new StartRefused(
                        "the data directory " + root + " is used by a running instance; stop it, or choose another"
                                + " with --cohort.data-dir=<folder>.");
            }
            return new DataDirectory(root, channel, lock);
        } catch (IOException unwritable) {
            throw new StartRefused(
                    "the data directory " + root
                            + " cannot be written; choose another with --cohort.data-dir=<folder>.",
                    unwritable);
        }
    }

    Path root() {
        return root;
    }

    @Override
    public void close() throws IOException {
        lock.release();
        channel.close();
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    /** Where the platform keeps a user's application data. */
    static Path userFolder(Map<String, String> environment, String system, String home) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("mac")) {
            return Path.of(home, "Library", "Application Support", "Cohort");
        }
        if (name.startsWith("windows")) {
            String local = environment.get("LOCALAPPDATA");
            return local == null ? Path.of(home, "AppData", "Local", "Cohort") : Path.of(local, "Cohort");
        }
        String xdg = environment.get("XDG_DATA_HOME");
        return xdg == null || xdg.isBlank() ? Path.of(home, ".local", "share", "cohort") : Path.of(xdg, "cohort");
    }
}
