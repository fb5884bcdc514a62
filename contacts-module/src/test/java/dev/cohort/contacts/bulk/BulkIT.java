package dev.cohort.contacts.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import dev.cohort.contacts.Api;
import dev.cohort.contacts.ApiTest;
import dev.cohort.contacts.contact.ContactChange;
import dev.cohort.contacts.contact.ContactRemovals;
import dev.cohort.contacts.contact.ContactReversal;
import dev.cohort.contacts.contact.ContactVersion;
import dev.cohort.contacts.contact.ContactWriter;
import dev.cohort.contacts.search.ContactQuery;
import dev.cohort.contacts.search.ContactStream;
import dev.cohort.kernel.Caller;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.TenantScope;
import dev.cohort.kernel.Tsid;
import dev.cohort.kernel.test.query.QueryBudgets;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class BulkIT extends ApiTest {

    private static final String BULK = "/api/v1/contacts/bulk";

    @Autowired
    ContactStream stream;

    @Autowired
    ContactWriter writer;

    @Autowired
    ContactRemovals removals;

    @Autowired
    ContactReversal reversal;

    @BeforeEach
    void fields() {
        api.field("{'key': 'score', 'label': 'Score', 'type': 'integer', 'constraints': {'max': 5000}}");
        api.field("{'key': 'tags', 'label': 'Tags', 'type': 'text', 'multiple': true}");
        api.field("{'key': 'code', 'label': 'Code', 'type': 'text', 'unique': true}");
    }

    @Test
    void aDryRunCountsExactlyAndChangesNothing() {
        people(7);
        for (String change : List.of("'patch': {'company': 'New'}", "'delete': true")) {
            Api.Answer answer = bulk("{'filter': 'fields.score=lt=5', 'dryRun': true, " + change + "}");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body().toString()).isEqualTo("{\"matching\":5}");
        }
        assertThat(bulk("{'filter': '', 'delete': true, 'dryRun': true}")
                        .body()
                        .get("matching")
                        .intValue())
                .isEqualTo(7);
        assertThat(bulk("{'filter': 'lastName=like=ame', 'delete': true, 'dryRun': true}")
                        .body()
                        .get("matching")
                        .intValue())
                .isEqualTo(7);
        assertThat(shown("company")).containsOnly("Old");
        assertThat(QueryBudgets.capture(() -> bulk("{'filter': '', 'delete': true, 'dryRun': true}")))
                .hasStatements(1);
    }

    @Test
    void aPatchIsWrittenAndTakenBack() {
        people(5);
        JsonNode job = done(bulk("{'filter': 'fields.score=ge=2',"
                + " 'patch': {'company': 'New', 'email': null, 'fields': {'score': 50, 'tags': ['a', 'b']}}}"));
        assertThat(job.get("kind").stringValue()).isEqualTo("contact-bulk");
        counts(job, 3, 3, 0, 0);
        assertThat(shown("company")).containsExactly("New", "New", "New", "Old", "Old");
        assertThat(shown("score")).containsExactly("50", "50", "50", "1", "0");

        List<Api.Answer> touched = contacts();
        api.patch("/api/v1/contacts/" + touched.get(0).id(), "*", "{\"company\": \"Mine\"}");
        api.delete("/api/v1/contacts/" + touched.get(1).id(), "*");
        JsonNode undo = done(api.post(job.get("undo").stringValue(), "{}"));
        assertThat(undo.get("processed").intValue()).isEqualTo(3);
        assertThat(undo.get("updated").intValue()).isEqualTo(2);
        assertThat(undo.get("skipped").intValue()).isEqualTo(1);
        assertThat(shown("company"))
                .as("what somebody changed since stays")
                .containsExactly("Mine", "Old", "Old", "Old");
        assertThat(shown("score")).containsExactly("4", "2", "1", "0");
        assertThat(shown("email"))
                .containsExactly("p4@example.org", "p2@example.org", "p1@example.org", "p0@example.org");
        assertThat(shown("tags")).containsExactly("[\"x\"]", "[\"x\"]", "[\"x\"]", "[\"x\"]");
        assertThat(api.post(job.get("undo").stringValue(), "{}").status())
                .as("once")
                .isEqualTo(409);
    }

    @Test
    void valuesThatWereMissingAreMissingAgain() {
        api.contact("{'lastName': 'Only'}");
        JsonNode job = done(bulk("{'filter': '', 'patch': {'company': 'New', 'fields': {'score': 1, 'tags': ['t']}}}"));
        done(api.post(job.get("undo").stringValue(), "{}"));
        Api.Answer contact = contacts().getFirst();
        assertThat(contact.body().has("company")).isFalse();
        assertThat(contact.fields().isEmpty()).isTrue();
        assertThat(contact.body().get("version").intValue()).isEqualTo(3);
    }

    @Test
    void contactsThatHaveItAllAreUnchanged() {
        people(3);
        JsonNode job = done(bulk("{'filter': '', 'patch': {'company': 'Old'}}"));
        counts(job, 3, 0, 3, 0);
        assertThat(done(api.post(job.get("undo").stringValue(), "{}"))
                        .get("processed")
                        .intValue())
                .isZero();
    }

    @Test
    void aContactThatCannotTakeItDoesNotStopTheOthers() throws Exception {
        people(3);
        JsonNode job = done(bulk("{'filter': '', 'patch': {'fields': {'code': 'same'}}}"));
        counts(job, 3, 1, 0, 2);
        assertThat(text("/api/v1/jobs/" + job.get("id").stringValue() + "/errors")
                        .lines()
                        .toList())
                .hasSize(3)
                .anyMatch(line -> line.contains("fields.code") && line.contains("taken"));
    }

    @Test
    void aDeletionFreesUniqueValuesAndIsTakenBack() throws Exception {
        people(4);
        done(bulk("{'filter': 'fields.score==3', 'patch': {'fields': {'code': 'c3'}}}"));
        done(bulk("{'filter': 'fields.score==2', 'patch': {'fields': {'code': 'c2'}}}"));
        JsonNode job = done(bulk("{'filter': 'fields.score=ge=1', 'delete': true}"));
        counts(job, 3, 3, 0, 0);
        assertThat(shown("score")).containsExactly("0");
        api.contact("{'lastName': 'Taker', 'fields': {'code': 'c3'}}");
        JsonNode undo = done(api.post(job.get("undo").stringValue(), "{}"));
        assertThat(undo.get("updated").intValue()).as("%s", undo).isEqualTo(2);
        assertThat(undo.get("failed").intValue()).isEqualTo(1);
        assertThat(text("/api/v1/jobs/" + undo.get("id").stringValue() + "/errors"))
                .contains("fields.code", "taken");
        assertThat(shown("score")).contains("2", "1", "0").doesNotContain("3");
        assertThat(api.post("/api/v1/contacts", "{\"fields\": {\"code\": \"c2\"}}")
                        .status())
                .as("held again")
                .isEqualTo(409);
    }

    @Test
    void whatNoContactCouldTakeIsRefusedAtOnce() {
        assertThat(bulk("{'filter': '', 'patch': {'fields': {'score': 5001}}}").errors())
                .containsExactly("/patch/fields/score too-large");
        assertThat(bulk("{'filter': '', 'patch': {'fields': {'score': 5001}}}").status())
                .isEqualTo(422);
        assertThat(bulk("{'filter': '', 'patch': {'email': 'nonsense'}}").status())
                .isEqualTo(422);
        for (String body : List.of(
                "{'delete': true}",
                "{'filter': 'nonsense==1', 'delete': true}",
                "{'filter': '((', 'delete': true}",
                "{'filter': 'fields.score==x', 'delete': true}",
                "{'filter': ''}",
                "{'filter': '', 'delete': false}",
                "{'filter': '', 'delete': true, 'patch': {'company': 'x'}}",
                "{'filter': '', 'patch': {}}",
                "{'filter': '', 'patch': {'id': 'x'}}",
                "{'filter': '', 'patch': {'fields': {'nonsense': 1}}}",
                "{'filter': '', 'patch': []}",
                "{'filter': 1, 'delete': true}",
                "{'filter': '', 'delete': 'true'}",
                "{'filter': '', 'delete': true, 'sort': 'id'}",
                "[]")) {
            assertThat(bulk(body).status()).as(body).isEqualTo(400);
        }
    }

    @Test
    void aJobOfManyStepsMeetsEachContactOnce() {
        List<ContactChange> creations = new ArrayList<>();
        for (long at = 0; at < 1_203; at++) {
            creations.add(ContactChange.create(Map.of(), Map.of(1, List.of(at))));
        }
        TenantScope.run(tenant(), () -> writer.apply(new Caller(tenant(), "ann"), creations));
        JsonNode job = done(bulk("{'filter': 'fields.score=lt=2000', 'patch': {'fields': {'score': 7}}}"));
        counts(job, 1_203, 1_202, 1, 0);
        assertThat(job.get("total").intValue()).isEqualTo(1_203);
        JsonNode undo = done(api.post(job.get("undo").stringValue(), "{}"));
        counts(undo, 1_202, 1_202, 0, 0);
        List<Long> ids = new ArrayList<>();
        TenantScope.run(
                tenant(), () -> stream.ids(tenant(), ContactQuery.matching("fields.score=gt=7"), null, ids::addAll));
        assertThat(ids).hasSize(1_195);
    }

    @Test
    void theNumberOfStatementsDoesNotDependOnTheNumberOfContacts() {
        people(120);
        List<ContactVersion> versions = new ArrayList<>();
        for (Api.Answer contact : contacts()) {
            versions.add(new ContactVersion(Tsid.parse(contact.id()).getAsLong(), 1));
        }
        var caller = new Caller(tenant(), "ann");
        for (int size : List.of(1, 50)) {
            List<ContactVersion> some = new ArrayList<>(versions.subList(0, size));
            versions.subList(0, size).clear();
            long[] ids = some.stream().mapToLong(ContactVersion::contactId).toArray();
            List<ContactVersion> gone = new ArrayList<>();
            TenantScope.run(tenant(), () -> {
                assertThat(QueryBudgets.capture(() -> gone.addAll(removals.delete(caller, ids))))
                        .hasStatements(2);
                assertThat(QueryBudgets.capture(() -> removals.restore(caller, gone)))
                        .hasStatements(3);
                assertThat(QueryBudgets.capture(() -> reversal.revert(caller, some)))
                        .as("version 1 taken back leaves nothing")
                        .hasStatements(7);
            });
        }
    }

    private Api.Answer bulk(String body) {
        return api.post(BULK, body.replace('\'', '"'));
    }

    private void people(int many) {
        for (int at = 0; at < many; at++) {
            api.contact("{'lastName': 'Name" + at + "', 'company': 'Old', 'email': 'p" + at
                    + "@example.org', 'fields': {'score': " + at + ", 'tags': ['x']}}");
        }
    }

    private JsonNode done(Api.Answer accepted) {
        assertThat(accepted.status()).as("%s", accepted).isEqualTo(202);
        for (int n = 0; n < 1_500; n++) {
            JsonNode job = api.get(accepted.location()).body();
            if (!job.get("finishedAt").isNull()) {
                assertThat(job.get("status").stringValue()).as("%s", job).isEqualTo("succeeded");
                return job;
            }
            try {
                Thread.sleep(10);
            } catch (InterruptedException ended) {
                throw new AssertionError(ended);
            }
        }
        throw new AssertionError("still at work");
    }

    private String text(String path) throws Exception {
        return mvc.perform(get(path).header("X-Test-Tenant", api.tenant()))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    private static void counts(JsonNode job, int processed, int updated, int unchanged, int failed) {
        assertThat(List.of("processed", "updated", "unchanged", "failed").stream()
                        .map(name -> job.get(name).intValue()))
                .as("%s", job)
                .containsExactly(processed, updated, unchanged, failed);
    }

    private List<Api.Answer> contacts() {
        List<Api.Answer> contacts = new ArrayList<>();
        for (JsonNode item : api.get("/api/v1/contacts?limit=200").body().get("items")) {
            contacts.add(new Api.Answer(200, null, null, item));
        }
        return contacts;
    }

    /** A property or field of all contacts, newest first. */
    private List<String> shown(String name) {
        return contacts().stream()
                .map(contact -> contact.body().has(name)
                        ? contact.body().get(name)
                        : contact.fields().get(name))
                .filter(Objects::nonNull)
                .map(value -> value.isString() ? value.stringValue() : value.toString())
                .toList();
    }

    private TenantId tenant() {
        return new TenantId(api.tenant());
    }
}
