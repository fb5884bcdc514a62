package dev.cohort.sleep.session;

import static dev.cohort.sleep.SleepHttp.session;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.Tsid;
import dev.cohort.kernel.test.PostgresTest;
import dev.cohort.kernel.test.query.HibernateWitness;
import dev.cohort.sleep.SleepHttp;
import jakarta.persistence.EntityManagerFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.MockMvc;
import tools.jackson.databind.JsonNode;

/** Sessions in: what is taken, what is refused, and how it is said. */
@PostgresTest
@AutoConfigureMockMvc
class SessionApiIT {

    private static final String START = "2026-03-02T22:00:00Z";
    private static final String END = "2026-03-03T06:00:00Z";

    @Autowired
    MockMvc http;

    @Autowired
    Clock clock;

    @Autowired
    EntityManagerFactory factory;

    private PersonId person;
    private SleepHttp sleep;

    @BeforeEach
    void somebody() {
        person = new PersonId(Tsid.next());
        sleep = new SleepHttp(http, person);
    }

    @Test
    void eachBadSessionIsRejectedWithItsReasonsAndTheOthersAreRecorded() throws Exception {
        String ahead = clock.instant().plus(Duration.ofHours(25)).toString();
        JsonNode results = sleep.post(
                session("garmin", START, END, ""),
                session("garmin", END, START, ""),
                session("garmin", START, START, ""),
                session("garmin", START, "2026-03-04T22:00:01Z", ""),
                session("garmin", "yesterday", END, ""),
                session("garmin", START, ahead, ""),
                session("garmin", START, END, ",\"zone\":\"Mars/Olympus\""),
                session("garmin", START, END, ",\"nap\":\"yes\""),
                session("garmin", START, END, ",\"asleepMinutes\":-1"),
                session("garmin", START, END, ",\"asleepMinutes\":1e999999"),
                session("garmin", START, END, ",\"colour\":\"blue\""),
                session("garmin", START, END, ",\"stages\":" + stage("dozing", START, END)),
                session("garmin", START, END, ",\"stages\":" + stage("deep", START, "2026-03-03T06:00:01Z")),
                session("garmin", START, END, ",\"stages\":" + stage("deep", "2026-03-02T23:00:00", END)),
                session("", START, END, ""),
                "{\"start\":\"" + START + "\",\"end\":\"" + END + "\"}",
                "17",
                session("garmin", "2026-02-30T22:00:00Z", END, ""),
                session("garmin", START, END, ",\"stageMinutes\":{\"deep\":\"90\"}"),
                session("garmin", START, END, ",\"externalId\":\"last\",\"efficiencyPercent\":100.42"));
        List<String> said = new ArrayList<>();
        for (JsonNode result : results) {
            JsonNode errors = result.get("errors");
            said.add(
                    errors.isEmpty()
                            ? result.get("status").asString()
                            : errors.at("/0/pointer").asString() + " "
                                    + errors.at("/0/code").asString());
            assertThat(result.get("status").asString().equals("rejected")).isEqualTo(!errors.isEmpty());
            assertThat(result.get("id").isNull()).isEqualTo(!errors.isEmpty());
        }
        assertThat(said)
                .containsExactly(
                        "created",
                        "/end end-before-start",
                        "/end end-before-start",
                        "/end too-long",
                        "/start invalid-time",
                        "/end too-long",
                        "/zone unknown-zone",
                        "/nap wrong-type",
                        "/asleepMinutes out-of-range",
                        "/asleepMinutes out-of-range",
                        "/colour unknown-property",
                        "/stages/0/stage unknown-stage",
                        "/stages/0 outside-session",
                        "/stages/0 mixed-offsets",
                        "/source/provider required",
                        "/source required",
                        " wrong-type",
                        "/start invalid-time",
                        "/stageMinutes/deep wrong-type",
                        "created");
        assertThat(results.get(19).get("externalId").asString()).isEqualTo("last");
    }

