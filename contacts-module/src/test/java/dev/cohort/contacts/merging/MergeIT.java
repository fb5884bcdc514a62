package dev.cohort.contacts.merging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.contacts.Api;
import dev.cohort.contacts.ApiTest;
import dev.cohort.kernel.test.query.QueryBudgets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MergeIT extends ApiTest {

    private static final String MERGE = "/api/v1/contacts/merge";

    @Test
    void theKeptContactTakesOverWhatItLacksAndWhatItIsToTake() {
        fields();
        String friend = person("'lastName': 'Friend'");
        String keep = person("'firstName': 'Ada', 'email': 'a@example.org', 'company': 'Mine', 'fields': {'score': 1}");
        String merge = person(
                "'externalId': 'x1', 'lastName': 'Byron', 'email': 'b@example.org', 'phone': '5', 'company': 'Other',"
                        + " 'fields': {'code': 'unique', 'score': 2, 'tags': ['a', 'b'], 'friend': '" + friend + "'}");
        String take =
                ", 'take': {'company': '" + merge + "', 'fields.score': '" + merge + "', 'lastName': '" + keep + "'}";
        Api.Answer tried = merge(keep, merge, take + ", 'dryRun': true");
        assertThat(tried.status()).as("%s", tried).isEqualTo(200);
        assertThat(tried.body().has("undo")).isFalse();
        assertThat(api.get("/api/v1/contacts/" + merge).status()).isEqualTo(200);
        assertThat(api.get("/api/v1/contacts/" + keep).body().get("version").intValue())
                .isEqualTo(1);

        Api.Answer merged = merge(keep, merge, take);
        assertThat(merged.status()).as("%s", merged).isEqualTo(200);
        assertThat(merged.etag()).startsWith("\"2.");
        assertThat(merged.id()).isEqualTo(keep);
        assertThat(merged.body().get("externalId").stringValue()).isEqualTo("x1");
        assertThat(merged.body().get("email").stringValue()).isEqualTo("a@example.org");
        assertThat(merged.body().get("company").stringValue()).isEqualTo("Other");
        assertThat(merged.body().has("lastName")).isFalse();
        assertThat(merged.fields().toString())
                .isEqualTo("{\"score\":2,\"code\":\"unique\",\"tags\":[\"a\",\"b\"],\"friend\":\"" + friend + "\"}");
        assertThat(api.get("/api/v1/contacts/" + merge).status()).isEqualTo(404);
        assertThat(api.get("/api/v1/contacts/" + keep).fields()).isEqualTo(merged.fields());
        assertThat(merge(keep, merge, "").status()).as("gone").isEqualTo(404);
    }

    @Test
    void aMergeIsUndoneOnce() {
        fields();
        String keep = person("'firstName': 'Ada', 'fields': {'score': 1}");
        String merge = person("'externalId': 'x2', 'phone': '5', 'fields': {'code': 'u2', 'score': 2}");
        Api.Answer keptBefore = api.get("/api/v1/contacts/" + keep);
        Api.Answer mergedBefore = api.get("/api/v1/contacts/" + merge);
        String undo = merge(keep, merge, "").body().get("undo").stringValue();
        api.patch("/api/v1/contacts/" + keep, "*", "{\"firstName\": \"Augusta\"}");
        Api.Answer undone = api.post(undo, "{}");
        assertThat(undone.status()).as("%s", undone).isEqualTo(200);
        Api.Answer kept = api.get("/api/v1/contacts/" + keep);
        assertThat(kept.fields()).isEqualTo(keptBefore.fields());
        assertThat(kept.body().has("externalId")).isFalse();
        assertThat(kept.body().has("phone")).isFalse();
        assertThat(kept.body().get("firstName").stringValue())
                .as("changed since")
                .isEqualTo("Augusta");
        Api.Answer back = api.get("/api/v1/contacts/" + merge);
        assertThat(back.fields()).isEqualTo(mergedBefore.fields());
        assertThat(back.body().get("externalId").stringValue()).isEqualTo("x2");
        assertThat(undone.body().get("merge").get("id").stringValue()).isEqualTo(merge);
        assertThat(undone.body().get("keep").get("id").stringValue()).isEqualTo(keep);
        assertThat(api.post(undo, "{}").status()).isEqualTo(409);
        assertThat(api.post("/api/v1/contacts/merges/nonsense/undo", "{}").status())
                .isEqualTo(404);
        var stranger = new Api(mvc, json, api.tenant() + 400_000, "eve");
        assertThat(stranger.post(undo, "{}").status()).isEqualTo(404);
    }

    @Test
    void anUndoThatCannotBeIsAConflictAndChangesNothing() {
        fields();
        String keep = person("'firstName': 'Ada'");
        String merge = person("'fields': {'code': 'u3'}");
        String undo = merge(keep, merge, "").body().get("undo").stringValue();
        api.patch("/api/v1/contacts/" + keep, "*", "{\"fields\": {\"code\": null}}");
        person("'fields': {'code': 'u3'}");
        assertThat(api.post(undo, "{}").errors()).containsExactly("/fields/code taken");
        assertThat(api.get("/api/v1/contacts/" + merge).status()).isEqualTo(404);

        String other = person("'lastName': 'Other'");
        undo = merge(keep, other, "").body().get("undo").stringValue();
        api.post("/api/v1/contacts/" + other + "/erase", "{}");
        assertThat(api.post(undo, "{}").status()).isEqualTo(409);
        String last = person("'lastName': 'Last'");
        undo = merge(keep, last, "").body().get("undo").stringValue();
        api.delete("/api/v1/contacts/" + keep, "*");
        Api.Answer undone = api.post(undo, "{}");
        assertThat(undone.status()).as("%s", undone).isEqualTo(200);
        assertThat(undone.body().has("keep")).isFalse();
        assertThat(api.get("/api/v1/contacts/" + last).status()).isEqualTo(200);
    }

    @Test
    void aMergeAndItsUndoAreFewStatements() {
        fields();
        String values = "'externalId': 'x', 'phone': '5', 'fields': {'code': 'u', 'score': 2, 'tags': ['a', 'b', 'c']}";
        String keep = person("'firstName': 'Ada'");
        String merge = person(values);
        List<String> undo = new ArrayList<>();
        assertThat(QueryBudgets.capture(
                        () -> undo.add(merge(keep, merge, "").body().get("undo").stringValue())))
                .hasAtMostStatements(11)
                .hasTransactions(1);
        assertThat(QueryBudgets.capture(() ->
                        assertThat(api.post(undo.getFirst(), "{}").status()).isEqualTo(200)))
                .hasAtMostStatements(16)
                .hasTransactions(1);
    }

    @Test
    void referencesBetweenTheTwoDoNotLeadToNobody() {
        fields();
        String keep = person("'firstName': 'Ada'");
        String merge = person("'firstName': 'Bob'");
        api.patch("/api/v1/contacts/" + merge, "*", "{\"fields\": {\"friend\": \"" + merge + "\"}}");
        assertThat(merge(keep, merge, "").fields().get("friend").stringValue()).isEqualTo(keep);
    }

    @Test
    void whatIsWrongIsRefused() {
        String keep = person("'firstName': 'Ada'");
        String merge = person("'firstName': 'Bob'");
        assertThat(merge(keep, keep, "").status()).isEqualTo(422);
        assertThat(merge(keep, "0000000000000", "").status()).isEqualTo(404);
        assertThat(merge("nonsense", merge, "").status()).isEqualTo(404);
        assertThat(merge(keep, merge, ", 'take': {'company': '0000000000000'}").errors())
                .containsExactly("/take/company third-contact");
        assertThat(merge(keep, merge, ", 'take': {'fields.nonsense': '" + keep + "'}")
                        .errors())
                .containsExactly("/take/fields.nonsense unknown-selector");
        assertThat(merge(keep, merge, ", 'take': {'id': '" + keep + "'}").status())
                .isEqualTo(400);
        for (String body : List.of(
                "{}",
                "[]",
                "{\"keep\": 1, \"merge\": 2}",
                "{\"keep\": \"" + keep + "\"}",
                "{\"keep\": \"" + keep + "\", \"merge\": \"" + merge + "\", \"x\": 1}",
                "{\"keep\": \"" + keep + "\", \"merge\": \"" + merge + "\", \"take\": []}",
                "{\"keep\": \"" + keep + "\", \"merge\": \"" + merge + "\", \"take\": {\"email\": 1}}",
                "{\"keep\": \"" + keep + "\", \"merge\": \"" + merge + "\", \"dryRun\": \"no\"}")) {
            assertThat(api.post(MERGE, body).status()).as(body).isEqualTo(400);
        }
        assertThat(api.get("/api/v1/contacts/" + merge).status()).isEqualTo(200);
    }

    private void fields() {
        api.field("{'key': 'score', 'label': 'Score', 'type': 'integer'}");
        api.field("{'key': 'code', 'label': 'Code', 'type': 'text', 'unique': true}");
        api.field("{'key': 'tags', 'label': 'Tags', 'type': 'text', 'multiple': true}");
        api.field("{'key': 'friend', 'label': 'Friend', 'type': 'reference'}");
    }

    private String person(String properties) {
        return api.contact("{" + properties + "}").id();
    }

    private Api.Answer merge(String keep, String merge, String more) {
        return api.post(MERGE, ("{'keep': '" + keep + "', 'merge': '" + merge + "'" + more + "}").replace('\'', '"'));
    }
}
