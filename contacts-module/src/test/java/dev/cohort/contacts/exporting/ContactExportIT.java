package dev.cohort.contacts.exporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;

import dev.cohort.contacts.Api;
import dev.cohort.contacts.ApiTest;
import dev.cohort.contacts.ContactImport;
import dev.cohort.kernel.Caller;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.TenantScope;
import dev.cohort.kernel.test.query.CapturedQueries;
import dev.cohort.kernel.test.query.QueryBudgets;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;
import tools.jackson.databind.JsonNode;

class ContactExportIT extends ApiTest {

    private static final Path DEMO = Path.of("../app/src/main/resources/demo");
    private static final String EXPORT = "/api/v1/contacts/export";

    @Autowired
    ContactImport contactImport;

    @Autowired
    JdbcClient jdbc;

    @Test
    void importingAnExportOfTheLegislatorsChangesNothing() throws Exception {
        legislators();
        for (String format : List.of("csv", "ndjson")) {
            String file = export("format", format);
            assertThat(file.lines().count()).isEqualTo(format.equals("csv") ? 538 : 537);
            JsonNode job = imported(file, format);
            assertThat(job.get("unchanged").intValue()).as("%s", job).isEqualTo(537);
        }
        assertThat(versions()).containsExactly("537 1");
        assertThat(export("sort", "lastName")).isEqualTo(export("sort", "lastName", "format", "csv"));
    }

    @Test
    void importingAnExportOfHostileValuesChangesNothing() throws Exception {
        hostile();
        String csv = export();
        assertThat(csv.lines().findFirst().orElseThrow())
                .isEqualTo("id,externalId,firstName,lastName,displayName,email,phone,company,address,createdAt,"
                        + "updatedAt,note,tags,amount,at,kind,fields.email,fields.first_name,friend,numbers");
        assertThat(csv).contains("'=cmd|' /C calc'!A0", "\"'@sum(1,2)\"", "''quoted", ",'-2+3,", ",-2.5,");
        long contacts =
                versions().isEmpty() ? 0 : Long.parseLong(versions().getFirst().split(" ")[0]);
        for (String format : List.of("csv", "ndjson")) {
            JsonNode job = imported(export("format", format), format);
            assertThat(job.get("failed").intValue())
                    .as("%s%n%s", job, text("/api/v1/jobs/" + job.get("id").stringValue() + "/errors"))
                    .isZero();
            assertThat(job.get("unchanged").longValue() + job.get("skipped").longValue())
                    .as("%s, changed were %s", format, changed())
                    .isEqualTo(contacts);
        }
        assertThat(versions()).containsExactly(contacts + " 1");
        assertThat(export()).isEqualTo(csv);
    }

    @Test
    void linesAreWhatAPageShows() throws Exception {
        hostile();
        List<JsonNode> lines = new ArrayList<>();
        export("format", "ndjson").lines().forEach(line -> lines.add(json.readTree(line)));
        List<JsonNode> items = new ArrayList<>();
        api.get("/api/v1/contacts?limit=200").body().get("items").forEach(items::add);
        assertThat(lines).isEqualTo(items);
    }

    @Test
    void filterSortAndFieldsChooseAsInAPage() throws Exception {
        legislators();
        String csv = export("filter", "fields.party==Independent", "sort", "-lastName", "fields", "state,party");
        List<String> lines = csv.lines().toList();
        assertThat(lines.getFirst()).endsWith(",createdAt,updatedAt,state,party");
        assertThat(lines.get(1)).contains("Sanders").endsWith(",VT,Independent");
        assertThat(lines)
                .hasSize(1
                        + api.get("/api/v1/contacts?filter=fields.party==Independent")
                                .body()
                                .get("items")
                                .size());
        assertThat(export("fields", "none").lines().findFirst().orElseThrow()).endsWith(",updatedAt");
    }