    @Test
    void aMalformedEnvelopeIsRefusedWhole() throws Exception {
        for (String body : List.of(
                "{}",
                "[]",
                "null",
                "{\"sessions\":{}}",
                "{\"sessions\":null}",
                "{\"sessions\":[],\"x\":1}",
                "{\"sessions\":[}",
                "{\"sessions\":[],\"sessions\":[]}",
                "\"\"")) {
            assertThat(post(body)).as(body).isEqualTo(400);
        }
        assertThat(post("{\"sessions\":[]}")).isEqualTo(200);
        assertThat(post("{\"sessions\":[" + String.join(",", Collections.nCopies(1_000, "1")) + "]}"))
                .isEqualTo(200);
        assertThat(post("{\"sessions\":[" + String.join(",", Collections.nCopies(1_001, "1")) + "]}"))
                .isEqualTo(422);
    }

    /** Were it read to its end, what follows would make it no JSON. */
    @Test
    void readingEndsWhereABodyHasTooMuch() throws Exception {
        String values = String.join(",", Collections.nCopies(100_001, "1"));
        for (String tooMuch : List.of(
                String.join(",", Collections.nCopies(1_001, "1")),
                "{\"colour\":[" + values,
                "{\"stages\":[" + values,
                "[" + values)) {
            assertThat(post("{\"sessions\":[" + tooMuch + " oops")).isEqualTo(422);
        }
        assertThat(post("{\"sessions\":[1],\"x\" oops")).isEqualTo(400);
    }

    @Test
    void anAnswerIsNotManyTimesItsRequest() throws Exception {
        String stages = String.join(",", Collections.nCopies(1_000, "{}"));
        String outside = String.join(
                ",",
                Collections.nCopies(
                        1_000, stage("deep", "2026-03-01T22:00:00Z", END).replaceAll("[\\[\\]]", "")));
        JsonNode results = sleep.post(
                "{\"stages\":[" + stages + "]}",
                session("garmin", START, END, ",\"stages\":[" + outside + "]"),
                session("garmin", "x".repeat(10_000), END, ""),
                session("garmin", START, END, ",\"" + "y".repeat(10_000) + "\":1"));
        assertThat(results.at("/0/errors")).hasSize(20);
        assertThat(results.at("/1/errors")).hasSize(20);
        assertThat(results.at("/2/errors/0/message").asString()).startsWith("\"" + "x".repeat(40) + "…\" is no time");
        assertThat(results.at("/3/errors/0/message").asString()).contains("\"" + "y".repeat(40) + "…\"");
    }

    @Test
    void whatNoDatabaseHoldsIsRejectedAndNamed() throws Exception {
        JsonNode results = sleep.post(
                session("garmin", START, END, ",\"externalId\":\"\\ud800\""),
                session("\\ud800", START, END, ""),
                session("garmin\\u0000", START, END, ""),
                session("garmin", START, END, ",\"asleepMinutes\":1e99999999999999"),
                session("garmin", START, END, ",\"asleepMinutes\":1000001"),
                session("garmin", START, END, ",\"externalId\":\"\\ud83d\\ude34\""));
        List<String> said = new ArrayList<>();
        results.forEach(result -> said.add(result.at("/errors/0/pointer").asString() + " "
                + result.at("/errors/0/code").asString()));
        assertThat(said)
                .containsExactly(
                        "/externalId invalid-character",
                        "/source/provider invalid-provider",
                        "/source/provider invalid-provider",
                        "/asleepMinutes wrong-type",
                        "/asleepMinutes out-of-range",
                        " ");
        assertThat(results.at("/4/errors/0/message").asString()).contains("0 to 1000000");
    }

