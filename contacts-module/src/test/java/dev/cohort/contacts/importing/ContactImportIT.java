package dev.cohort.contacts.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.cohort.contacts.ContactImport;
import dev.cohort.kernel.Caller;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.TenantScope;
import dev.cohort.kernel.test.PostgresTest;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockMultipartHttpServletRequestBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each test works in a tenant of its own. */
@PostgresTest
@AutoConfigureMockMvc
class ContactImportIT {

    private static final AtomicLong TENANTS = new AtomicLong(100);
    private static final Path DEMO = Path.of("../app/src/main/resources/demo");

    @Autowired
    MockMvc http;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    ContactImport contactImport;

    private TenantId tenant;

    @BeforeEach
    void inATenantWithFields() {
        tenant = new TenantId(TENANTS.incrementAndGet());
        define("""
                {"items": [
                  {"key": "score", "label": "Score", "type": "integer"},
                  {"key": "tags", "label": "All tags", "type": "text", "multiple": true},
                  {"key": "party", "label": "Party", "type": "select", "options": ["Left", "Right"]}
                ]}""");
    }

    @Test
    void rowsAreCreatedChangedAndLeftAsTheyAre() throws Exception {
        JsonNode first = run("""
                external_id,First name,fields.score,ALL TAGS,party
                a,,7,x;y\\;z,left
                b,,,,
                """.replace("First name", "firstName"));
        counts(first, 2, 2, 0, 0, 0);
        assertThat(values("a")).containsExactly("7", "x", "y;z", "1");

        JsonNode second = run("""
                externalId,firstName,score,tags,party
                a,Ada,7,x;y\\;z,Left
                b,,,,
                c,Eve,,,
                """);
        counts(second, 3, 1, 1, 1, 0);
        assertThat(names()).containsExactly("a:Ada", "b:null", "c:Eve");
        counts(run("""
                externalId,firstName,score,tags,party
                a,Ada,7,x;y\\;z,Left
                """), 1, 0, 0, 1, 0);
    }

    @Test
    void oneBadRowNeverTakesTheOthersWithIt() throws Exception {
        JsonNode job = run("""
                externalId,email,score,party
                a,a@example.org,1,Left
                b,nonsense,1,
                c,,many,
                d,,,Middle
                e,,3
                f,,3,,too many
                g,"g@example.org",4,Right
                """);
        counts(job, 7, 3, 0, 0, 4);
        assertThat(job.get("status").stringValue()).isEqualTo("succeeded");
        assertThat(names()).containsExactly("a:null", "e:null", "g:null");
        assertThat(errors(job).lines().map(line -> line.split(",")).map(cells -> cells[0] + " " + cells[1]))
                .containsExactly("row column", "2 email", "3 score", "4 party", "6 ");
    }

    @Test
    void anEmptyCellLeavesTheValueUnlessItIsToClear() throws Exception {
        run("externalId,firstName,score\na,Ada,7\n");
        counts(run("externalId,firstName,score\na,,\n"), 1, 0, 0, 1, 0);
        counts(run("externalId,firstName,score\na,,\n", "clearEmpty", "true"), 1, 0, 1, 0, 0);
        assertThat(names()).containsExactly("a:null");
        assertThat(values("a")).isEmpty();
    }

    @Test
    void aDryRunSaysWhatWouldBecomeOfEachRowAndWritesNothing() throws Exception {
        run("externalId,firstName\na,Ada\n");
        JsonNode job = run("externalId,firstName\na,Ada\na,Eve\nb,Bob\nc,\"x\u0000y\"\n", "dryRun", "true");
        counts(job, 4, 1, 1, 1, 1);
        assertThat(names()).containsExactly("a:Ada");
        assertThat(text(job, "outcomes")).isEqualTo("row,outcome\n1,unchanged\n2,updated\n3,created\n4,failed\n");
        assertThat(errors(job)).contains("4,firstName,");
    }