    @Test
    void fiveHundredContactsAreOneStatement() throws Exception {
        assertThat(export())
                .as("nobody")
                .isEqualTo("id,externalId,firstName,lastName,displayName,email,phone,company,address,"
                        + "createdAt,updatedAt\n");
        legislators();
        export();
        for (String format : List.of("csv", "ndjson")) {
            CapturedQueries captured = QueryBudgets.capture(() -> export("format", format));
            assertThat(captured).hasStatements(2).hasTransactions(0);
        }
        assertThat(QueryBudgets.capture(() -> export("filter", "fields.party==Independent")))
                .hasStatements(1);
    }

    @Test
    void whatIsWrongIsAnsweredBeforeAnythingIsWritten() {
        assertThat(api.get(EXPORT + "?format=xlsx").status()).isEqualTo(400);
        assertThat(api.get(EXPORT + "?filter=fields.nonsense==1").status()).isEqualTo(400);
        assertThat(api.get(EXPORT + "?filter=((").status()).isEqualTo(400);
        assertThat(api.get(EXPORT + "?sort=nonsense").status()).isEqualTo(400);
        assertThat(api.get(EXPORT + "?fields=nonsense").status()).isEqualTo(400);
        assertThat(api.get(EXPORT + "?format=ndjson&fields=nonsense").status()).isEqualTo(400);
    }

    @Test
    void aFileOfTheFormatIsOfferedForDownload() throws Exception {
        MockHttpServletResponse csv = response();
        assertThat(csv.getContentType()).isEqualTo("text/csv;charset=UTF-8");
        assertThat(csv.getHeader("Content-Disposition")).isEqualTo("attachment; filename=\"contacts.csv\"");
        MockHttpServletResponse lines = response("format", "ndjson");
        assertThat(lines.getContentType()).startsWith("application/x-ndjson");
        assertThat(lines.getHeader("Content-Disposition")).isEqualTo("attachment; filename=\"contacts.ndjson\"");
    }

    private void fields() {
        api.field("{'key': 'note', 'label': 'Note', 'type': 'long_text'}");
        api.field("{'key': 'tags', 'label': 'Tags', 'type': 'text', 'multiple': true}");
        api.field("{'key': 'amount', 'label': 'Amount', 'type': 'decimal'}");
        api.field("{'key': 'at', 'label': 'At', 'type': 'datetime'}");
        api.field("{'key': 'kind', 'label': 'Kind', 'type': 'select', 'options': ['=a;b', '-1', 'Old']}");
        api.field("{'key': 'email', 'label': 'Other mail', 'type': 'email', 'multiple': true}");
        api.field("{'key': 'first_name', 'label': 'id', 'type': 'text'}");
        api.field("{'key': 'friend', 'label': 'Friend', 'type': 'reference'}");
        api.field("{'key': 'numbers', 'label': 'Numbers', 'type': 'phone', 'multiple': true}");
    }