    @Test
    void theLastOfOneKeyWinsAndEachIsCountedAgainstTheOneBefore() throws Exception {
        JsonNode results = sleep.record(
                session("garmin", START, END, ""),
                session("garmin", START, END, ",\"asleepMinutes\":400"),
                session("garmin", "2026-03-02T23:00:00+01:00", END, ",\"asleepMinutes\":400"),
                session("garmin", "2026-03-02T23:00:00.999+01:00", END, ",\"asleepMinutes\":400.0"),
                session("oura", START, END, ""));
        List<String> statuses = new ArrayList<>();
        results.forEach(result -> statuses.add(result.get("status").asString()));
        assertThat(statuses).containsExactly("created", "replaced", "replaced", "unchanged", "created");
        assertThat(results.at("/0/id")).isEqualTo(results.at("/3/id"));
        JsonNode night = sleep.get("/sleep/summaries").at("/items/0");
        assertThat(night.get("asleepMinutes").asInt()).isEqualTo(400);
        assertThat(night.get("start").asString()).isEqualTo("2026-03-02T23:00:00+01:00");
    }

    @Test
    void aZoneReadsTimesThatCameWithoutOffset() throws Exception {
        sleep.record(session("x", "2026-03-28T23:00:00", "2026-03-29T07:00:00", ",\"zone\":\"Europe/Warsaw\""));
        JsonNode night = sleep.get("/sleep/summaries").at("/items/0");
        assertThat(night.get("start").asString()).isEqualTo("2026-03-28T23:00:00+01:00");
        assertThat(night.get("end").asString()).isEqualTo("2026-03-29T07:00:00+02:00");
        assertThat(night.get("asleepMinutes").asInt()).isEqualTo(420);
        assertThat(night.get("flags").toString()).isEqualTo("[\"duration_only\"]");
    }

    private int post(String body) throws Exception {
        return sleep.call(HttpMethod.POST, "/sleep/sessions", body).status();
    }

    private static String stage(String stage, String start, String end) {
        return "[{\"stage\":\"" + stage + "\",\"start\":\"" + start + "\",\"end\":\"" + end + "\"}]";
    }

    @Test
    void editingOneSessionLoadsOneEntityAndWritesIt() throws Exception {
        String id = sleep.record(session("garmin", START, END, "")).at("/0/id").asString();
        String path = "/sleep/sessions/" + id;
        var patch = HibernateWitness.of(factory).capture(() -> sleep.call(HttpMethod.PATCH, path, "{\"nap\":true}"));
        patch.agrees().fetchedNothing();
        assertThat(patch.prepared()).as("the entity, its update").isEqualTo(2);
        assertThat(patch.queries()).hasTransactions(1);
        var same = HibernateWitness.of(factory).capture(() -> sleep.call(HttpMethod.PATCH, path, "{\"nap\":true}"));
        assertThat(same.agrees().prepared()).as("nothing to write").isEqualTo(1);
        var delete = HibernateWitness.of(factory).capture(() -> sleep.call(HttpMethod.DELETE, path, null));
        delete.agrees().fetchedNothing();
        assertThat(delete.prepared()).as("the entity, its deletion").isEqualTo(2);
        assertThat(sleep.get("/sleep/summaries").get("items")).isEmpty();
    }

    @Test
    void nobodyOfAnotherTenantAndNobodyElsesCallerTouchesASession() throws Exception {
        String id = sleep.record(session("garmin", START, END, "")).at("/0/id").asString();
        String path = "/sleep/sessions/" + id;
        for (SleepHttp other :
                List.of(new SleepHttp(http, person, 2), new SleepHttp(http, new PersonId(Tsid.next())))) {
            assertThat(other.call(HttpMethod.PATCH, path, "{\"nap\":true}").status())
                    .isEqualTo(404);
            assertThat(other.call(HttpMethod.DELETE, path, null).status()).isEqualTo(404);
            assertThat(other.get("/sleep/summaries").get("items")).isEmpty();
        }
        JsonNode night = sleep.get("/sleep/summaries").at("/items/0");
        assertThat(night.at("/sessions/0/id").asString()).isEqualTo(id);
        assertThat(night.at("/sessions/0/nap").asBoolean()).isFalse();
    }
}
