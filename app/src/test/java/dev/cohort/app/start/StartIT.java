package dev.cohort.app.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.app.Api;
import dev.cohort.kernel.test.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts the packaged jar as an operator would, on good days and bad ones. */
class StartIT {

    @TempDir
    Path folder;

    @Test
    void aKilledInstanceIsTakenOverWithNothingLost() throws Exception {
        Path data = folder.resolve("data");
        String contact;
        try (Instance first = Instance.start(data)) {
            Api alice = Api.as("alice", first.port());
            contact = Api.json(alice.post("/api/v1/contacts", "{\"lastName\": \"Survivor\"}"))
                    .get("id")
                    .asString();
            assertThat(Files.getPosixFilePermissions(data)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
            assertThat(data.resolve("postgresql-18")).isDirectory();

            Instance.Failure second = Instance.fail("--cohort.data-dir=" + data, "--server.port=0");
            assertThat(second.line()).contains(data.toString(), "used by a running instance");

            first.kill();
        }
        try (Instance again = Instance.start(data)) {
            assertThat(Api.as("alice", again.port())
                            .get("/api/v1/contacts/" + contact)
                            .statusCode())
                    .isEqualTo(200);
        }
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
        assertThat(Instance.fail("--server.address=0.0.0.0").line()).contains("loopback", "cohort.mode=prod");
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
