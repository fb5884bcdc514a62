package dev.cohort.contacts;

import static org.assertj.core.api.Assertions.assertThat;

import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The API as one tenant's user calls it. Every answer that is not 2xx or 304 must be a problem. */
public record Api(MockMvc mvc, JsonMapper json, long tenant, String user) {

    /** An answer. */
    public record Answer(int status, String etag, String location, JsonNode body) {

        public String id() {
            return body.get("id").asString();
        }

        public JsonNode fields() {
            return body.get("fields");
        }

        /** The codes of a problem's errors with their pointers, as {@code /fields/age wrong-type}. */
        public java.util.List<String> errors() {
            java.util.List<String> errors = new java.util.ArrayList<>();
            if (body.has("errors")) {
                for (JsonNode error : body.get("errors")) {
                    errors.add(error.get("pointer").asString() + " "
                            + error.get("code").asString());
                }
            }
            return errors;
        }
    }

    public Answer get(String path) {
        return send(HttpMethod.GET, path, null, null);
    }

    public Answer post(String path, String body) {
        return send(HttpMethod.POST, path, body, null);
    }

    public Answer post(String path, String body, String header, String value) {
        return send(HttpMethod.POST, path, body, null, header, value);
    }

    public Answer patch(String path, String ifMatch, String body) {
        return send(HttpMethod.PATCH, path, body, ifMatch);
    }

    public Answer delete(String path, String ifMatch) {
        return send(HttpMethod.DELETE, path, null, ifMatch);
    }

    public Answer send(HttpMethod method, String path, String body, String ifMatch, String... headers) {
        MockHttpServletRequestBuilder request = MockMvcRequestBuilders.request(method, java.net.URI.create(path))
                .header("X-Test-Tenant", tenant)
                .header("X-Test-User", user);
        if (body != null) {
            request.contentType("application/json").content(body);
        }
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        for (int at = 0; at < headers.length; at += 2) {
            request.header(headers[at], headers[at + 1]);
        }
        try {
            MockHttpServletResponse response = mvc.perform(request).andReturn().getResponse();
            response.setCharacterEncoding("UTF-8");
            String content = response.getContentAsString();
            if (response.getStatus() >= 400) {
                assertThat(response.getContentType()).as(content).startsWith("application/problem+json");
                assertThat(content).doesNotContain("Exception", "SELECT ", "dev.cohort");
            }
            JsonNode node = content.isEmpty() ? json.createObjectNode() : json.readTree(content);
            return new Answer(response.getStatus(), response.getHeader("ETag"), response.getHeader("Location"), node);
        } catch (Exception failure) {
            throw new AssertionError(method + " " + path, failure);
        }
    }

    /** Defines a field; must succeed. */
    public void field(String definition) {
        Answer answer = post("/api/v1/contact-fields", definition.replace('\'', '"'));
        assertThat(answer.status()).as("%s", answer).isEqualTo(201);
    }

    /** Creates a contact from JSON written with single quotes; must succeed. */
    public Answer contact(String body) {
        Answer answer = post("/api/v1/contacts", body.replace('\'', '"'));
        assertThat(answer.status()).as("%s", answer).isEqualTo(201);
        return answer;
    }
}
