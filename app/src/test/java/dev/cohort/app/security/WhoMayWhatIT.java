package dev.cohort.app.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.app.Api;
import dev.cohort.app.CohortTest;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@CohortTest
class WhoMayWhatIT {

    private static final String PERSON = "0HZZZZZZZZZZZ";

    @LocalServerPort
    int port;

    private Api nobody;

    @BeforeEach
    void nobody() {
        nobody = Api.anonymous(port);
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "alice, /api/v1/contacts, 200",
        "bob,   /api/v1/contacts, 200",
        "gina,  /api/v1/contacts, 200",
        "alice, /api/v1/contact-fields, 200",
        "bob,   /api/v1/contact-fields, 200",
        "bob,   /api/v1/people/0HZZZZZZZZZZZ/sleep/summaries, 403",
        "alice, /api/v1/people/0HZZZZZZZZZZZ/sleep/summaries, 404",
        "alice, /api/v1/nothing, 404",
        "bob,   /actuator/health/readiness, 200",
        "alice, /actuator/metrics, 200",
        "bob,   /actuator/metrics, 403",
    })
    void eachRoleReachesWhatItMay(String user, String path, int status) {
        assertThat(Api.as(user, port).get(path).statusCode()).isEqualTo(status);
    }

    @Test
    void pagesOfSleepAndOfTheInstallationAreClosedToWhoWorksWithContactsAlone() {
        Session bob = Session.signIn("bob", port);
        assertThat(bob.get("/contacts").statusCode()).isEqualTo(200);
        assertThat(bob.get("/people/" + PERSON + "/sleep").statusCode()).isEqualTo(403);
        assertThat(bob.get("/actuator/metrics").statusCode()).isEqualTo(403);
        assertThat(bob.get("/admin/query-lab").statusCode()).isEqualTo(403);
        assertThat(bob.get("/contacts").body()).doesNotContain("/admin/");
        Session alice = Session.signIn("alice", port);
        assertThat(alice.get("/contacts").body()).contains("/admin/query-lab");
        assertThat(alice.get("/admin/query-lab?run=true&fields=none").body()).contains("HOT_ONLY");
    }

    @Test
    void aRefusalOfAnAuthenticatedCallerSaysWhatItCost() {
        assertThat(Api.as("bob", port)
                        .get("/api/v1/people/" + PERSON + "/sleep/summaries")
                        .headers()
                        .firstValue("Server-Timing")
                        .orElse(""))
                .contains("0 stmt");
    }

    @Test
    void onlyAdministratorsDesignFields() {
        String field = "{\"key\": \"shoe_size\", \"type\": \"integer\"}";
        assertThat(Api.as("bob", port).post("/api/v1/contact-fields", field).statusCode())
                .isEqualTo(403);
        assertThat(Api.as("gina", port).post("/api/v1/contact-fields", field).statusCode())
                .isEqualTo(201);
    }

    @Test
    void withoutCredentialsTheApiAsksForThemAndOpensNoSession() {
        HttpResponse<String> answer = nobody.get("/api/v1/contacts");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Basic");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(answer.headers().firstValue("Server-Timing")).isEmpty();
    }

    @Test
    void aWrongPasswordIsA401() {
        assertThat(Api.as("alice2", port).get("/api/v1/contacts").statusCode()).isEqualTo(401);
        assertThat(Api.as("mallory", port).get("/api/v1/contacts").statusCode()).isEqualTo(401);
    }

    @Test
    void healthAnswersWithoutCredentialsAndTellsNothing() {
        for (String probe : List.of("liveness", "readiness")) {
            HttpResponse<String> answer = nobody.get("/actuator/health/" + probe);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{\"status\":\"UP\"}");
        }
    }

    @Test
    void aSessionCookieOnTheApiNeedsTheCsrfToken() {
        Session session = Session.signIn("alice", port);
        assertThat(session.get("/api/v1/contacts").statusCode()).isEqualTo(200);
        String contact = "{\"lastName\": \"Forged\"}";
        assertThat(session.post("/api/v1/contacts", contact, "").statusCode()).isEqualTo(403);
        assertThat(session.post("/api/v1/contacts", contact, session.csrfToken())
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void aFormFromElsewhereIsRefusedEvenWithRememberedCredentials() {
        HttpResponse<String> forged = nobody.send(Api.as("alice", port)
                .request("/api/v1/contacts")
                .header("Sec-Fetch-Site", "cross-site")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"lastName\": \"Forged\"}")));
        assertThat(forged.statusCode()).isEqualTo(403);
    }

    @Test
    void aPageWithoutASessionLeadsToTheSignIn() {
        HttpResponse<String> answer = nobody.send(
                nobody.request("/contacts").header("Accept", "text/html").GET());
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location").orElse("")).endsWith("/login");
        assertThat(nobody.get("/login").body()).contains("Sign in", "_csrf");
    }

    @Test
    void aScriptWhoseSessionEndedIsToldSoAndAFormLeadsToTheSignIn() {
        HttpResponse<String> page = nobody.send(script("/contacts").GET());
        assertThat(page.statusCode()).isEqualTo(401);
        assertThat(page.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Form");
        HttpResponse<String> change = nobody.send(script("/api/v1/contacts").POST(BodyPublishers.ofString("{}")));
        assertThat(change.statusCode()).isEqualTo(401);
        assertThat(change.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Form");
        HttpResponse<String> form =
                nobody.send(nobody.request("/contacts/views").POST(BodyPublishers.ofString("name=x")));
        assertThat(form.statusCode()).isEqualTo(302);
        assertThat(form.headers().firstValue("Location")).contains("http://localhost:" + port + "/");
        assertThat(Session.signIn("bob", port).post("/contacts/views", "{}", "").statusCode())
                .isEqualTo(403);
    }

    private HttpRequest.Builder script(String path) {
        return nobody.request(path).header("X-Requested-With", "XMLHttpRequest");
    }

    @Test
    void everyResponseForbidsInlineScriptFramesAndSniffing() {
        for (String path : List.of("/login", "/api/v1/contacts", "/api/v1/nothing", "/assets/shell/cohort.css")) {
            var headers = Api.as("alice", port).get(path).headers();
            assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
                    .as(path)
                    .contains("default-src 'none'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(headers.firstValue("X-Content-Type-Options")).as(path).contains("nosniff");
        }
        assertThat(Api.as("alice", port)
                        .get("/api/v1/contacts")
                        .headers()
                        .firstValue("Cache-Control")
                        .orElse(""))
                .contains("no-store");
    }

    @Test
    void anotherTenantsIdAnswersExactlyLikeAnUnknownOne() {
        var created = Api.as("alice", port).post("/api/v1/contacts", "{\"lastName\": \"Acme's own\"}");
        String id = Api.json(created).get("id").asString();
        Api gina = Api.as("gina", port);
        for (String path : List.of("/api/v1/contacts/%s", "/api/v1/people/%s/sleep/summaries")) {
            var foreign = gina.get(path.formatted(id));
            var unknown = gina.get(path.formatted(PERSON));
            assertThat(foreign.statusCode()).isEqualTo(404);
            assertThat(anonymised(foreign.body(), id)).isEqualTo(anonymised(unknown.body(), PERSON));
        }
    }

    private static String anonymised(String body, String id) {
        return body.replace(id, "<id>").replaceAll("\"requestId\":\"[^\"]*\"", "");
    }
}
