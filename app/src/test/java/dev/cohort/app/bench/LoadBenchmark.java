package dev.cohort.app.bench;

import dev.cohort.app.start.Instance;
import dev.cohort.app.start.TrainedJar;
import dev.cohort.kernel.test.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Section {@code load}: the packaged jar under users who never pause, {@code -Dcohort.bench.users=16,64,256} of them for
 * {@code -Dcohort.bench.seconds=60} each. {@code -Dcohort.bench.settings} chooses among {@code embedded},
 * {@code external} (the server of the tests, see {@link TestDatabase}), {@code platform-threads}, and {@code aot}
 * (extracted, with a cache).
 */
class LoadBenchmark {

    @TempDir
    Path folder;

    @Test
    void usersWhoNeverPause() throws Exception {
        Assumptions.assumeTrue(Lab.wants("load"));
        String settings = System.getProperty("cohort.bench.settings", "embedded,external,platform-threads,aot");
        for (String setting : settings.split(",")) {
            List<String> arguments = new ArrayList<>(
                    List.of("--server.port=0", "--cohort.data-dir=" + Files.createTempDirectory(folder, "data")));
            String name = setting;
            if (setting.equals("platform-threads")) {
                arguments.add("--spring.threads.virtual.enabled=false");
            } else if (setting.equals("external")) {
                TestDatabase database = TestDatabase.create();
                name = "PostgreSQL "
                        + new JdbcTemplate(database.asOwner())
                                .queryForObject("SELECT split_part(version(), ' ', 2)", String.class);
                arguments.addAll(List.of(
                        "--spring.datasource.url=" + database.url(),
                        "--spring.datasource.username=" + TestDatabase.LOGIN,
                        "--spring.datasource.password=" + TestDatabase.PASSWORD,
                        "--spring.liquibase.user=" + TestDatabase.OWNER,
                        "--spring.liquibase.password=" + TestDatabase.PASSWORD));
            }
            try (Instance instance = Instance.start(command(setting), arguments)) {
                var visitors = new Visitors(instance.port());
                for (double users : Lab.numbers("users", "16,64,256")) {
                    level(name, instance, visitors, (int) users, Lab.number("seconds", 60));
                }
            }
        }
        Report.write();
    }

    private List<String> command(String setting) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(Instance.currentJava().toString(), "-Xmx" + Lab.number("heap-mb", 512) + "m"));
        Path jar = Instance.JAR;
        if (setting.equals("aot")) {
            TrainedJar trained = TrainedJar.in(folder);
            command.add("-XX:AOTCache=" + trained.cache());
            jar = trained.jar();
        }
        command.addAll(List.of("-jar", jar.toString()));
        return command;
    }

    private static void level(String setting, Instance instance, Visitors visitors, int users, int seconds)
            throws Exception {
        visitors.run(Math.min(users, 16), Math.max(2, seconds / 6));
        visitors.reset();
        List<Double> resident = new CopyOnWriteArrayList<>();
        try (ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor()) {
            watch.scheduleAtFixedRate(
                    () -> resident.add((double) instance.residentMegabytes()), 1, 1, TimeUnit.SECONDS);
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
                "resident_first_mb",
                "resident_last_mb");
        Timing.Times times = visitors.times();
        Map<String, Long> failures = new LinkedHashMap<>(visitors.failures());
        long refused = failures.entrySet().stream()
                .filter(failure -> failure.getKey().startsWith("503"))
                .mapToLong(Map.Entry::getValue)
                .sum();
        failures.keySet().removeIf(failure -> failure.startsWith("503"));
        csv.put(
                setting,
                users,
                seconds,
                (double) times.runs() / seconds,
                times.median(),
                times.p95(),
                times.quantile(0.99),
                refused,
                failures.isEmpty() ? "0" : failures.toString().replace(",", ""),
                fifth(resident, 0),
                fifth(resident, 4));
        csv.save();
        System.out.printf(
                "%s, %d users: %.0f requests/s, p50 %.1f ms, p99 %.1f ms, failures %s, resident %.0f, then %.0f MB%n",
                setting,
                users,
                (double) times.runs() / seconds,
                times.median(),
                times.quantile(0.99),
                visitors.failures(),
                fifth(resident, 0),
                fifth(resident, 4));
    }

    /** The median of one fifth of the time. */
    private static double fifth(List<Double> samples, int which) {
        int size = samples.size();
        return samples.isEmpty()
                ? Double.NaN
                : new Timing.Times(
                                samples
                                        .subList(
                                                size * which / 5,
                                                Math.max(size * (which + 1) / 5, size * which / 5 + 1))
                                        .stream()
                                        .mapToDouble(Double::doubleValue)
                                        .toArray())
                        .median();
    }
}