    @Test
    void unknownColumnsBecomeFieldsOfTheNarrowestType() throws Exception {
        JsonNode job = run("externalId,Shoe size,Born,Nick\na,41,1990-01-31,'=x\nb,42.5,,\n", "createFields", "true");
        counts(job, 2, 2, 0, 0, 0);
        assertThat(inTenant("SELECT key || ' ' || type FROM contacts.attribute_definition"
                        + " WHERE tenant_id = :tenant AND field_id > 3 ORDER BY field_id"))
                .containsExactly("shoe_size decimal", "born date", "nick text");
        assertThat(values("a")).containsExactly("41", "1990-01-31", "=x");
        counts(run("externalId,Shoe size,Born,Nick\na,41,1990-01-31,'=x\nb,42.5,,\n"), 2, 0, 0, 2, 0);
    }

    @Test
    void whatTheHeaderShowsToBeWrongIsAnsweredAtOnce() throws Exception {
        send("externalId,nonsense\na,1\n")
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.errors[0].pointer").value("/columns/nonsense"));
        send("externalId\na\n", "key", "fields.nonsense").andExpect(status().isBadRequest());
        send("externalId\na\n", "key", "email").andExpect(status().isBadRequest());
        send("externalId\na\n", "mapping", "[]").andExpect(status().isBadRequest());
        send("externalId\na\n", "mapping", "{\"externalId\": \"fields.nonsense\"}")
                .andExpect(status().isBadRequest());
        send("").andExpect(status().isUnprocessableContent());
        http.perform(multipart("/api/v1/contacts/imports").header("X-Test-Tenant", tenant.value()))
                .andExpect(status().isBadRequest());
        send("externalId,new\na,1\n", "createFields", "true", "roles", "CONTACTS")
                .andExpect(status().isForbidden());
    }

    @Test
    void aFileThatCannotBeReadToItsEndWritesNothing() throws Exception {
        byte[] latin =
                ("externalId,firstName\n" + "a,Ada\n".repeat(50_000) + "b,Zoë\n").getBytes(StandardCharsets.ISO_8859_1);
        JsonNode job = await(send(latin, "x.csv").andExpect(status().isAccepted()));
        assertThat(job.get("status").stringValue()).isEqualTo("failed");
        assertThat(job.get("message").stringValue()).contains("not UTF-8");
        assertThat(names()).isEmpty();
    }

    @Test
    void aKeyFindsByAnySelectorAndRefusesToChoose() throws Exception {
        run("externalId,email,score\na,a@example.org,1\nb,b@example.org,2\nc,b@example.org,3\n");
        JsonNode job = run("email,score\nA@EXAMPLE.ORG,10\nb@example.org,20\nn@example.org,30\n", "key", "email");
        counts(job, 3, 1, 1, 0, 1);
        assertThat(errors(job)).contains("ambiguous-key");
        counts(run("fields.score,firstName\n10,Ada\n", "key", "fields.score"), 1, 0, 1, 0, 0);
        assertThat(names()).contains("a:Ada");
    }

    @Test
    void theSameKeyTwiceInAFileIsOneContact() throws Exception {
        counts(run("externalId,firstName\na,Ada\na,Ada\nA,Eve\n"), 3, 1, 1, 1, 0);
        assertThat(names()).as("and spelt as it was last").containsExactly("A:Eve");
    }

    @Test
    void aDryRunKnowsTheKeysOfItsEarlierSteps() throws Exception {
        var csv = new StringBuilder("externalId,firstName\n");
        for (int row = 0; row < 1_001; row++) {
            csv.append("k").append(row).append(",x\n");
        }
        counts(run(csv + "K0,y\n", "dryRun", "true"), 1_002, 1_001, 1, 0, 0);
        counts(run(csv + "K0,y\n"), 1_002, 1_001, 1, 0, 0);
    }

    @Test
    void columnsAreMappedAndLeftOut() throws Exception {
        counts(
                run(
                        "Nummer,Vorname,Notiz\na,Ada,x\n",
                        "mapping",
                        "{\"Nummer\": \"externalId\", \"Vorname\": \"firstName\", \"Notiz\": null}"),
                1,
                1,
                0,
                0,
                0);
        assertThat(names()).containsExactly("a:Ada");
    }

