package dev.cohort.app.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.app.Api;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * From the start of the process to the first page of contacts, on a warm embedded database with the demo data: the
 * jar as it is, extracted, and extracted with an AOT cache. Interleaved; prints each run and the medians.
 * {@code ./mvnw -pl app -am verify -Pbench -Dit.test=StartBenchmark -Dfailsafe.failIfNoSpecifiedTests=false}
 */
class StartBenchmark {

    private static final int RUNS = Integer.getInteger("cohort.bench.runs", 3);

    @TempDir
    Path folder;

    @Test
    void timeToTheFirstPage() throws Exception {
        String java = Instance.currentJava().toString();
        TrainedJar trained = TrainedJar.in(folder);
        String jar = trained.jar().toString();
        String cache = "-XX:AOTCache=" + trained.cache();

        Map<String, List<String>> commands = new LinkedHashMap<>();
        commands.put("fat jar", List.of(java, "-jar", Instance.JAR.toString()));
        commands.put("extracted", List.of(java, "-jar", jar));
        commands.put("extracted, AOT cache", List.of(java, cache, "-jar", jar));
        commands.put("extracted, AOT cache, C1 alone", List.of(java, cache, "-XX:TieredStopAtLevel=1", "-jar", jar));
        Map<String, List<Start>> starts = new LinkedHashMap<>();
        for (int run = 0; run < RUNS; run++) {
            for (var command : commands.entrySet()) {
                Start start = started(command.getValue());
                System.out.println(command.getKey() + ": " + start);
                starts.computeIfAbsent(command.getKey(), name -> new ArrayList<>())
                        .add(start);
            }
        }
        System.out.println("| start | median, s | CPU, s | resident, MB |");
        System.out.println("|---|---|---|---|");
        starts.forEach((name, all) -> {
            all.sort(Comparator.comparingLong(Start::millis));
            Start median = all.get(all.size() / 2);
            System.out.printf(
                    "| %s | %.1f | %.1f | %d |%n",
                    name, median.millis() / 1e3, median.cpuMillis() / 1e3, median.residentMegabytes());
        });
    }

    private record Start(long millis, long cpuMillis, long residentMegabytes) {}

    private Start started(List<String> command) throws Exception {
        long begun = System.nanoTime();
        try (Instance instance =
                Instance.start(command, List.of("--cohort.data-dir=" + folder.resolve("data"), "--server.port=0"))) {
            assertThat(Api.as("alice", instance.port())
                            .get("/api/v1/contacts?limit=50")
                            .statusCode())
                    .isEqualTo(200);
            long millis = (System.nanoTime() - begun) / 1_000_000;
            Process process = instance.process();
            return new Start(
                    millis, process.info().totalCpuDuration().orElseThrow().toMillis(), instance.residentMegabytes());
        }
    }
}
