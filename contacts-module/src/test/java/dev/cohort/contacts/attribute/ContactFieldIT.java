package dev.cohort.contacts.attribute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.contacts.Api;
import dev.cohort.contacts.ApiTest;
import dev.cohort.kernel.test.query.QueryBudgets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContactFieldIT extends ApiTest {

    private static final String FIELDS = "/api/v1/contact-fields";

    @Test
    void aFieldIsDefinedAndEffectiveAtOnce() {
        Api.Answer created = api.post(FIELDS, """
                {"key": "color", "type": "select", "options": ["Red", {"label": "Blue"}], "default": "red"}""");
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.etag()).isEqualTo("\"1\"");
        assertThat(created.location()).isEqualTo(FIELDS + "/color");
        assertThat(created.body().get("label").asString()).isEqualTo("color");
        assertThat(created.body().get("default").asString()).isEqualTo("Red");
        assertThat(created.body().get("options").get(1).get("id").asString()).hasSize(13);
        assertThat(api.get(FIELDS + "/color").body()).isEqualTo(created.body());
        assertThat(api.get(FIELDS).body().get("items")).hasSize(1);
        assertThat(api.contact("{'firstName': 'Ann'}").fields().get("color").asString())
                .isEqualTo("Red");
    }

    @Test
    void aTakenKeyIsAConflictRetiredOrNot() {
        api.field("{'key': 'a', 'type': 'text'}");
        assertThat(api.post(FIELDS, "{\"key\": \"a\", \"type\": \"date\"}").status())
                .isEqualTo(409);
        assertThat(api.post(FIELDS + "/a/retire", null).status()).isEqualTo(204);
        assertThat(api.post(FIELDS, "{\"key\": \"a\", \"type\": \"date\"}").errors())
                .containsExactly("/key taken");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            400 | {'type': 'text'}
            400 | {'key': 'a'}
            400 | {'key': 'a', 'type': 'number'}
            400 | {'key': 'a', 'type': 'text', 'colour': 1}
            400 | {'key': 5, 'type': 'text'}
            400 | {'key': 'a', 'type': 'text', 'required': 'yes'}
            400 | {'key': 'a', 'type': 'text', 'constraints': {'longest': 3}}
            400 | {'key': 'a', 'type': 'text', 'constraints': {'minLength': '3'}}
            400 | []
            400 | {'key': 'a',
            422 | {'key': 'A', 'type': 'text'}
            422 | {'key': '1a', 'type': 'text'}
            422 | {'key': 'a-b', 'type': 'text'}
            422 | {'key': '', 'type': 'text'}
            422 | {'key': 'a', 'type': 'text', 'constraints': {'scale': 3}}
            422 | {'key': 'a', 'type': 'integer', 'constraints': {'pattern': 'x'}}
            422 | {'key': 'a', 'type': 'text', 'constraints': {'maxItems': 3}}
            422 | {'key': 'a', 'type': 'text', 'constraints': {'pattern': '('}}
            422 | {'key': 'a', 'type': 'text', 'constraints': {'minLength': 5, 'maxLength': 4}}
            422 | {'key': 'a', 'type': 'text', 'constraints': {'maxLength': 1001}}
            422 | {'key': 'a', 'type': 'integer', 'constraints': {'min': 5, 'max': 4}}
            422 | {'key': 'a', 'type': 'integer', 'constraints': {'min': 5}, 'default': 4}
            422 | {'key': 'a', 'type': 'text', 'options': ['x']}
            422 | {'key': 'a', 'type': 'select', 'options': ['x', 'X']}
            422 | {'key': 'a', 'type': 'select', 'options': ['x'], 'default': 'y'}
            422 | {'key': 'a', 'type': 'text', 'label': ' '}
            422 | {'key': 'a', 'type': 'text', 'unique': true, 'default': 'x'}
            422 | {'key': 'a', 'type': 'text', 'label': '\\u0000'}
            """)
    void otherDefinitionsAreRefused(int status, String body) {
        assertThat(api.post(FIELDS, body.replace('\'', '"')).status()).isEqualTo(status);
        assertThat(api.get(FIELDS).body().get("items")).isEmpty();
    }

    @Test
    void aChangeNeedsTheVersionItWasMadeOn() {
        api.field("{'key': 'a', 'type': 'text'}");
        assertThat(api.patch(FIELDS + "/a", null, "{\"label\": \"A\"}").status())
                .isEqualTo(428);
        Api.Answer changed = api.patch(FIELDS + "/a", "\"1\"", "{\"label\": \"A\", \"required\": true}");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.etag()).isEqualTo("\"2\"");
        Api.Answer stale = api.patch(FIELDS + "/a", "\"1\"", "{\"label\": \"B\"}");
        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.etag()).isEqualTo("\"2\"");
        assertThat(api.patch(FIELDS + "/a", "\"2\"", "{\"label\": \"A\"}").etag())
                .isEqualTo("\"2\"");
        assertThat(api.patch(FIELDS + "/nothing", "\"1\"", "{}").status()).isEqualTo(404);
    }

    @Test
    void keyAndTypeCannotBeChanged() {
        api.field("{'key': 'a', 'type': 'text'}");
        assertThat(api.patch(FIELDS + "/a", "\"1\"", "{\"type\": \"date\"}").status())
                .isEqualTo(400);
        assertThat(api.patch(FIELDS + "/a", "\"1\"", "{\"key\": \"b\"}").status())
                .isEqualTo(400);
    }

    @Test
    void aRetiredFieldLeavesReadsAndComesBackUnchanged() {
        api.field("{'key': 'a', 'type': 'text'}");
        String id = api.contact("{'fields': {'a': 'kept'}}").id();
        api.post(FIELDS + "/a/retire", null);
        assertThat(api.get("/api/v1/contacts/" + id).fields()).isEmpty();
        assertThat(api.post("/api/v1/contacts", "{\"fields\": {\"a\": \"x\"}}").status())
                .isEqualTo(400);
        assertThat(api.get("/api/v1/limits")
                        .body()
                        .get("activeContactFields")
                        .get("used")
                        .asInt())
                .isZero();
        assertThat(api.post(FIELDS + "/a/restore", null).status()).isEqualTo(204);
        assertThat(api.get("/api/v1/contacts/" + id).fields().get("a").asString())
                .isEqualTo("kept");
    }

    @Test
    void uniqueIsTurnedOnOnlyWithoutDuplicatesWhichAreNamed() {
        api.field("{'key': 'badge', 'type': 'text'}");
        String one = api.contact("{'fields': {'badge': 'X1'}}").id();
        Api.Answer other = api.contact("{'fields': {'badge': 'x1'}}");
        Api.Answer refused = api.patch(FIELDS + "/badge", "\"1\"", "{\"unique\": true}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body().get("errors").get(0).get("message").asString())
                .contains("X1", one, other.id());
        api.patch("/api/v1/contacts/" + other.id(), other.etag(), "{\"fields\": {\"badge\": \"X2\"}}");
        assertThat(api.patch(FIELDS + "/badge", "\"1\"", "{\"unique\": true}").status())
                .isEqualTo(200);
        assertThat(api.post("/api/v1/contacts", "{\"fields\": {\"badge\": \"x2\"}}")
                        .errors())
                .containsExactly("/fields/badge taken");
    }

    @Test
    void optionsAreRenamedReorderedAndRetiredWithoutTouchingValues() {
        api.field("{'key': 'size', 'type': 'select', 'options': ['S', 'M', 'L']}");
        String id = api.contact("{'fields': {'size': 'm'}}").id();
        Api.Answer options = api.get(FIELDS + "/size");
        String medium = options.body().get("options").get(1).get("id").asString();
        Api.Answer changed = api.patch(
                FIELDS + "/size",
                options.etag(),
                "{\"options\": [{\"id\": \"" + medium + "\", \"label\": \"Mid\"}, \"S\"]}");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.body().get("options")).hasSize(3);
        assertThat(changed.body().get("options").get(2).get("retired").asBoolean())
                .isTrue();
        assertThat(api.get("/api/v1/contacts/" + id).fields().get("size").asString())
                .isEqualTo("Mid");
        assertThat(api.post("/api/v1/contacts", "{\"fields\": {\"size\": \"L\"}}")
                        .errors())
                .containsExactly("/fields/size retired-option");
    }

    @Test
    void definitionsTravelAsJsonAndAreComparedBeforeTheyApply() {
        api.field("{'key': 'a', 'type': 'text', 'label': 'A', 'required': true, 'constraints': {'maxLength': 5}}");
        api.field("{'key': 's', 'type': 'select', 'options': ['x', 'y']}");
        api.field("{'key': 't', 'type': 'text', 'multiple': true}");
        String exported = api.get(FIELDS).body().toString();
        assertThat(outcomes(api.post(FIELDS + "/definitions", exported)))
                .containsExactly("a unchanged", "s unchanged", "t unchanged");
        Api there = new Api(mvc, json, api.tenant() + 100_000, "bob");
        there.field("{'key': 'a', 'type': 'text', 'label': 'Other'}");
        there.field("{'key': 's', 'type': 'select', 'options': ['z', 'Y']}");
        there.field("{'key': 't', 'type': 'integer'}");
        Api.Answer held = there.contact("{'firstName': 'Ann', 'fields': {'s': 'z', 't': 7}}");
        List<String> expected = List.of(
                "a changed [\"label\",\"required\",\"constraints\"]",
                "s changed [\"options\"]",
                "t different [\"type\",\"multiple\"]");
        Api.Answer diff = there.post(FIELDS + "/definitions?dryRun=true", exported);
        assertThat(outcomes(diff)).isEqualTo(expected);
        assertThat(there.get(FIELDS + "/a").body().get("label").asString()).isEqualTo("Other");
        assertThat(outcomes(there.post(FIELDS + "/definitions", exported))).isEqualTo(expected);
        assertThat(there.get(FIELDS + "/a").body().get("required").asBoolean()).isTrue();
        assertThat(there.get(FIELDS + "/a").etag()).isEqualTo("\"2\"");
        assertThat(there.get(FIELDS + "/s").body().get("options"))
                .extracting(option -> option.get("label").asString() + " " + option.get("retired"))
                .as("labels of the file in its order; what is left over is retired")
                .containsExactly("x false", "y false", "z true");
        assertThat(there.get(held.location()).fields().toString()).isEqualTo("{\"s\":\"z\",\"t\":7}");
        assertThat(outcomes(there.post(FIELDS + "/definitions", exported)))
                .containsExactly("a unchanged", "s unchanged", "t different [\"type\",\"multiple\"]");
        Api empty = new Api(mvc, json, api.tenant() + 200_000, "bob");
        assertThat(outcomes(empty.post(FIELDS + "/definitions", exported)))
                .containsExactly("a created", "s created", "t created");
        assertThat(empty.get(FIELDS).body().toString()).isEqualTo(exported);
    }

    @Test
    void aFileOfDefinitionsWithAnythingWrongChangesNothing() {
        api.field("{'key': 'a', 'type': 'text'}");
        Api.Answer refused = api.post(FIELDS + "/definitions", """
                {"items": [{"key": "a", "label": "New"}, {"key": "b", "type": "text"},
                           {"key": "c", "type": "nope"}]}""");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.errors()).containsExactly("/items/2/type unknown-type");
        assertThat(api.get(FIELDS).body().get("items")).hasSize(1);
        assertThat(api.get(FIELDS + "/a").body().get("label").asString()).isEqualTo("a");
        api.contact("{'fields': {'a': 'same'}}");
        api.contact("{'fields': {'a': 'same'}}");
        String unique = "{\"items\": [{\"key\": \"a\", \"unique\": true}]}";
        assertThat(api.post(FIELDS + "/definitions?dryRun=true", unique).status())
                .isEqualTo(409);
        assertThat(api.post(FIELDS + "/definitions", unique).errors())
                .containsExactly("/items/0/unique duplicate-value");
        assertThat(api.post(FIELDS + "/definitions", "{\"items\": 5}").errors()).containsExactly("/items wrong-type");
    }

    private static List<String> outcomes(Api.Answer answer) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        List<String> outcomes = new java.util.ArrayList<>();
        for (var change : answer.body().get("changes")) {
            outcomes.add(
                    change.get("key").asString() + " " + change.get("outcome").asString()
                            + (change.has("differences") ? " " + change.get("differences") : ""));
        }
        return outcomes;
    }

    @Test
    void aConversionIsTriedBeforeItIsDone() {
        api.field("{'key': 'age', 'type': 'text'}");
        for (String age : new String[] {"30", "1.0", "old", "7"}) {
            api.contact("{'fields': {'age': '" + age + "'}}");
        }
        Api.Answer tried = api.post(FIELDS + "/age/conversion", "{\"to\": \"integer\", \"dryRun\": true}");
        assertThat(tried.status()).isEqualTo(200);
        assertThat(tried.body().get("converted").asInt()).isEqualTo(3);
        assertThat(tried.body().get("emptied").asInt()).isEqualTo(1);
        assertThat(tried.body().get("refused").asInt()).isZero();
        assertThat(tried.body().get("samples").toString())
                .contains("{\"from\":\"30\",\"to\":30,\"outcome\":\"converted\"}")
                .contains("\"from\":\"old\"");
        api.patch(FIELDS + "/age", "\"1\"", "{\"unique\": true, \"required\": true}");
        api.contact("{'fields': {'age': '7.0'}}");
        Api.Answer unique = api.post(FIELDS + "/age/conversion", "{\"to\": \"integer\", \"dryRun\": true}");
        assertThat(unique.body().get("refused").asInt()).isEqualTo(2);
        assertThat(api.post(FIELDS + "/age/conversion", "{\"to\": \"number\", \"dryRun\": true}")
                        .status())
                .isEqualTo(400);
        assertThat(api.post(FIELDS + "/none/conversion", "{\"to\": \"date\", \"dryRun\": true}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void theSchemaDescribesTheTenantsContact() {
        api.field("{'key': 'age', 'type': 'integer', 'required': true, 'constraints': {'min': 0}}");
        var schema = api.get("/api/v1/contact-schema").body();
        assertThat(schema.get("$schema").asString()).contains("2020-12");
        var fields = schema.get("properties").get("fields");
        assertThat(fields.get("required").get(0).asString()).isEqualTo("age");
        assertThat(fields.get("properties").get("age").get("minimum").asInt()).isZero();
    }

    @Test
    void eachCallHasItsStatements() {
        api.field("{'key': 'a', 'type': 'text'}");
        assertThat(QueryBudgets.capture(() -> api.get(FIELDS))).hasStatements(1);
        assertThat(QueryBudgets.capture(() -> api.get(FIELDS + "/a"))).hasStatements(1);
        assertThat(QueryBudgets.capture(() -> api.field("{'key': 'b', 'type': 'text'}")))
                .hasStatements(4);
        assertThat(QueryBudgets.capture(() -> api.patch(FIELDS + "/a", "\"1\"", "{\"label\": \"L\"}")))
                .hasStatements(4);
        assertThat(QueryBudgets.capture(() -> api.post(FIELDS + "/a/retire", null)))
                .hasStatements(4);
    }

    @Test
    void anotherTenantsFieldIsNoField() {
        api.field("{'key': 'a', 'type': 'text'}");
        Api other = new Api(mvc, json, api.tenant() + 100_000, "bob");
        assertThat(other.get(FIELDS + "/a").status()).isEqualTo(404);
        assertThat(other.patch(FIELDS + "/a", "\"1\"", "{}").status()).isEqualTo(404);
        assertThat(other.post(FIELDS + "/a/retire", null).status()).isEqualTo(404);
    }
}