    @Test
    void linesOfJsonAreRowsToo() throws Exception {
        String lines = """
                {"externalId": "a", "firstName": "Ada", "fields": {"score": 7, "tags": ["x", "y;z"], "party": "Left"}}
                {"externalId": "b", "nonsense": 1}
                {"externalId": "c"
                {"externalId": "d"}
                """;
        JsonNode job = await(send(lines.getBytes(StandardCharsets.UTF_8), "contacts.ndjson"));
        counts(job, 4, 2, 0, 0, 2);
        assertThat(values("a")).containsExactly("7", "x", "y;z", "1");
        job = await(
                send("{\"externalId\": \"a\", \"firstName\": null}\n".getBytes(StandardCharsets.UTF_8), "c.ndjson"));
        counts(job, 1, 0, 1, 0, 0);
        assertThat(names()).contains("a:null");
    }

    @Test
    void aDisplayNameThatIsTheUsualOneIsNotGiven() throws Exception {
        run("externalId,firstName,lastName,displayName\na,Ada,Lovelace,Ada Lovelace\n");
        assertThat(inTenant("SELECT coalesce(display_name, 'none') FROM contacts.contact WHERE tenant_id = :tenant"))
                .containsExactly("none");
        counts(run("externalId,displayName\na,Ada Lovelace\n"), 1, 0, 0, 1, 0);
    }

    @Test
    void theDemoLoadsItsLegislatorsAndDoesSoOnce() throws Exception {
        tenant = new TenantId(TENANTS.incrementAndGet());
        var caller = new Caller(tenant, "demo");
        for (int time = 0; time < 2; time++) {
            try (InputStream fields = Files.newInputStream(DEMO.resolve("legislators-fields.json"));
                    InputStream file = new GZIPInputStream(Files.newInputStream(DEMO.resolve("legislators.csv.gz")))) {
                TenantScope.run(tenant, () -> {
                    contactImport.defineFields(caller, fields);
                    contactImport.load(caller, file);
                });
            }
        }
        assertThat(inTenant("SELECT count(*) || ' ' || max(version) FROM contacts.contact WHERE tenant_id = :tenant"))
                .containsExactly("537 1");
    }

    private void define(String definitions) {
        TenantScope.run(
                tenant,
                () -> contactImport.defineFields(
                        new Caller(tenant, "tester"),
                        new java.io.ByteArrayInputStream(definitions.getBytes(StandardCharsets.UTF_8))));
    }

    private JsonNode run(String csv, String... parameters) throws Exception {
        return await(send(csv, parameters).andExpect(status().isAccepted()));
    }

    private ResultActions send(String csv, String... parameters) throws Exception {
        return send(csv.getBytes(StandardCharsets.UTF_8), "contacts.csv", parameters);
    }

    private ResultActions send(byte[] file, String name, String... parameters) throws Exception {
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

    private JsonNode await(ResultActions accepted) throws Exception {
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

    private String errors(JsonNode job) throws Exception {
        return text(job, "errors");
    }

    private String text(JsonNode job, String what) throws Exception {
        return content("/api/v1/jobs/" + job.get("id").stringValue() + "/" + what);
    }

    private String content(String path) throws Exception {
        return http.perform(get(path).header("X-Test-Tenant", tenant.value()))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    private static void counts(JsonNode job, int rows, int created, int updated, int unchanged, int failed) {
        assertThat(List.of("processed", "created", "updated", "unchanged", "failed").stream()
                        .map(name -> job.get(name).intValue()))
                .as(job.toString())
                .containsExactly(rows, created, updated, unchanged, failed);
    }

    private List<String> names() {
        return inTenant("SELECT external_id || ':' || coalesce(first_name, 'null') FROM contacts.contact"
                + " WHERE tenant_id = :tenant ORDER BY external_id");
    }

    private List<String> values(String externalId) {
        return inTenant("""
                SELECT coalesce(value_text, value_number::text, value_date::text, value_option::text)
                FROM contacts.attribute_entry e JOIN contacts.contact c USING (tenant_id, contact_id)
                WHERE e.tenant_id = :tenant AND c.external_id = 'EXTERNAL'
                ORDER BY field_id, position
                """.replace("EXTERNAL", externalId));
    }

    private List<String> inTenant(String sql) {
        return TenantScope.call(
                tenant,
                () -> jdbc.sql(sql)
                        .param("tenant", tenant.value())
                        .query(String.class)
                        .list());
    }
}
