package dev.cohort.contacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;

import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.TenantScope;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;
import tools.jackson.databind.JsonNode;

/**
 * Texts that were written to break out of wherever they are put, each in every place where a caller's text goes: more
 * than 900 cases. None is executed, none is a fault of the program, and what may be stored comes back to the letter.
 */
class HostileInputIT extends ApiTest {

    private static final String CONTACTS = "/api/v1/contacts";
    private static final String FIELDS = "/api/v1/contact-fields";

    private static final List<String> PAYLOADS = List.of(
            "' OR '1'='1",
            "' OR 1=1 --",
            "\" OR \"\"=\"",
            "'; UPDATE contacts.contact SET first_name = 'pwned'; --",
            "\"; DELETE FROM contacts.contact; --",
            "'); DROP TABLE contacts.attribute_entry CASCADE; --",
            "1; DROP SCHEMA contacts CASCADE",
            "' UNION select tenant_id, contact_id FROM contacts.contact --",
            "' AND 1 = CAST((select version()) AS integer) --",
            "'||(select string_agg(first_name, ',') FROM contacts.contact)||'",
            "\\'; DELETE FROM contacts.contact; --",
            "\\x27; select pg_sleep(600); --",
            "$$; DELETE FROM contacts.contact; $$",
            "$1",
            ":tenant",
            "?",
            "?1",
            "{call contacts.refresh_statistics()}",
            "/* */ 1",
            "--",
            "lastName; SET ROLE postgres",
            "lastName) OR (tenant_id > 0",
            "c.tenant_id",
            "fields.age::text",
            "fields.age; id",
            "tenant_id",
            "deleted_at",
            "id,(select pg_sleep(600))",
            "%",
            "_",
            "%' ESCAPE '",
            "\\",
            "*",
            "${7*7}",
            "#{T(java.lang.Runtime).getRuntime().exec('id')}",
            "${jndi:ldap://127.0.0.1/a}",
            "{{7*7}}",
            "<script>alert(1)</script>",
            "\"><img src=x onerror=alert(1)>",
            "javascript:alert(1)",
            "=HYPERLINK(\"http://127.0.0.1\")",
            "@SUM(1+1)*cmd|' /C calc'!A0",
            "../../../../etc/passwd",
            "/fields/~0~1/0",
            "~",
            "__proto__",
            "constructor",
            "null",
            "NaN",
            "-0",
            "1e400",
            "9".repeat(400),
            "a".repeat(1_001),
            "((((((((((",
            "))))))",
            ";;;,,,",
            "==",
            "=in=(",
            "a==b;c==d",
            "\u202Egpj.exe",
            "\uFEFF",
            "\u200B",
            "Ａ=Ｂ",
            "İstanbul ß ﬁ",
            "😀\uD83D\uDE00",
            "\n\r\t",
            "\u0001\u001b[31m",
            "\u0000",
            "a\u0000b");

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void aVictim() {
        api.field("{'key': 'note', 'type': 'long_text', 'searchable': true}");
        api.field("{'key': 'age', 'type': 'integer'}");
        api.contact("{'externalId': 'victim', 'firstName': 'Vic', 'fields': {'note': 'safe', 'age': 1}}");
    }

    @Test
    void inFiltersSortsSearchesAndCursorsTheyAreTextOrRefused() {
        int cases = 0;
        for (String payload : PAYLOADS) {
            String quoted = "\"" + payload.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
            for (String query : List.of(
                    "filter=" + coded(payload),
                    "filter=" + coded(payload + "==1"),
                    "filter=" + coded("fields." + payload + "==1"),
                    "filter=" + coded("fields.note==" + quoted),
                    "filter=" + coded("firstName=like=" + quoted + ",fields.note=starts=" + quoted),
                    "filter=" + coded("id=empty=false;fields.note=in=(" + quoted + "," + quoted + ")"),
                    "sort=" + coded(payload),
                    "sort=" + coded("-fields." + payload),
                    "fields=" + coded(payload),
                    "q=" + coded(payload),
                    "cursor=" + coded(payload),
                    "asOf=" + coded(payload),
                    "limit=" + coded(payload),
                    coded(payload) + "=1")) {
                Api.Answer answer = api.get(CONTACTS + "?" + query);
                assertThat(answer.status()).as("%s: %s", query, answer).isIn(200, 400, 422);
                cases++;
            }
        }
        assertThat(cases).isGreaterThan(900);
        unharmed(1);
    }

