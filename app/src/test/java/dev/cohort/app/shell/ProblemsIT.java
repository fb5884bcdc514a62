package dev.cohort.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.app.Api;
import dev.cohort.app.CohortTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@CohortTest
class ProblemsIT {

    @LocalServerPort
    int port;

    private Api alice;

    @BeforeEach
    void alice() {
        alice = Api.as("alice", port);
    }

    @Test
    void malformedJsonNamesLineAndColumn() {
        assertThat(problem(alice.post("/api/v1/contacts", "{\n  \"lastName\": \n}"), 400)
                        .get("detail")
                        .asString())
                .contains("line 3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e99999999999999", "[[", "1"})
    void jsonThatNobodyBuildsIsRefused(String start) {
        String value = start.length() > 2 ? start : start.repeat(1_500);
        assertThat(problem(alice.post("/api/v1/contacts", "{\"lastName\": " + value + "}"), 400)
                        .get("type")
                        .asString())
                .isEqualTo("urn:cohort:problem:excessive-json");
    }

    @Test
    void anUnknownPropertyIsNamed() {
        JsonNode problem = problem(alice.post("/api/v1/contacts", "{\"lastNme\": \"x\"}"), 400);
        assertThat(problem.get("errors").get(0).get("pointer").asString()).isEqualTo("/lastNme");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "201", "-1", "many", ""})
    void aLimitOutsideTheRangeIsRefused(String limit) {
        assertThat(problem(alice.get("/api/v1/contacts?limit=" + limit), 400)
                        .get("detail")
                        .asString())
                .contains("limit", "1 to 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "%00", "..%2F", "💥"})
    void aTamperedCursorIsRefused(String cursor) {
        assertThat(problem(alice.get("/api/v1/contacts?cursor=" + encoded(cursor)), 400)
                        .get("type")
                        .asString())
                .isEqualTo("urn:cohort:problem:invalid-cursor");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/contacts/nonsense, 404",
        "GET, /api/v1/contacts/0HZZZZZZZZZZZ, 404",
        "GET, /api/v1/nothing, 404",
        "GET, /api/nothing/at/all, 404",
        "PUT, /api/v1/contacts, 405",
        "DELETE, /api/v1/contact-fields, 405",
    })
    void whatIsNotThereIsAProblem(String method, String path, int status) {
        HttpResponse<String> answer = alice.send(alice.request(path)
                .method(method, BodyPublishers.ofString("{}"))
                .header("Content-Type", "application/json"));
        problem(answer, status);
    }

    @Test
    void anUploadThatIsNoneIsRefused() {
        problem(alice.post("/api/v1/contacts/imports", "{}"), 400);
        problem(
                alice.send(alice.request("/api/v1/contacts/imports")
                        .header("Content-Type", "multipart/form-data; boundary=cut")
                        .POST(BodyPublishers.ofString("--cut\r\nContent-Disposition: form-data; name=\"file\""))),
                400);
    }

    @Test
    void theMethodThatIsNotAnsweredIsNamed() {
        HttpResponse<String> answer =
                alice.send(alice.request("/api/v1/contacts").method("PUT", BodyPublishers.ofString("{}")));
        assertThat(Api.json(answer).get("detail").asString()).contains("does not answer PUT");
    }

    /** Over a socket: no client sends such a thing. */
    @ParameterizedTest
    @ValueSource(strings = {"GET /api/v1/contacts/%00 HTTP/1.1", "GET /api/v1/contacts?q=\\ HTTP/1.1", "GET / HTTP/9"})
    void whatTheContainerRefusesIsAProblemToo(String line) throws IOException {
        assertRefused(line, 400);
    }

    @Test
    void anAddressThatIsTooLongIsAProblemToo() throws IOException {
        assertRefused("GET /api/v1/contacts?q=" + "x".repeat(70_000) + " HTTP/1.1", 400);
        String long200 = "/api/v1/contacts?filter=lastName=in=("
                + String.join(",", Collections.nCopies(200, "a".repeat(100))) + ")";
        assertThat(alice.get(long200).statusCode()).isEqualTo(200);
    }

    private void assertRefused(String line, int status) throws IOException {
        try (var socket = new Socket("localhost", port)) {
            socket.getOutputStream()
                    .write((line + "\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!line.endsWith("HTTP/9")) {
                assertThat(answer).startsWith("HTTP/1.1 " + status);
            }
            assertThat(answer)
                    .containsIgnoringCase("content-type: application/problem+json")
                    .contains("\"type\":\"urn:cohort:problem:", "\"requestId\":\"")
                    .doesNotContain("<html", "Tomcat");
        }
    }

    @Test
    void anotherMediaTypeIsRefusedEitherWay() {
        problem(
                alice.send(alice.request("/api/v1/contacts")
                        .header("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofString("hello"))),
                415);
        problem(
                alice.send(alice.request("/api/v1/contacts")
                        .header("Accept", "image/png")
                        .GET()),
                406);
    }

    @Test
    void aBodyOverTheLimitIsRefusedWhetherItSaysSoOrNot() {
        String large = "{\"lastName\": \"" + "x".repeat(3 << 20) + "\"}";
        problem(alice.post("/api/v1/contacts", large), 413);
        byte[] bytes = large.getBytes(StandardCharsets.UTF_8);
        problem(
                alice.send(alice.request("/api/v1/contacts")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)))),
                413);
    }

    @Test
    void aMillionSessionsInOneRequestAreRefusedWithoutBeingHeld() {
        String session = "{\"source\":{\"provider\":\"x\"},\"start\":\"2026-03-02T22:00:00Z\","
                + "\"end\":\"2026-03-03T06:00:00Z\"}";
        byte[] part = (session + ",").repeat(10_000).getBytes(StandardCharsets.UTF_8);
        var person = Api.json(alice.post("/api/v1/contacts", "{\"lastName\": \"Sleeper\"}"))
                .get("id")
                .asString();
        List<byte[]> body = new ArrayList<>();
        body.add("{\"sessions\":[".getBytes(StandardCharsets.UTF_8));
        body.addAll(Collections.nCopies(100, part));
        body.add((session + "]}").getBytes(StandardCharsets.UTF_8));
        String path = "/api/v1/people/" + person + "/sleep/sessions";
        problem(
                alice.send(alice.request(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArrays(body))),
                422);
        assertThat(alice.get("/api/v1/people/" + person + "/sleep/summaries").body())
                .contains("\"items\":[]");
    }

    @Test
    void theRequestIdOfTheCallerComesBack() {
        var answer = alice.send(alice.request("/api/v1/contacts/nonsense")
                .header("X-Request-Id", "trace-42")
                .GET());
        assertThat(answer.headers().firstValue("X-Request-Id")).contains("trace-42");
        assertThat(Api.json(answer).get("requestId").asString()).isEqualTo("trace-42");
        var hostile = alice.send(alice.request("/api/v1/contacts/nonsense")
                .header("X-Request-Id", "a b\"<x>")
                .GET());
        assertThat(hostile.headers().firstValue("X-Request-Id").orElse("")).matches("[0-9A-Z]{13}");
    }

    @Test
    void aPageThatIsNotThereExplainsItselfAsAPage() {
        var answer = alice.send(
                alice.request("/no-such-page").header("Accept", "text/html").GET());
        assertThat(answer.body()).doesNotContain("Exception", "at dev.cohort");
    }

    private static JsonNode problem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.headers().allValues("Server-Timing"))
                .as("Server-Timing")
                .hasSize(1);
        JsonNode problem = Api.json(answer);
        assertThat(problem.propertyNames()).contains("type", "title", "status", "detail", "instance", "requestId");
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(answer.body()).doesNotContain("Exception", "dev.cohort", "org.", "SELECT", "trace");
        return problem;
    }

    private static String encoded(String text) {
        return text.startsWith("%") || text.contains("%")
                ? text
                : java.net.URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
