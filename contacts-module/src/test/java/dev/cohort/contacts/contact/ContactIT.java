package dev.cohort.contacts.contact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.contacts.Api;
import dev.cohort.contacts.ApiTest;
import dev.cohort.contacts.ContactDirectory;
import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.TenantScope;
import dev.cohort.kernel.test.query.QueryBudgets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;

class ContactIT extends ApiTest {

    private static final String CONTACTS = "/api/v1/contacts";

    @Autowired
    ContactDirectory directory;

    @Test
    void aContactIsCreatedReadAndKnownByItsTag() {
        Api.Answer created = api.contact("{'firstName': ' Ann ', 'lastName': 'Lee', 'email': 'ann@example.org'}");
        assertThat(created.etag()).isEqualTo("\"1\"");
        assertThat(created.location()).isEqualTo(CONTACTS + "/" + created.id());
        assertThat(created.body().get("displayName").asString()).isEqualTo("Ann Lee");
        assertThat(created.body().has("phone")).isFalse();
        Api.Answer read = api.get(created.location());
        assertThat(read.body()).isEqualTo(created.body());
        assertThat(api.send(HttpMethod.GET, created.location(), null, null, "If-None-Match", read.etag())
                        .status())
                .isEqualTo(304);
        assertThat(api.get(CONTACTS + "/nobody").status()).isEqualTo(404);
        Api other = new Api(mvc, json, api.tenant() + 100_000, "bob");
        assertThat(other.get(created.location()).status()).isEqualTo(404);
        assertThat(other.patch(created.location(), "*", "{}").status()).isEqualTo(404);
        assertThat(other.delete(created.location(), "*").status()).isEqualTo(404);
        assertThat(other.post(created.location() + "/erase", null).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text",
                "long_text",
                "integer",
                "decimal",
                "boolean",
                "date",
                "datetime",
                "email",
                "phone",
                "url",
                "select",
                "reference"
            })
    void valuesOfEveryTypeSurviveSingleAndMultiple(String type) {
        String options = type.equals("select") ? ", 'options': ['Red', 'Blue']" : "";
        api.field("{'key': 'one', 'type': '" + type + "'" + options + "}");
        api.field("{'key': 'many', 'type': '" + type + "', 'multiple': true" + options + "}");
        String friend = api.contact("{'firstName': 'Friend'}").id();
        String value = switch (type) {
            case "integer" -> "9007199254740993";
            case "decimal" -> "12345678901234567890.123456789012345678";
            case "boolean" -> "true";
            case "date" -> "'2024-02-29'";
            case "datetime" -> "'2024-02-29T10:00:00Z'";
            case "email" -> "'a@example.org'";
            case "phone" -> "'+12025550143'";
            case "url" -> "'https://example.org/x'";
            case "select" -> "'Blue'";
            case "reference" -> "'" + friend + "'";
            default -> "'Straße 😀 \\\\ \\n %_*'";
        };
        Api.Answer created = api.contact("{'fields': {'one': " + value + ", 'many': [" + value + ", " + value + "]}}");
        String expected = "{'one':" + value + ",'many':[" + value + "," + value + "]}";
        assertThat(created.fields()).isEqualTo(json.readTree(expected.replace('\'', '"')));
        assertThat(api.get(created.location()).body()).isEqualTo(created.body());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            400 | {'fields': {'nothing': 1}}         | /fields/nothing unknown-field
            400 | {'nickname': 'x'}                  | /nickname unknown-property
            400 | {'id': 'x'}                        | /id read-only
            400 | {'firstName': 5}                   | /firstName wrong-type
            400 | {'fields': {'age': 'abc'}}         | /fields/age wrong-type
            400 | {'fields': {'age': '5'}}           | /fields/age wrong-type
            400 | {'fields': {'age': 1.5}}           | /fields/age wrong-type
            400 | {'fields': {'age': [1]}}           | /fields/age wrong-type
            400 | {'fields': {'code': true}}         | /fields/code wrong-type
            400 | {'fields': {'tags': 'a'}}          | /fields/tags wrong-type
            400 | {'fields': {'tags': ['a', null]}}  | /fields/tags wrong-type
            400 | {'fields': []}                     | /fields wrong-type
            422 | {'fields': {'age': -1}}            | /fields/age too-small
            422 | {'fields': {'age': 9223372036854775808}} | /fields/age out-of-range
            422 | {'fields': {'code': 'ABCD'}}       | /fields/code pattern-mismatch
            422 | {'fields': {'tags': ['a','b','c','d']}} | /fields/tags too-many-items
            422 | {'fields': {'size': 'XXL'}}        | /fields/size unknown-option
            422 | {'fields': {'born': '2023-02-29'}} | /fields/born invalid-date
            422 | {'fields': {'price': 1.234}}       | /fields/price too-many-digits
            422 | {'fields': {'boss': '0000000000001'}} | /fields/boss unknown-contact
            422 | {'email': 'nobody'}                | /email invalid-email
            422 | {'firstName': 'a\\u0000b'}         | /firstName invalid-text
            422 | {'firstName': '\\ud83d'}           | /firstName invalid-text
            422 | {}                                 | ~ required~
            422 | {'firstName': '  '}                | ~ required~
            """)
    void whatDoesNotFitIsRefusedByName(int status, String body, String error) {
        api.field("{'key': 'age', 'type': 'integer', 'constraints': {'min': 0}}");
        api.field("{'key': 'code', 'type': 'text', 'constraints': {'pattern': '[A-Z]{3}'}}");
        api.field("{'key': 'tags', 'type': 'text', 'multiple': true, 'constraints': {'maxItems': 3}}");
        api.field("{'key': 'size', 'type': 'select', 'options': ['S', 'M']}");
        api.field("{'key': 'born', 'type': 'date'}");
        api.field("{'key': 'price', 'type': 'decimal', 'constraints': {'scale': 2}}");
        api.field("{'key': 'boss', 'type': 'reference'}");
        Api.Answer answer = api.post(CONTACTS, body.replace('\'', '"'));
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(status);
        assertThat(answer.errors()).containsExactly(error);
    }

    @Test
    void aPatchChangesWhatItNamesAndClearsWithNull() {
        api.field("{'key': 'nick', 'type': 'text'}");
        api.field("{'key': 'tags', 'type': 'text', 'multiple': true}");
        Api.Answer one =
                api.contact("{'firstName': 'Ann', 'phone': '1', 'fields': {'nick': 'annie', 'tags': ['x', 'y', 'z']}}");
        Api.Answer two =
                api.patch(one.location(), one.etag(), "{\"phone\": null, \"fields\": {\"tags\": [\"x\", \"q\"]}}");
        assertThat(two.status()).isEqualTo(200);
        assertThat(two.etag()).startsWith("\"2.");
        assertThat(two.body().has("phone")).isFalse();
        assertThat(two.fields().toString()).isEqualTo("{\"nick\":\"annie\",\"tags\":[\"x\",\"q\"]}");
        assertThat(api.get(one.location()).body()).isEqualTo(two.body());
        Api.Answer three = api.patch(one.location(), two.etag(), "{\"fields\": {\"nick\": \" \", \"tags\": []}}");
        assertThat(three.fields()).isEmpty();
        assertThat(api.patch(one.location(), three.etag(), "[]").status()).isEqualTo(400);
        assertThat(api.patch(one.location(), three.etag(), "{\"fields\": 5").status())
                .isEqualTo(400);
    }

    @Test
    void aChangeThatChangesNothingWritesNothing() {
        api.field("{'key': 'n', 'type': 'decimal'}");
        Api.Answer one = api.contact("{'firstName': 'Ann', 'fields': {'n': 1.0}}");
        var captured = QueryBudgets.captureResult(
                () -> api.patch(one.location(), one.etag(), "{\"firstName\": \"Ann\", \"fields\": {\"n\": 1.00}}"));
        assertThat(captured.result().etag()).startsWith("\"1.");
        assertThat(captured.queries()).hasStatements(2);
        assertThat(api.get(one.location() + "/history").body().get("items")).hasSize(2);
    }

    @Test
    void eachCallHasItsStatementsWhateverTheNumberOfFields() {
        for (int i = 0; i < 30; i++) {
            api.field("{'key': 'f" + i + "', 'type': 'text'}");
        }
        String few = "{'firstName': 'Ann', 'fields': {'f1': 'x'}}";
        String many = "{'externalId': 'e1', 'fields': {"
                + String.join(
                        ",",
                        IntStream.range(0, 30)
                                .mapToObj(i -> "'f" + i + "': 'v'")
                                .toList()) + "}}";
        api.contact(few);
        assertThat(QueryBudgets.capture(() -> api.contact(few))).hasStatements(4);
        var captured = QueryBudgets.captureResult(() -> api.contact(many));
        assertThat(captured.queries()).hasStatements(5);
        Api.Answer contact = captured.result();
        assertThat(QueryBudgets.capture(() -> api.get(contact.location()))).hasStatements(1);
        assertThat(QueryBudgets.capture(() -> api.get(contact.location() + "?asOf=2100-01-01T00:00:00Z")))
                .hasStatements(1);
        assertThat(QueryBudgets.capture(
                        () -> api.patch(contact.location(), "\"1\"", "{\"fields\": {\"f1\": \"y\", \"f2\": null}}")))
                .hasStatements(4);
        assertThat(QueryBudgets.capture(() -> api.get(contact.location() + "/history")))
                .hasStatements(1);
        assertThat(QueryBudgets.capture(() -> api.delete(contact.location(), "\"2\"")))
                .hasStatements(3);
        assertThat(QueryBudgets.capture(() -> api.post(contact.location() + "/restore", null)))
                .hasStatements(4);
        assertThat(QueryBudgets.capture(() -> api.post(contact.location() + "/erase", null)))
                .hasStatements(5);
        assertThat(QueryBudgets.capture(() -> api.post(CONTACTS, few.replace('\'', '"'), "Idempotency-Key", "k")))
                .hasStatements(6);
    }

    @Test
    void theDirectoryFindsContactsThatAreThere() {
        Api.Answer one = api.contact("{'externalId': 'Ext', 'firstName': 'Ann'}");
        var tenant = new TenantId(api.tenant());
        PersonId person = PersonId.parse(one.id()).orElseThrow();
        TenantScope.run(tenant, () -> {
            assertThat(directory.exists(tenant, person)).isTrue();
            assertThat(directory.displayName(tenant, person)).contains("Ann");
            assertThat(directory.withExternalId(tenant, "eXT")).contains(person);
        });
        api.delete(one.location(), "*");
        TenantScope.run(tenant, () -> {
            assertThat(directory.exists(tenant, person)).isFalse();
            assertThat(directory.displayName(tenant, person)).isEmpty();
            assertThat(directory.withExternalId(tenant, "ext")).isEmpty();
        });
    }
}