    @Test
    void asFieldKeysLabelsAndOptionsTheyAreTextOrRefused() {
        int labels = 0;
        for (String payload : PAYLOADS) {
            Api.Answer key = api.post(FIELDS, text(Map.of("key", payload, "type", "text")));
            assertThat(key.status()).as("key %s", payload).isIn(201, 400, 422);
            if (key.status() == 201) {
                assertThat(payload).matches("[a-z][a-z0-9_]*");
            }
            Api.Answer label = api.post(
                    FIELDS,
                    text(Map.of("key", "k" + labels, "type", "select", "label", payload, "options", List.of(payload))));
            assertThat(label.status()).as("label %s: %s", payload, label).isIn(201, 422);
            if (label.status() == 201) {
                assertThat(label.body().get("label").asString())
                        .isEqualTo(
                                label.body().get("options").get(0).get("label").asString());
                labels++;
            }
            assertThat(api.get(FIELDS + "/" + coded(payload).replace("%00", "0"))
                            .status())
                    .isIn(200, 404);
        }
        assertThat(labels).isGreaterThan(40);
        assertThat(api.get(CONTACTS).body().get("items").get(0).get("fields").toString())
                .isEqualTo("{\"note\":\"safe\",\"age\":1}");
        unharmed(1);
    }

    @Test
    void asValuesTheyComeBackToTheLetterAndNothingElseDoes() {
        int stored = 0;
        for (String payload : PAYLOADS) {
            Api.Answer created =
                    api.post(CONTACTS, text(Map.of("firstName", payload, "fields", Map.of("note", payload))));
            assertThat(created.status()).as("%s: %s", payload, created).isIn(201, 422);
            if (created.status() == 201) {
                stored++;
                assertThat(created.fields().get("note").asString()).isEqualTo(payload.strip());
                String quoted = "\"" + payload.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
                Api.Answer found = api.get(CONTACTS + "?filter=" + coded("fields.note==" + quoted));
                assertThat(found.body().get("items"))
                        .as(payload)
                        .extracting(item -> item.get("id").asString())
                        .contains(created.id());
            }
            for (String body : List.of(
                    text(Map.of(payload, "x")),
                    text(Map.of("fields", Map.of(payload, "x"))),
                    text(Map.of("fields", Map.of("age", payload))),
                    text(Map.of("externalId", "victim", "firstName", payload)))) {
                assertThat(api.post(CONTACTS, body).status()).as(body).isIn(400, 409, 422);
            }
            assertThat(api.post(CONTACTS + "/bulk", text(Map.of("filter", payload, "delete", true, "dryRun", true)))
                            .status())
                    .as(payload)
                    .isIn(200, 400, 422);
            assertThat(api.post(
                                    CONTACTS + "/merge",
                                    text(Map.of("keep", payload, "merge", "x", "take", Map.of(payload, payload))))
                            .status())
                    .as(payload)
                    .isIn(400, 404, 422);
        }
        assertThat(stored).isGreaterThan(50);
        unharmed(1 + stored);
    }

