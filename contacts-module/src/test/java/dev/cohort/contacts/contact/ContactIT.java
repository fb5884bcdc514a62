package dev.cohort.contacts.contact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.contacts.Api;
import dev.cohort.contacts.ApiTest;
import dev.cohort.contacts.ContactDirectory;
import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.TenantScope;
import dev.cohort.kernel.test.query.QueryBudgets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
        assertThat(two.etag()).isEqualTo("\"2\"");
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
        assertThat(captured.result().etag()).isEqualTo("\"1\"");
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
    void oneOfFiftyRacersWins() throws Exception {
        Api.Answer one = api.contact("{'firstName': 'Ann'}");
        try (var executor = Executors.newFixedThreadPool(8)) {
            List<Future<Api.Answer>> answers = executor.invokeAll(IntStream.range(0, 50)
                    .<Callable<Api.Answer>>mapToObj(
                            n -> () -> api.patch(one.location(), "\"1\"", "{\"firstName\": \"n" + n + "\"}"))
                    .toList());
            int won = 0;
            for (Future<Api.Answer> answer : answers) {
                if (answer.get().status() == 200) {
                    won++;
                } else {
                    assertThat(answer.get().status()).isEqualTo(412);
                    assertThat(answer.get().etag()).isEqualTo("\"2\"");
                }
            }
            assertThat(won).isEqualTo(1);
        }
    }

    @Test
    void oneOfTwentyRacersTakesAUniqueValue() throws Exception {
        api.field("{'key': 'badge', 'type': 'text', 'unique': true}");
        try (var executor = Executors.newFixedThreadPool(8)) {
            List<Future<Api.Answer>> answers = executor.invokeAll(IntStream.range(0, 20)
                    .<Callable<Api.Answer>>mapToObj(n -> () -> api.post(CONTACTS, "{\"fields\": {\"badge\": \"B\"}}"))
                    .toList());
            int won = 0;
            for (Future<Api.Answer> answer : answers) {
                if (answer.get().status() == 201) {
                    won++;
                } else {
                    assertThat(answer.get().status()).isEqualTo(409);
                    assertThat(answer.get().errors()).containsExactly("/fields/badge taken");
                }
            }
            assertThat(won).isEqualTo(1);
        }
    }

    @Test
    void theExternalIdIsUniqueUntilItsContactIsDeleted() {
        Api.Answer one = api.contact("{'externalId': 'E-1'}");
        assertThat(api.post(CONTACTS, "{\"externalId\": \"e-1\"}").errors()).containsExactly("/externalId taken");
        assertThat(api.delete(one.location(), one.etag()).status()).isEqualTo(204);
        Api.Answer two = api.contact("{'externalId': 'e-1'}");
        assertThat(api.post(one.location() + "/restore", null).status()).isEqualTo(409);
        assertThat(api.patch(two.location(), two.etag(), "{\"externalId\": \"E-1\"}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aRepeatedKeyHasTheFirstAnswerAndOneEffect() {
        String body = "{\"firstName\": \"Ann\"}";
        Api.Answer one = api.post(CONTACTS, body, "Idempotency-Key", "k1");
        Api.Answer two = api.post(CONTACTS, body, "Idempotency-Key", "k1");
        assertThat(two).isEqualTo(one);
        assertThat(api.post(CONTACTS, "{\"firstName\": \"Bob\"}", "Idempotency-Key", "k1")
                        .status())
                .isEqualTo(422);
        assertThat(api.post(CONTACTS, body, "Idempotency-Key", "k2").id()).isNotEqualTo(one.id());
        assertThat(api.post(CONTACTS, "{\"email\": \"x\"}", "Idempotency-Key", "k3")
                        .status())
                .isEqualTo(422);
        assertThat(api.post(CONTACTS, body, "Idempotency-Key", "k3").status()).isEqualTo(201);
    }

    @Test
    void aDeletedContactIsGoneFromEveryReadAndComesBackWhole() {
        api.field("{'key': 'badge', 'type': 'text', 'unique': true}");
        Api.Answer one = api.contact("{'firstName': 'Ann', 'fields': {'badge': 'B'}}");
        assertThat(api.delete(one.location(), null).status()).isEqualTo(428);
        assertThat(api.delete(one.location(), "\"9\"").status()).isEqualTo(412);
        assertThat(api.delete(one.location(), "\"1\"").status()).isEqualTo(204);
        assertThat(api.delete(one.location(), "\"2\"").status()).isEqualTo(404);
        assertThat(api.get(one.location()).status()).isEqualTo(404);
        assertThat(api.get(one.location() + "/history").status()).isEqualTo(404);
        assertThat(api.patch(one.location(), "\"2\"", "{}").status()).isEqualTo(404);
        Api.Answer back = api.post(one.location() + "/restore", null);
        assertThat(back.status()).isEqualTo(200);
        assertThat(back.etag()).isEqualTo("\"3\"");
        assertThat(back.fields()).isEqualTo(one.fields());
        assertThat(api.post(CONTACTS, "{\"fields\": {\"badge\": \"b\"}}").status())
                .isEqualTo(409);
    }

    @Test
    void anErasedContactLeavesNothing() {
        Api.Answer one = api.post(CONTACTS, "{\"firstName\": \"Canary\"}", "Idempotency-Key", "k");
        api.patch(one.location(), "\"1\"", "{\"lastName\": \"Bird\"}");
        assertThat(api.post(one.location() + "/erase", null).status()).isEqualTo(204);
        assertThat(api.get(one.location()).status()).isEqualTo(404);
        assertThat(api.post(one.location() + "/restore", null).status()).isEqualTo(404);
        assertThat(api.post(one.location() + "/erase", null).status()).isEqualTo(404);
        assertThat(api.post(CONTACTS, "{\"firstName\": \"Canary\"}", "Idempotency-Key", "k")
                        .id())
                .isNotEqualTo(one.id());
    }

    @Test
    void historyTellsWhoChangedWhatNewestFirstInPages() {
        api.field("{'key': 'tags', 'type': 'text', 'multiple': true}");
        Api.Answer one = api.contact("{'firstName': 'Ann', 'fields': {'tags': ['x', 'y']}}");
        Api bob = new Api(mvc, json, api.tenant(), "bob");
        bob.patch(one.location(), "\"1\"", "{\"firstName\": \"Anna\", \"fields\": {\"tags\": [\"x\", \"z\"]}}");
        bob.patch(one.location(), "\"2\"", "{\"fields\": {\"tags\": null}}");
        var items = api.get(one.location() + "/history").body().get("items");
        assertThat(items)
                .extracting(item -> item.get("actor").asString() + " "
                        + item.get("selector").asString() + " " + item.get("old") + " " + item.get("new"))
                .containsExactly(
                        "bob fields.tags [\"x\",\"z\"] null",
                        "bob fields.tags [\"x\",\"y\"] [\"x\",\"z\"]",
                        "bob firstName \"Ann\" \"Anna\"",
                        "ann fields.tags null [\"x\",\"y\"]",
                        "ann firstName null \"Ann\"");
        Api.Answer page = api.get(one.location() + "/history?limit=2");
        Api.Answer next = api.get(one.location() + "/history?limit=2&cursor="
                + page.body().get("next").asString());
        Api.Answer last = api.get(one.location() + "/history?limit=2&cursor="
                + next.body().get("next").asString());
        assertThat(last.body().get("items")).hasSize(1);
        assertThat(last.body().get("next").isNull()).isTrue();
        Api.Answer prev = api.get(one.location() + "/history?limit=2&cursor="
                + last.body().get("prev").asString());
        assertThat(prev.body().get("items")).isEqualTo(next.body().get("items"));
        assertThat(api.get(one.location() + "/history?cursor=abc").status()).isEqualTo(400);
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
