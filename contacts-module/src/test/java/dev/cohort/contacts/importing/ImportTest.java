package dev.cohort.contacts.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.cohort.contacts.ContactImport;
import dev.cohort.contacts.Documents;
import dev.cohort.contacts.search.ContactPages;
import dev.cohort.kernel.Caller;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.TenantScope;
import dev.cohort.kernel.test.PostgresTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockMultipartHttpServletRequestBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends files to be imported; each test works in a tenant of its own. */
@PostgresTest
@AutoConfigureMockMvc
abstract class ImportTest {
    private static final AtomicLong TENANTS = new AtomicLong(100);

    @Autowired
    MockMvc http;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    ContactImport contactImport;

    @Autowired
    ContactPages pages;

    TenantId tenant;

    @BeforeEach
    void inATenantWithFields() {
        tenant = newTenant();
        define("""
                {"items": [
                  {"key": "score", "label": "Score", "type": "integer"},
                  {"key": "tags", "label": "All tags", "type": "text", "multiple": true},
                  {"key": "party", "label": "Party", "type": "select", "options": ["Left", "Right"]}
                ]}""");
    }

    @AfterEach
    void documentsAreExact() {
        Documents.assertExact(pages, tenant);
    }

    static TenantId newTenant() {
        return new TenantId(TENANTS.incrementAndGet());
    }

    void define(String definitions) {
        TenantScope.run(
                tenant,
                () -> contactImport.defineFields(
                        new Caller(tenant, "tester"),
                        new java.io.ByteArrayInputStream(definitions.getBytes(StandardCharsets.UTF_8))));
    }

    JsonNode run(String csv, String... parameters) throws Exception {
        return await(send(csv, parameters).andExpect(status().isAccepted()));
    }

    ResultActions send(String csv, String... parameters) throws Exception {
        return send(csv.getBytes(StandardCharsets.UTF_8), "contacts.csv", parameters);
    }

    ResultActions send(byte[] file, String name, String... parameters) throws Exception {
        MockMultipartHttpServletRequestBuilder request = multipart("/api/v1/contacts/imports");
        request.file(new MockMultipartFile("file", name, "text/csv", file));
        request.header("X-Test-Tenant", tenant.value());
        for (int at = 0; at < parameters.length; at += 2) {
            if (parameters[at].equals("roles")) {
                request.header("X-Test-Roles", parameters[at + 1]);
            } else {
                request.param(parameters[at], parameters[at + 1]);
            }
        }
        return http.perform(request);
    }

    JsonNode await(ResultActions accepted) throws Exception {
        String path = accepted.andReturn().getResponse().getHeader("Location");
        JsonNode job = null;
        for (int n = 0; n < 1_500; n++) {
            job = new JsonMapper().readTree(content(path));
            if (!job.get("finishedAt").isNull()) {
                return job;
            }
            Thread.sleep(10);
        }
        throw new AssertionError("still at work: " + job);
    }

    String errors(JsonNode job) throws Exception {
        return text(job, "errors");
    }

    String text(JsonNode job, String what) throws Exception {
        return content("/api/v1/jobs/" + job.get("id").stringValue() + "/" + what);
    }

    String content(String path) throws Exception {
        return http.perform(get(path).header("X-Test-Tenant", tenant.value()))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    static void counts(JsonNode job, int rows, int created, int updated, int unchanged, int failed) {
        assertThat(List.of("processed", "created", "updated", "unchanged", "failed").stream()
                        .map(name -> job.get(name).intValue()))
                .as(job.toString())
                .containsExactly(rows, created, updated, unchanged, failed);
    }

    List<String> names() {
        return inTenant("SELECT external_id || ':' || coalesce(first_name, 'null') FROM contacts.contact"
                + " WHERE tenant_id = :tenant ORDER BY external_id");
    }

    List<String> values(String externalId) {
        return inTenant("""
                SELECT coalesce(value_text, value_number::text, value_date::text, value_option::text)
                FROM contacts.attribute_entry e JOIN contacts.contact c USING (tenant_id, contact_id)
                WHERE e.tenant_id = :tenant AND c.external_id = 'EXTERNAL'
                ORDER BY field_id, position
                """.replace("EXTERNAL", externalId));
    }

    List<String> inTenant(String sql) {
        return TenantScope.call(
                tenant,
                () -> jdbc.sql(sql)
                        .param("tenant", tenant.value())
                        .query(String.class)
                        .list());
    }
}