    /** Values that a spreadsheet would run, that look like separators, escapes, numbers or nothing. */
    private void hostile() {
        fields();
        List<String> texts = List.of(
                "=cmd|' /C calc'!A0",
                "@sum(1,2)",
                "'quoted",
                "''",
                "'",
                "-2+3",
                "-2.5",
                "+1e5",
                "+x",
                "a\nb",
                "a\r\nb",
                "a\rb",
                "\"",
                "\"\"",
                "a,b",
                "a;b",
                "\\",
                "\\;",
                ";",
                "a\\",
                "null",
                "true",
                "007",
                "1.50",
                "ﬁ",
                "\uFEFFx",
                "x\u00A0y",
                "𝔘\uD83D\uDE00",
                "e\u0301",
                "\u202Eabc",
                "#REF!",
                "%00",
                "'=1",
                "\u200B");
        String friend = "";
        for (int at = 0; at < texts.size(); at++) {
            var contact = json.createObjectNode();
            String text = texts.get(at);
            contact.put("externalId", at + text)
                    .put("firstName", text)
                    .put("lastName", text)
                    .put("address", text);
            if (at % 3 == 0) {
                contact.put("displayName", text + " " + text);
            } else if (at % 3 == 1) {
                contact.put("displayName", text);
            }
            contact.put("phone", "=" + at).put("company", "+49 (30) " + at).put("email", "a+" + at + "@example.org");
            var fields = contact.putObject("fields");
            fields.put("note", text)
                    .put("amount", new java.math.BigDecimal("-0.00000000000000000000000000000000000100"));
            fields.put("at", "2026-01-31T08:30:00+01:00")
                    .put("kind", at % 2 == 0 ? "=a;b" : "-1")
                    .put("first_name", text);
            fields.putArray("tags")
                    .add(text)
                    .add(texts.get((at + 7) % texts.size()))
                    .add("x");
            fields.putArray("email").add("=a@example.org").add("b@example.org");
            fields.putArray("numbers").add("+4930123456").add("+12025550123");
            if (!friend.isEmpty()) {
                fields.put("friend", friend);
            }
            Api.Answer answer = api.post("/api/v1/contacts", contact.toString());
            assertThat(answer.status()).as("%s %s", text, answer).isEqualTo(201);
            friend = answer.id();
        }
    }

    private void legislators() throws Exception {
        var caller = new Caller(tenant(), "demo");
        try (InputStream fields = Files.newInputStream(DEMO.resolve("legislators-fields.json"));
                InputStream file = new GZIPInputStream(Files.newInputStream(DEMO.resolve("legislators.csv.gz")))) {
            TenantScope.run(tenant(), () -> {
                contactImport.defineFields(caller, fields);
                contactImport.load(caller, file);
            });
        }
    }

    private TenantId tenant() {
        return new TenantId(api.tenant());
    }

    /** What was changed, as histories say. */
    private List<String> changed() throws Exception {
        List<String> changes = new ArrayList<>();
        for (JsonNode contact : api.get("/api/v1/contacts?limit=200").body().get("items")) {
            if (contact.get("version").intValue() > 1) {
                changes.add(text("/api/v1/contacts/" + contact.get("id").stringValue() + "/history?limit=1"));
            }
        }
        return changes;
    }

    private List<String> versions() {
        return TenantScope.call(
                tenant(),
                () -> jdbc.sql("SELECT count(*) || ' ' || max(version) FROM contacts.contact WHERE tenant_id = :tenant")
                        .param("tenant", api.tenant())
                        .query(String.class)
                        .list());
    }

    private String export(String... parameters) throws Exception {
        return response(parameters).getContentAsString(StandardCharsets.UTF_8);
    }

    private MockHttpServletResponse response(String... parameters) throws Exception {
        var request = get(EXPORT).header("X-Test-Tenant", api.tenant());
        for (int at = 0; at < parameters.length; at += 2) {
            request.param(parameters[at], parameters[at + 1]);
        }
        MockHttpServletResponse response = mvc.perform(request).andReturn().getResponse();
        assertThat(response.getStatus()).isEqualTo(200);
        return response;
    }

    private JsonNode imported(String file, String format, String... parameters) throws Exception {
        var request = multipart("/api/v1/contacts/imports")
                .file(new MockMultipartFile("file", "contacts." + format, null, file.getBytes(StandardCharsets.UTF_8)));
        request.header("X-Test-Tenant", api.tenant());
        for (int at = 0; at < parameters.length; at += 2) {
            request.param(parameters[at], parameters[at + 1]);
        }
        String job = mvc.perform(request).andReturn().getResponse().getHeader("Location");
        for (int n = 0; n < 1_500; n++) {
            JsonNode state = api.get(job).body();
            if (!state.get("finishedAt").isNull()) {
                return state;
            }
            Thread.sleep(10);
        }
        throw new AssertionError("still at work");
    }

    private String text(String path) throws Exception {
        return mvc.perform(get(path).header("X-Test-Tenant", api.tenant()))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }
}
