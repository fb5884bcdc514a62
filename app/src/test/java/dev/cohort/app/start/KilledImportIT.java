package dev.cohort.app.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.app.Api;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** An import of Apple Health in a real process that is killed in the middle of it, and the same import again. */
class KilledImportIT {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final int NIGHTS = 400;
    private static final int PULSES_A_NIGHT = 300;

    @TempDir
    Path folder;

    @Test
    void anImportThatIsKilledAndRepeatedGivesWhatOneCleanRunGives() throws Exception {
        byte[] export = export();
        Path data = folder.resolve("data");
        String person;
        long stored;
        try (Instance first = Instance.start(data)) {
            Api alice = Api.as("alice", first.port());
            person = person(alice);
            String job = upload(alice, person, export);
            JsonNode seen = until(
                    alice, job, "it stores", state -> state.get("processed").asLong() > 0);
            stored = seen.get("processed").asLong();
            first.kill();
            assertThat(stored).as("killed in the middle").isLessThan(total(seen));
        }
        try (Instance again = Instance.start(data)) {
            Api alice = Api.as("alice", again.port());
            JsonNode repeated = finished(alice, upload(alice, person, export));
            assertThat(repeated.get("unchanged").asLong())
                    .as("was there from before")
                    .isPositive();
            String clean = person(alice);
            JsonNode once = finished(alice, upload(alice, clean, export));
            assertThat(repeated.get("failed")).isEqualTo(once.get("failed"));
            assertThat(repeated.get("processed")).isEqualTo(once.get("processed"));
            List<String> nights = pages(alice, clean, "/sleep/summaries?limit=200");
            assertThat(nights).hasSizeGreaterThan(NIGHTS - 5);
            assertThat(pages(alice, person, "/sleep/summaries?limit=200")).isEqualTo(nights);
            List<String> days = pages(alice, clean, "/samples?type=heart_rate&resolution=1d&limit=200");
            assertThat(days).hasSizeGreaterThan(NIGHTS - 5);
            assertThat(pages(alice, person, "/samples?type=heart_rate&resolution=1d&limit=200"))
                    .isEqualTo(days);
            System.out.printf(
                    "killed after %,d of %,d records; %,d nights alike%n", stored, total(once), nights.size());
        }
    }

    private static String person(Api alice) {
        return Api.json(alice.post("/api/v1/contacts", "{\"lastName\": \"Sleeper\"}"))
                .get("id")
                .asString();
    }

    private static String upload(Api alice, String person, byte[] export) {
        var body = new ByteArrayOutputStream();
        body.writeBytes(("--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"export.xml\"\r\n"
                        + "Content-Type: application/xml\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        body.writeBytes(export);
        body.writeBytes("\r\n--cut--\r\n".getBytes(StandardCharsets.US_ASCII));
        var answer = alice.send(alice.request("/api/v1/people/" + person + "/imports?format=apple-health")
                .header("Content-Type", "multipart/form-data; boundary=cut")
                .POST(BodyPublishers.ofByteArray(body.toByteArray())));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private static JsonNode finished(Api alice, String job) throws InterruptedException {
        JsonNode state = until(
                alice,
                job,
                "it ends",
                now -> List.of("succeeded", "failed").contains(now.get("status").asString()));
        assertThat(state.get("status").asString()).as("%s", state).isEqualTo("succeeded");
        return state;
    }

    private interface Condition {
        boolean holds(JsonNode state);
    }

    private static JsonNode until(Api alice, String job, String what, Condition condition) throws InterruptedException {
        JsonNode state = Api.json(alice.get(job));
        for (int tries = 0; tries < 12_000 && !condition.holds(state); tries++) {
            Thread.sleep(10);
            state = Api.json(alice.get(job));
        }
        assertThat(condition.holds(state)).as("%s: %s", what, state).isTrue();
        return state;
    }

    private static long total(JsonNode job) {
        return job.get("total").asLong();
    }

    /** The items of all pages; ids of sessions are made anew at each import. */
    private static List<String> pages(Api alice, String person, String path) {
        List<String> items = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            JsonNode page = Api.json(alice.get("/api/v1/people/" + person + path + cursor));
            page.get("items").forEach(item -> items.add(item.toString().replaceAll("\"id\":\"[^\"]*\"", "")));
            cursor = page.get("next").isNull()
                    ? null
                    : "&cursor=" + page.get("next").asString();
        }
        return items;
    }

    /** About 40 MB: nights in four stages of a watch, with a pulse for each minute or so. */
    private static byte[] export() {
        var random = new Random(7);
        var xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<HealthData locale=\"en_US\">\n");
        for (int night = 0; night < NIGHTS; night++) {
            LocalDateTime at =
                    LocalDateTime.of(2024, 1, 1, 22, 0).plusDays(night).plusMinutes(random.nextInt(90));
            LocalDateTime start = at;
            for (String stage : List.of("AsleepCore", "AsleepDeep", "Awake", "AsleepREM")) {
                LocalDateTime end = start.plusMinutes(20 + random.nextInt(80));
                record(
                        xml,
                        "HKCategoryTypeIdentifierSleepAnalysis",
                        start,
                        end,
                        "HKCategoryValueSleepAnalysis" + stage);
                start = end;
            }
            for (int pulse = 0; pulse < PULSES_A_NIGHT; pulse++) {
                LocalDateTime then = at.plusSeconds(pulse * 80L + random.nextInt(60));
                record(xml, "HKQuantityTypeIdentifierHeartRate", then, then, String.valueOf(48 + random.nextInt(20)));
            }
        }
        return xml.append("</HealthData>\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void record(StringBuilder xml, String type, LocalDateTime start, LocalDateTime end, String value) {
        String unit = type.endsWith("HeartRate") ? " unit=\"count/min\"" : "";
        xml.append(" <Record type=\"").append(type).append("\" sourceName=\"Watch\" sourceVersion=\"9.1\"");
        xml.append(" device=\"&lt;&lt;HKDevice: 0x281&gt;, name:Apple Watch, hardware:Watch6,12&gt;\"")
                .append(unit);
        xml.append(" creationDate=\"").append(TIME.format(end)).append(" +0100\" startDate=\"");
        xml.append(TIME.format(start)).append(" +0100\" endDate=\"").append(TIME.format(end));
        xml.append(" +0100\" value=\"").append(value).append("\"/>\n");
    }
}