    @Test
    void inFilesTheyAreCellsOrRefusedRows() throws Exception {
        var csv = new StringBuilder("externalId,firstName,note\n");
        int rows = 0;
        for (String payload : PAYLOADS) {
            String cell =
                    payload.startsWith("'") || "=+-@\t\r".indexOf(payload.charAt(0)) >= 0 ? "'" + payload : payload;
            csv.append("row")
                    .append(rows++)
                    .append(",x,\"")
                    .append(cell.replace("\"", "\"\""))
                    .append("\"\n");
        }
        JsonNode job = finished(upload(csv.toString(), "contacts.csv", Map.of()));
        assertThat(job.get("status").asString()).as("%s", job).isEqualTo("succeeded");
        assertThat(job.get("processed").asInt()).isEqualTo(rows);
        assertThat(job.get("failed").asInt()).as("NUL alone cannot be stored").isEqualTo(2);
        for (String payload : PAYLOADS) {
            String header = "\"" + payload.replace("\"", "\"\"") + "\"";
            for (MockHttpServletResponse answer : List.of(
                    upload("externalId," + header + "\nx,1\n", "c.csv", Map.of()),
                    upload("externalId,a\nx,1\n", "c.csv", Map.of("mapping", payload)),
                    upload("externalId,a\nx,1\n", "c.csv", Map.of("mapping", text(Map.of("a", payload)))),
                    upload("externalId,a\nx,1\n", "c.csv", Map.of("mapping", text(Map.of(payload, "firstName")))),
                    upload("externalId,firstName\nvictim,Vic\n", "c.csv", Map.of("key", payload)),
                    upload(text(Map.of(payload, "x")), "c.ndjson", Map.of("dryRun", "true")))) {
                assertThat(answer.getStatus())
                        .as("%s: %s", payload, answer.getContentAsString())
                        .isIn(202, 400, 422);
                if (answer.getStatus() == 202) {
                    JsonNode done = finished(answer);
                    assertThat(done.toString()).doesNotContain("Exception", "SELECT ", "internal");
                }
            }
        }
        unharmed(-1);
    }

    /** {@code contacts}: how many there are; -1 for any number. */
    private void unharmed(int contacts) {
        var tenant = new TenantId(api.tenant());
        List<String> names = TenantScope.call(
                tenant,
                () -> jdbc.sql("SELECT first_name FROM contacts.contact WHERE tenant_id = :tenant")
                        .param("tenant", tenant.value())
                        .query(String.class)
                        .list());
        assertThat(names).contains("Vic").doesNotContain("pwned");
        if (contacts >= 0) {
            assertThat(names).hasSize(contacts);
        }
        JsonNode victim = api.get(CONTACTS + "?filter=externalId==victim")
                .body()
                .get("items")
                .get(0);
        assertThat(victim.get("version").asInt()).isEqualTo(1);
        assertThat(victim.get("fields").get("note").asString()).isEqualTo("safe");
        assertThat(new Api(mvc, json, api.tenant() + 100_000, "bob")
                        .get(CONTACTS)
                        .body()
                        .get("items"))
                .isEmpty();
    }

    private MockHttpServletResponse upload(String content, String name, Map<String, String> parameters)
            throws Exception {
        var file = new MockMultipartFile("file", name, "text/csv", content.getBytes(StandardCharsets.UTF_8));
        var request = multipart(CONTACTS + "/imports").file(file);
        request.header("X-Test-Tenant", api.tenant());
        parameters.forEach(request::param);
        MockHttpServletResponse answer = mvc.perform(request).andReturn().getResponse();
        answer.setCharacterEncoding("UTF-8");
        return answer;
    }

    private JsonNode finished(MockHttpServletResponse accepted) throws InterruptedException {
        JsonNode job = api.get(accepted.getHeader("Location")).body();
        for (int tries = 0; job.get("finishedAt").isNull() && tries < 1_500; tries++) {
            Thread.sleep(5);
            job = api.get(accepted.getHeader("Location")).body();
        }
        return job;
    }

    private String text(Map<String, ?> body) {
        List<String> parts = new ArrayList<>();
        body.forEach((name, value) -> parts.add(json.writeValueAsString(name) + ":" + json.writeValueAsString(value)));
        return "{" + String.join(",", parts) + "}";
    }

    private static String coded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
