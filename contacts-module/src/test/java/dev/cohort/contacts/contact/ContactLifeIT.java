package dev.cohort.contacts.contact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.contacts.Api;
import dev.cohort.contacts.ApiTest;
import org.junit.jupiter.api.Test;

/** What becomes of a contact: its history, deletion, return and erasure. */
class ContactLifeIT extends ApiTest {

    private static final String CONTACTS = "/api/v1/contacts";

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
        assertThat(back.etag()).startsWith("\"3.");
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
}
