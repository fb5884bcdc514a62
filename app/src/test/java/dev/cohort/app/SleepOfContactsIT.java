package dev.cohort.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.app.security.Session;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.TenantScope;
import dev.cohort.kernel.Tsid;
import dev.cohort.kernel.test.query.QueryBudgets;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Sleep in the whole application, where a person is a contact: what each request costs there, and its end. */
@CohortTest
class SleepOfContactsIT {

    private static final String SESSION = """
        {"sessions": [{"source": {"provider": "oura"}, "start": "2026-03-02T22:30:00Z",
            "end": "2026-03-03T06:30:00Z", "asleepMinutes": 425, "inBedMinutes": 470}]}\
        """;
    private static final String SAMPLES = """
        {"source": {"provider": "oura"}, "type": "heart_rate", "unit": "bpm",
            "samples": [["2026-03-03T01:00:00Z", 52], ["2026-03-03T02:00:00Z", 54]]}\
        """;
    private static final String WINDOW = """
        {"types": ["heart_rate"], "windows": [{"start": "2026-03-03T00:00:00Z", "end": "2026-03-03T03:00:00Z"}]}\
        """;

    @LocalServerPort
    int port;

    @Autowired
    DataSource dataSource;

    private Api alice;
    private String person;
    private String people;
    private String session;

    @BeforeEach
    void aContactWithANight() {
        alice = Api.as("alice", port);
        person = Api.json(alice.post("/api/v1/contacts", "{\"lastName\": \"Sleeper\"}"))
                .get("id")
                .asString();
        people = "/api/v1/people/" + person;
        session = sent(alice.post(people + "/sleep/sessions", SESSION), 200)
                .at("/results/0/id")
                .asString();
        sent(alice.post(people + "/samples", SAMPLES), 200);
    }

    @Test
    void readingSleepAsksForThePersonOnceAndSendsNothingTwice() {
        for (String path : new String[] {
            "/sleep/summaries",
            "/sleep/nights/2026-03-03",
            "/sleep/trends?days=7",
            "/sleep/trends?days=7&to=2026-03-03",
            "/sleep/settings",
            "/samples?type=heart_rate"
        }) {
            var captured = QueryBudgets.capture(() -> sent(alice.get(people + path), 200));
            assertThat(captured).as(path).hasNoRepeats();
            assertThat(captured.statements()).as(path).isBetween(2, 4);
        }
        sent(alice.get(people + "/samples?type=heart_rate&resolution=1d"), 200);
        assertThat(QueryBudgets.capture(() -> sent(alice.post(people + "/sleep/averages", WINDOW), 200)))
                .hasStatements(3);
    }

    @Test
    void writesKeepTheirBudgetsInTheWholeApplication() {
        sent(alice.get("/api/v1/sleep/settings"), 200);
        send("PUT", people + "/sleep/settings", "{\"zone\": \"Europe/Warsaw\"}", 200);
        send("PATCH", people + "/sleep/sessions/" + session, "{\"nap\": true}", 200);
        send("PATCH", people + "/sleep/sessions/" + session, "{\"nap\": null}", 200);
        sent(alice.post(people + "/sleep/sessions", SESSION.replace("425", "400")), 200);
        send("DELETE", people + "/sleep/sessions/" + session, "", 204);
    }

    @Test
    void thePageOfAPersonsSleepAndItsDownload() {
        Session browser = Session.signIn("alice", port);
        assertThat(browser.get("/people/" + person + "/sleep").body()).contains("Sleeper", "Night to Tue 3 Mar 2026");
        assertThat(browser.get("/people/" + person + "/sleep/nights.csv?night=2026-03-03")
                        .body())
                .contains("2026-03-03");
        assertThat(browser.get("/contacts?peek=" + person).body()).contains("Sleeper");
    }

    @Test
    void whoIsErasedLeavesNoSleepBehind() {
        assertThat(rowsOf("sleep.sleep_session") + rowsOf("sleep.night") + rowsOf("sleep.sample_chunk"))
                .isEqualTo(3);
        var captured = QueryBudgets.capture(() -> assertThat(
                        alice.post("/api/v1/contacts/" + person + "/erase", "").statusCode())
                .isEqualTo(204));
        assertThat(captured.units())
                .extracting(unit -> unit.id())
                .contains("EraseSleepWhenContactErased.erase", "ContactController.erase");
        assertThat(rowsOf("sleep.sleep_session") + rowsOf("sleep.night") + rowsOf("sleep.sample_chunk"))
                .isZero();
        assertThat(alice.get(people + "/sleep/summaries").statusCode()).isEqualTo(404);
    }

    private int rowsOf(String table) {
        // The table's name is one of this test's own.
        String count = "SELECT count(*) FROM " + table + " WHERE tenant_id = 1 AND person_id = :person";
        return TenantScope.call(
                new TenantId(1),
                () -> JdbcClient.create(dataSource)
                        .sql(count)
                        .param("person", Tsid.parse(person).orElseThrow())
                        .query(Integer.class)
                        .single());
    }

    private void send(String method, String path, String body, int status) {
        sent(
                alice.send(alice.request(path)
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body))),
                status);
    }

    private static JsonNode sent(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return Api.json(answer);
    }
}
