package dev.cohort.sleep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

import dev.cohort.kernel.PersonId;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One person's sleep over HTTP, as a client sees it. */
public final class SleepHttp {

    private static final JsonMapper JSON = new JsonMapper();

    private final MockMvc http;
    private final String base;
    private final long tenant;

    public SleepHttp(MockMvc http, PersonId person) {
        this(http, person, 1);
    }

    /** As a caller of that tenant. */
    public SleepHttp(MockMvc http, PersonId person, long tenant) {
        this.http = http;
        this.base = "/api/v1/people/" + person;
        this.tenant = tenant;
    }

    /** Status and body of an answer; the body is missing if it was empty. */
    public record Answer(int status, JsonNode body) {}

    public Answer call(HttpMethod method, String path, @Nullable String body) throws Exception {
        return callAt(method, base + path, body);
    }

    /** As {@link #call}, at an address that is not the person's. */
    public Answer callAt(HttpMethod method, String path, @Nullable String body) throws Exception {
        var call = request(method, URI.create(path)).header("X-Test-Tenant", tenant);
        if (body != null) {
            call.contentType(MediaType.APPLICATION_JSON).content(body);
        }
        var response = http.perform(call).andReturn().getResponse();
        String text = response.getContentAsString();
        return new Answer(response.getStatus(), text.isEmpty() ? JSON.missingNode() : JSON.readTree(text));
    }

    /** The body of a GET that must succeed. */
    public JsonNode get(String path) throws Exception {
        Answer answer = call(HttpMethod.GET, path, null);
        assertThat(answer.status()).as("%s: %s", path, answer.body()).isEqualTo(200);
        return answer.body();
    }

    public int status(String path) throws Exception {
        return call(HttpMethod.GET, path, null).status();
    }

    /** Posts sessions, none of which may be rejected; returns the results. */
    public JsonNode record(String... sessions) throws Exception {
        JsonNode results = post(sessions);
        results.forEach(
                result -> assertThat(result.get("errors")).as("%s", result).isEmpty());
        return results;
    }

    public JsonNode post(String... sessions) throws Exception {
        Answer answer = call(HttpMethod.POST, "/sleep/sessions", "{\"sessions\":[" + String.join(",", sessions) + "]}");
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        return answer.body().get("results");
    }

    public void samples(String provider, String type, String unit, String... pairs) throws Exception {
        Answer answer = call(
                HttpMethod.POST,
                "/samples",
                "{\"source\":{\"provider\":\"" + provider + "\"},\"type\":\"" + type + "\",\"unit\":\"" + unit
                        + "\",\"samples\":[" + String.join(",", pairs) + "]}");
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        assertThat(answer.body().get("rejected")).as("%s", answer.body()).isEmpty();
    }

    /** {@code more} begins with a comma or is empty. */
    public static String session(String provider, String start, String end, String more) {
        return "{\"source\":{\"provider\":\"" + provider + "\"},\"start\":\"" + start + "\",\"end\":\"" + end + "\""
                + more + "}";
    }
}
