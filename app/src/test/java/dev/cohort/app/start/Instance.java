package dev.cohort.app.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process that runs the packaged jar. */
public record Instance(Process process, int port) implements AutoCloseable {

    private static final Pattern READY = Pattern.compile("Cohort is ready: http://localhost:(\\d+)");
    public static final Path JAR = Path.of("target/cohort.jar").toAbsolutePath();
    private static final long PATIENCE_SECONDS = 300;

    /** What a start that failed left: its exit code, and all of stderr. */
    record Failure(int exitCode, List<String> stderr) {

        /** The one line; fails if there is another, or if the exit code says that all is well. */
        String line() {
            assertThat(exitCode).isNotZero();
            assertThat(stderr).hasSize(1);
            return stderr.getFirst();
        }
    }

    /** An instance on an embedded database in {@code data}, without demo data, on a free port. */
    static Instance start(Path data) {
        return startQuickly(List.of("--cohort.data-dir=" + data, "--server.port=0", "--cohort.demo-data=false"));
    }

    static Instance startWithDemoData(Path data) {
        return startQuickly(List.of("--cohort.data-dir=" + data, "--server.port=0"));
    }

    private static Instance startQuickly(List<String> arguments) {
        return start(List.of(currentJava().toString(), "-XX:TieredStopAtLevel=1", "-jar", JAR.toString()), arguments);
    }

    /** An instance that {@code command} and then {@code arguments} start, as soon as it says that it is ready. */
    public static Instance start(List<String> command, List<String> arguments) {
        Process process = launch(command, arguments);
        BufferedReader stdout = process.inputReader();
        try {
            for (String line = stdout.readLine(); line != null; line = stdout.readLine()) {
                Matcher ready = READY.matcher(line);
                if (ready.find()) {
                    drain(stdout);
                    return new Instance(process, Integer.parseInt(ready.group(1)));
                }
            }
            throw new IllegalStateException("the instance ended: " + stderr(process));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static Failure fail(String... arguments) {
        return fail(currentJava(), Arrays.asList(arguments));
    }

    static Failure failOn(Path java) {
        return fail(java, List.of());
    }

    /** Of the process, without its database; 0 where the system does not tell. */
    public long residentMegabytes() {
        try {
            return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException notLinux) {
            return 0;
        }
    }

    /** As {@code kill -9}: the process has no chance to stop its database. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** As an operator ends it. Not by {@code Process.destroy}, which closes the pipe that the process still writes to. */
    @Override
    public void close() throws InterruptedException {
        process.toHandle().destroy();
        process.waitFor();
    }

    private static Failure fail(Path java, List<String> arguments) {
        Process process =
                launch(List.of(java.toString(), "-XX:TieredStopAtLevel=1", "-jar", JAR.toString()), arguments);
        drain(process.inputReader());
        try {
            List<String> stderr = stderr(process);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("the instance did not fail");
            }
            return new Failure(process.exitValue(), stderr);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static Process launch(List<String> program, List<String> arguments) {
        List<String> command = new ArrayList<>(program);
        command.addAll(arguments);
        try {
            return new ProcessBuilder(command).start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static List<String> stderr(Process process) {
        return process.errorReader(StandardCharsets.UTF_8).lines().toList();
    }

    private static void drain(BufferedReader reader) {
        CompletableFuture.runAsync(() -> reader.lines().forEach(line -> {}));
    }

    public static Path currentJava() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }
}
