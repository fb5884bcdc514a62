package dev.cohort.app.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.app.Api;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The packaged jar as the README has it started with half the work: extracted, with an AOT cache that a first run left.
 *
 * @param jar extracted
 * @param cache for {@code -XX:AOTCache}
 */
public record TrainedJar(Path jar, Path cache) {

    /** Extracts and trains in {@code folder}, which also gets a database. */
    public static TrainedJar in(Path folder) throws IOException, InterruptedException {
        String java = Instance.currentJava().toString();
        Path extracted = folder.resolve("extracted");
        var extraction = new ProcessBuilder(
                java,
                "-Djarmode=tools",
                "-jar",
                Instance.JAR.toString(),
                "extract",
                "--destination",
                extracted.toString());
        assertThat(extraction.inheritIO().start().waitFor()).isZero();
        var trained = new TrainedJar(extracted.resolve("cohort.jar"), folder.resolve("cohort.aot"));
        try (Instance instance = Instance.start(
                List.of(java, "-XX:AOTCacheOutput=" + trained.cache, "-jar", trained.jar.toString()),
                List.of("--cohort.data-dir=" + folder.resolve("data"), "--server.port=0"))) {
            assertThat(Api.as("alice", instance.port())
                            .get("/api/v1/contacts?limit=50")
                            .statusCode())
                    .isEqualTo(200);
        }
        assertThat(trained.cache).as("the cache that the first run leaves").exists();
        return trained;
    }
}
