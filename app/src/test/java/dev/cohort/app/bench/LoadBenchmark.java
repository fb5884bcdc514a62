package dev.cohort.app.bench;

import dev.cohort.app.Api;
import dev.cohort.kernel.test.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * Section {@code load}: the packaged jar under users who never pause, {@code -Dcohort.bench.users=16,64,256} of them for
 * {@code -Dcohort.bench.seconds=60} each. {@code -Dcohort.bench.settings} chooses among {@code embedded},
 * {@code external} (the server of the tests, see {@link TestDatabase}), {@code platform-threads}, and {@code aot} (with
 * the cache that {@code -Dcohort.bench.aot} names).
 */
class LoadBenchmark {

    private static final Pattern READY = Pattern.compile("Cohort is ready: http://localhost:(\\d+)");
    private static final Path JAR = Path.of("target/cohort.jar").toAbsolutePath();

    @Test
    void usersWhoNeverPause() throws Exception {
        Assumptions.assumeTrue(Lab.wants("load"));
        String settings = System.getProperty("cohort.bench.settings", "embedded,platform-threads");
        for (String setting : settings.split(",")) {
            Path data = Files.createTempDirectory("cohort-load");
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx" + Lab.number("heap-mb", 512) + "m"));
            if (setting.equals("aot")) {
                command.add("-XX:AOTCache=" + System.getProperty("cohort.bench.aot"));
            }
            command.addAll(List.of("-jar", JAR.toString(), "--server.port=0", "--cohort.data-dir=" + data));
            if (setting.equals("platform-threads")) {
                command.add("--spring.threads.virtual.enabled=false");
            } else if (setting.equals("external")) {
                command.addAll(List.of(
                        "--spring.datasource.url=" + TestDatabase.create().url(),
                        "--spring.datasource.username=" + TestDatabase.LOGIN,
                        "--spring.datasource.password=" + TestDatabase.PASSWORD,
                        "--spring.liquibase.user=" + TestDatabase.OWNER,
                        "--spring.liquibase.password=" + TestDatabase.PASSWORD));
            }
            long started = System.nanoTime();
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            try {
                int port = port(process.inputReader());
                System.out.printf("%s: ready after %.1f s%n", setting, (System.nanoTime() - started) / 1e9);
                for (double users : Lab.numbers("users", "16,64,256")) {
                    level(setting, port, (int) users, Lab.number("seconds", 60));
                }
            } finally {
                process.destroy();
                process.waitFor();
            }
        }
        Report.write();
    }

    private static int port(BufferedReader output) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher ready = READY.matcher(line);
            if (ready.find()) {
                CompletableFuture.runAsync(() -> output.lines().forEach(rest -> {}));
                return Integer.parseInt(ready.group(1));
            }
        }
        throw new IllegalStateException("the application ended");
    }

    private static void level(String setting, int port, int users, int seconds) throws Exception {
        var visitors = new Visitors(port);
        visitors.run(Math.min(users, 16), Math.max(2, seconds / 6));
        visitors.reset();
        Api alice = Api.as("alice", port);
        var heap = new AtomicLong();
        var connections = new AtomicLong();
        try (ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor()) {
            watch.scheduleAtFixedRate(
                    () -> {
                        heap.accumulateAndGet(
                                (long) (meter(alice, "jvm.memory.used?tag=area:heap") / 1048576), Math::max);
                        connections.accumulateAndGet((long) meter(alice, "hikaricp.connections.active"), Math::max);
                    },
                    1,
                    1,
                    TimeUnit.SECONDS);
            visitors.run(users, seconds);
            watch.shutdownNow();
        }
        var csv = new Csv(
                Lab.FOLDER.resolve("load.csv"),
                2,
                "setting",
                "users",
                "seconds",
                "requests_per_second",
                "p50_ms",
                "p95_ms",
                "p99_ms",
                "refused",
                "errors",
                "heap_mb",
                "connections");
        Timing.Times times = visitors.times();
        Map<Integer, Long> failures = new LinkedHashMap<>(visitors.failures());
        Long refused = failures.remove(503);
        csv.put(
                setting,
                users,
                seconds,
                (double) times.runs() / seconds,
                times.median(),
                times.p95(),
                times.quantile(0.99),
                refused == null ? 0 : refused,
                failures.isEmpty() ? "0" : failures.toString().replace(",", ""),
                heap.get(),
                connections.get());
        csv.save();
        System.out.printf(
                "%s, %d users: %.0f requests/s, p50 %.1f ms, p99 %.1f ms, failures %s, heap %d MB, %d connections%n",
                setting,
                users,
                (double) times.runs() / seconds,
                times.median(),
                times.quantile(0.99),
                visitors.failures(),
                heap.get(),
                connections.get());
    }

    private static double meter(Api alice, String name) {
        try {
            return Api.json(alice.get("/actuator/metrics/" + name))
                    .at("/measurements/0/value")
                    .doubleValue();
        } catch (RuntimeException busy) {
            return 0;
        }
    }
}
