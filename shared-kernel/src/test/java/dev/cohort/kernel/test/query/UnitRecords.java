package dev.cohort.kernel.test.query;

import dev.cohort.kernel.query.QueryScope;
import dev.cohort.kernel.query.QueryUnit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The records of this JVM's tests. When its last test is over they go to {@code target/query-budgets}, where the
 * coverage test of the application finds what the modules' own tests have exercised. A build that tests a module
 * replaces what earlier builds left there: what a unit cost yesterday proves nothing.
 */
final class UnitRecords implements AutoCloseable {

    private static final Map<String, UnitRecord> KNOWN = new ConcurrentHashMap<>();

    static void add(QueryScope scope) {
        QueryUnit unit = scope.unit();
        if (unit != null && unit.kind() != QueryScope.Kind.TEST) {
            KNOWN.merge(key(unit.id(), unit.name()), UnitRecord.of(unit, scope), UnitRecord::with);
        }
    }

    /** This JVM's, and those that earlier test runs left in {@code folders}. */
    static SortedMap<String, UnitRecord> with(List<Path> folders) {
        SortedMap<String, UnitRecord> all = new TreeMap<>(KNOWN);
        for (Path folder : folders) {
            for (String line : lines(folder)) {
                UnitRecord record = UnitRecord.parse(line);
                all.merge(key(record.id(), record.name()), record, UnitRecord::with);
            }
        }
        return all;
    }

    private static String key(String id, String name) {
        return name + " (" + id + ")";
    }

    private static List<String> lines(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".tsv"))
                    .flatMap(file -> read(file).stream())
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static List<String> read(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() throws IOException {
        Path target = Path.of(System.getProperty("basedir", "."), "target");
        if (Files.isDirectory(target) && !KNOWN.isEmpty()) {
            Path folder = Files.createDirectories(target.resolve("query-budgets"));
            String build = build();
            forgetOtherBuilds(folder, build);
            Files.write(
                    folder.resolve(build + ProcessHandle.current().pid() + ".tsv"),
                    KNOWN.values().stream().map(UnitRecord::line).sorted().toList());
        }
    }

    static void forgetOtherBuilds(Path folder, String build) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (!file.getFileName().toString().startsWith(build)) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Names the build by the process that runs it: the nearest JVM above this one, or whoever started this one. */
    private static String build() {
        ProcessHandle above = ProcessHandle.current().parent().orElse(ProcessHandle.current());
        for (ProcessHandle one = above; one != null; one = one.parent().orElse(null)) {
            if (one.info().command().orElse("").matches(".*\\bjava(\\.exe)?")) {
                above = one;
                break;
            }
        }
        long since = above.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        return above.pid() + "-" + since + "-";
    }
}
