package dev.cohort.app.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.app.Api;
import dev.cohort.kernel.test.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Starts the packaged jar as an operator would, on good days and bad ones. */
class StartIT {

    private static final int ROWS = 8_000;

    @TempDir
    Path folder;

    @Test
    void aKilledInstanceIsTakenOverWithNothingLost() throws Exception {
        Path data = folder.resolve("data");
        String contact;
        String job;
        try (Instance first = Instance.start(data)) {
            Api alice = Api.as("alice", first.port());
            contact = Api.json(alice.post("/api/v1/contacts", "{\"lastName\": \"Survivor\"}"))
                    .get("id")
                    .asString();
            assertThat(Files.getPosixFilePermissions(data)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
            assertThat(data.resolve("postgresql-18")).isDirectory();

            Instance.Failure second = Instance.fail("--cohort.data-dir=" + data, "--server.port=0");
            assertThat(second.line()).contains(data.toString(), "used by a running instance");

            job = importing(alice);
            assertThat(done(alice, job, reached -> reached.get("processed").asInt() > 0)
                            .get("status")
                            .asString())
                    .as("killed while it imports")
                    .isEqualTo("running");
            first.kill();
        }
        try (Instance again = Instance.start(data)) {
            Api alice = Api.as("alice", again.port());
            assertThat(alice.get("/api/v1/contacts/" + contact).statusCode()).isEqualTo(200);
            JsonNode ended =
                    done(alice, job, reached -> !reached.get("finishedAt").isNull());
            assertThat(ended.get("status").asString()).isEqualTo("succeeded");
            assertThat(List.of("total", "processed", "created", "updated", "unchanged", "failed").stream()
                            .map(name -> ended.get(name).asInt()))
                    .as("no row is lost, and none is written twice")
                    .containsExactly(ROWS, ROWS, ROWS, 0, 0, 0);
            assertThat(Api.json(alice.post(
                                    "/api/v1/contacts/bulk",
                                    "{\"filter\": \"externalId=starts=row\", \"delete\": true, \"dryRun\": true}"))
                            .get("matching")
                            .asInt())
                    .isEqualTo(ROWS);
        }
    }

    /** Starts an import that takes some seconds; the address of its job. */
    private static String importing(Api alice) {
        var csv = new StringBuilder("externalId,firstName,lastName,email\n");
        for (int row = 0; row < ROWS; row++) {
            csv.append("row%d,First%d,Last%d,p%d@example.org\n".formatted(row, row, row, row));
        }
        String body = "--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"people.csv\"\r\n"
                + "Content-Type: text/csv\r\n\r\n" + csv + "\r\n--cut--\r\n";
        return alice.send(alice.request("/api/v1/contacts/imports")
                        .header("Content-Type", "multipart/form-data; boundary=cut")
                        .POST(BodyPublishers.ofString(body)))
                .headers()
                .firstValue("Location")
                .orElseThrow();
    }

    private static JsonNode done(Api alice, String job, Predicate<JsonNode> enough) throws InterruptedException {
        JsonNode reached = Api.json(alice.get(job));
        for (int tries = 0; !enough.test(reached) && tries < 6_000; tries++) {
            Thread.sleep(10);
            reached = Api.json(alice.get(job));
        }
        return reached;
    }

    @Test
    void aTakenPortIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            TestDatabase database = TestDatabase.create();
            Instance.Failure failure = Instance.fail(
                    "--spring.datasource.url=" + database.url(),
                    "--spring.datasource.username=" + TestDatabase.LOGIN,
                    "--spring.datasource.password=" + TestDatabase.PASSWORD,
                    "--spring.liquibase.user=" + TestDatabase.OWNER,
                    "--spring.liquibase.password=" + TestDatabase.PASSWORD,
                    "--server.port=" + taken.getLocalPort());
            assertThat(failure.line()).contains("port " + taken.getLocalPort() + " is in use", "--server.port");
        }
    }

    @Test
    void aDataDirectoryThatCannotBeWrittenIsNamed() throws IOException {
        Path file = Files.createFile(folder.resolve("a-file"));
        Instance.Failure failure = Instance.fail("--cohort.data-dir=" + file.resolve("data"));
        assertThat(failure.line()).contains(file.toString(), "cannot be written", "--cohort.data-dir");
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsNamedWithoutItsPassword() throws IOException {
        int closed;
        try (ServerSocket port = new ServerSocket(0)) {
            closed = port.getLocalPort();
        }
        Instance.Failure failure = Instance.fail(
                "--spring.datasource.url=jdbc:postgresql://localhost:" + closed + "/cohort?password=hidden",
                "--spring.datasource.username=cohort");
        assertThat(failure.line())
                .contains("jdbc:postgresql://localhost:" + closed + "/cohort", "cannot be reached")
                .doesNotContain("hidden");
    }

    @Test
    void demoModeRefusesAPublicAddress() {
        assertThat(Instance.fail("--server.address=0.0.0.0", "--cohort.data-dir=" + folder.resolve("data"))
                        .line())
                .contains("loopback", "cohort.mode=prod");
    }

    @Test
    void wordsThatAreNotKnownAreNamedWithTheOnesThatAre() {
        assertThat(Instance.fail("--cohort.mode=production").line()).contains("demo or prod", "production");
        assertThat(Instance.fail("--cohort.database.mode=h2").line()).contains("auto, external or embedded", "h2");
        assertThat(Instance.fail("--cohort.mode=prod").line()).contains("spring.datasource.url");
    }

    @Test
    void anOlderJavaIsToldWhichOneCohortNeeds() throws Exception {
        List<Path> older = olderJavas();
        org.junit.jupiter.api.Assumptions.assumeFalse(older.isEmpty(), "no Java 17 to 24 on this machine");
        Instance.Failure failure = Instance.failOn(older.getFirst());
        assertThat(failure.line()).contains("Cohort needs Java 25");
    }

    /** Waits until a listing has something; demo data are loaded beside the first pages. */
    private static void await(Api api, String listing) throws InterruptedException {
        for (int attempt = 0; Api.json(api.get(listing)).get("items").isEmpty(); attempt++) {
            assertThat(attempt).as(listing).isLessThan(600);
            Thread.sleep(100);
        }
    }

    private static List<Path> olderJavas() throws IOException {
        Path root = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (var homes = Files.list(root)) {
            return homes.filter(home -> home.getFileName().toString().matches(".*-(17|21)-.*"))
                    .map(home -> home.resolve("bin/java"))
                    .filter(Files::isExecutable)
                    .toList();
        }
    }
}
