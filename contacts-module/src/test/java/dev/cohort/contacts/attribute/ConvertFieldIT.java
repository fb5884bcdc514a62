package dev.cohort.contacts.attribute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.contacts.Api;
import dev.cohort.contacts.ApiTest;
import dev.cohort.kernel.Caller;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.TenantScope;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

class ConvertFieldIT extends ApiTest {

    private static final String FIELDS = "/api/v1/contact-fields";
    private static final String CONTACTS = "/api/v1/contacts";

    @Autowired
    ConvertField convert;

    @Autowired
    CopyValues copy;

    @Autowired
    DefinitionRows definitions;

    @Autowired
    DefinitionWrites writes;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    @Test
    void aTextFieldBecomesNumbersAndComesBackAsItWas() {
        api.field("{'key': 'age', 'type': 'text', 'label': 'Age'}");
        Api.Answer thirty = age("30.");
        Api.Answer old = age("old");
        Api.Answer seven = age("007");
        JsonNode job = converted("age", "integer");
        assertThat(job.get("status").asString()).isEqualTo("succeeded");
        assertThat(job.get("total").asInt()).isEqualTo(3);
        assertThat(job.get("processed").asInt()).isEqualTo(3);
        assertThat(job.get("updated").asInt()).isEqualTo(1 + 1);
        assertThat(job.get("skipped").asInt()).isEqualTo(1);
        Api.Answer field = api.get(FIELDS + "/age");
        assertThat(field.body().get("type").asString()).isEqualTo("integer");
        assertThat(field.body().get("label").asString()).isEqualTo("Age");
        assertThat(field.etag()).isEqualTo("\"2\"");
        assertThat(shown(thirty)).isEqualTo("30");
        assertThat(shown(old)).isEqualTo("null");
        assertThat(shown(seven)).isEqualTo("7");
        assertThat(api.get(CONTACTS + "?filter=fields.age=lt=10").body().get("items"))
                .hasSize(1);
        assertThat(api.get(CONTACTS + "?sort=fields.age")
                        .body()
                        .get("items")
                        .get(0)
                        .get("id")
                        .asString())
                .isEqualTo(seven.id());
        assertThat(api.patch(old.location(), old.etag(), "{\"fields\": {\"age\": 99}}")
                        .status())
                .isEqualTo(200);
        assertThat(history(old)).containsExactly("null 99");
        Api.Answer again = api.patch(seven.location(), seven.etag(), "{\"fields\": {\"age\": 8}}");
        assertThat(history(again)).containsExactly("7 8", "null 7");

        assertThat(api.post(FIELDS + "/age/conversion/revert", null).status()).isEqualTo(204);
        assertThat(api.get(FIELDS + "/age").body().get("type").asString()).isEqualTo("text");
        assertThat(shown(thirty)).isEqualTo("\"30.\"");
        assertThat(shown(seven)).isEqualTo("\"8\"");
        assertThat(shown(old)).as("written since, so it is converted back").isEqualTo("\"99\"");
        assertThat(history(again)).containsExactly("7 \"8\"", "null 7");
        assertThat(api.post(FIELDS + "/age/conversion/revert", null).status()).isEqualTo(409);
        assertThat(api.post(FIELDS + "/age/conversion/confirm", null).status()).isEqualTo(409);
        assertThat(converted("age", "decimal").get("status").asString()).isEqualTo("succeeded");
    }

    @Test
    void historyShowsEachValueInTheTypeThatItHad() {
        api.field("{'key': 'age', 'type': 'text'}");
        Api.Answer one = age("29");
        api.patch(one.location(), "\"1\"", "{\"fields\": {\"age\": \"thirty\"}}");
        api.patch(one.location(), "\"2\"", "{\"fields\": {\"age\": \"30\"}}");
        converted("age", "integer");
        assertThat(history(one)).containsExactly("\"thirty\" 30", "\"29\" \"thirty\"", "null \"29\"");
        api.post(FIELDS + "/age/conversion/confirm", null);
        assertThat(history(one)).containsExactly("\"thirty\" 30", "\"29\" \"thirty\"", "null \"29\"");
        api.patch(one.location(), "\"3\"", "{\"fields\": {\"age\": null}}");
        assertThat(history(one)).first().isEqualTo("30 null");
    }

    @Test
    void aConfirmedConversionKeepsNoOriginals() {
        api.field("{'key': 'born', 'type': 'datetime', 'multiple': true}");
        Api.Answer one = api.contact("{'fields': {'born': ['2024-02-29T23:30:00Z', '2024-03-01T00:00:00+05:00']}}");
        assertThat(converted("born", "date").get("updated").asInt()).isEqualTo(2);
        assertThat(api.get(one.location()).fields().get("born").toString())
                .isEqualTo("[\"2024-02-29\",\"2024-02-29\"]");
        assertThat(start("born", "text").status()).isEqualTo(409);
        assertThat(api.post(FIELDS + "/born/conversion/confirm", null).status()).isEqualTo(204);
        assertThat(entries()).isEqualTo(2);
        assertThat(api.post(FIELDS + "/born/conversion/revert", null).status()).isEqualTo(409);
        assertThat(converted("born", "text").get("status").asString()).isEqualTo("succeeded");
        assertThat(api.get(one.location() + "/history").status()).isEqualTo(200);
        assertThat(api.get(one.location() + "?asOf=2024-01-01T00:00:00Z").status())
                .isEqualTo(404);
    }

    @Test
    void gapsInAMultipleFieldClose() {
        api.field("{'key': 'n', 'type': 'text', 'multiple': true}");
        Api.Answer one = api.contact("{'fields': {'n': ['x', '1', 'y', '2', '1']}}");
        converted("n", "integer");
        Api.Answer now = api.get(one.location());
        assertThat(now.fields().get("n").toString()).isEqualTo("[1,2,1]");
        Api.Answer changed = api.patch(one.location(), now.etag(), "{\"fields\": {\"n\": [1, 3, 4]}}");
        assertThat(changed.fields().get("n").toString()).isEqualTo("[1,3,4]");
        assertThat(api.get(one.location()).body()).isEqualTo(changed.body());
    }

    @Test
    void textsBecomeOptionsAndOptionsTexts() {
        api.field("{'key': 'size', 'type': 'text'}");
        Api.Answer one = api.contact("{'fields': {'size': 'Big'}}");
        api.contact("{'fields': {'size': 'small'}}");
        api.contact("{'fields': {'size': 'BIG'}}");
        converted("size", "select");
        assertThat(api.get(FIELDS + "/size").body().get("options")).hasSize(2);
        assertThat(api.get(CONTACTS + "?filter=fields.size==big").body().get("items"))
                .hasSize(2);
        api.post(FIELDS + "/size/conversion/confirm", null);
        converted("size", "text");
        assertThat(api.get(FIELDS + "/size").body().get("options")).isEmpty();
        assertThat(api.get(one.location()).fields().get("size").asString()).isEqualTo("Big");
    }

    @Test
    void whatClashesInAUniqueFieldIsRefusedAndStaysInTheOriginals() {
        api.field("{'key': 'code', 'type': 'text', 'unique': true, 'required': true}");
        Api.Answer first = api.contact("{'fields': {'code': '7'}}");
        Api.Answer second = api.contact("{'fields': {'code': '7.0'}}");
        Api.Answer third = api.contact("{'fields': {'code': 'VII'}}");
        Api.Answer job = start("code", "integer");
        assertThat(await(job).get("failed").asInt()).isEqualTo(2);
        assertThat(api.get(first.location()).fields().get("code").asInt()).isEqualTo(7);
        assertThat(api.get(second.location()).body().has("fields")
                        && api.get(second.location()).fields().has("code"))
                .isFalse();
        assertThat(api.patch(third.location(), third.etag(), "{\"lastName\": \"Lee\"}")
                        .status())
                .as("a required field that it lacks does not stop other changes")
                .isEqualTo(200);
        assertThat(api.post(CONTACTS, "{\"fields\": {\"code\": 7}}").status()).isEqualTo(409);
        assertThat(api.post(FIELDS + "/code/conversion/revert", null).status()).isEqualTo(204);
        assertThat(api.get(second.location()).fields().get("code").asString()).isEqualTo("7.0");
        assertThat(api.get(third.location()).fields().get("code").asString()).isEqualTo("VII");
        assertThat(api.post(CONTACTS, "{\"fields\": {\"code\": \"vii\"}}").status())
                .isEqualTo(409);
    }

    @Test
    void readersSeeNothingOfACopyAndTheSwapTakesInWhatChangedMeanwhile() {
        var tenant = new TenantId(api.tenant());
        api.field("{'key': 'age', 'type': 'text'}");
        Api.Answer kept = age("1");
        Api.Answer changed = age("2");
        Api.Answer erased = age("3");
        AttributeDefinition coming = TenantScope.call(
                tenant,
                () -> transaction.execute(status -> {
                    AttributeCatalog catalog = definitions.catalog(tenant);
                    AttributeDefinition from = catalog.active("age").orElseThrow();
                    AttributeDefinition to = from.ofType(AttributeType.INTEGER).withId(catalog.nextId());
                    writes.insert(tenant, to, Standing.COMING);
                    copy.copy(tenant, from, to, List.of(id(kept), id(changed), id(erased)));
                    return to;
                }));
        assertThat(entries()).isEqualTo(6);
        assertThat(shown(kept)).isEqualTo("\"1\"");
        assertThat(api.get(CONTACTS).body().get("items")).hasSize(3);
        assertThat(api.get(kept.location() + "/history").body().get("items")).hasSize(1);
        assertThat(api.patch(FIELDS + "/age", "\"1\"", "{\"unique\": true}").status())
                .isEqualTo(409);
        assertThat(api.post(FIELDS + "/age/retire", null).status()).isEqualTo(409);
        assertThat(start("age", "decimal").status()).isEqualTo(409);
        api.patch(changed.location(), changed.etag(), "{\"fields\": {\"age\": \"22\"}}");
        api.post(erased.location() + "/erase", null);
        Api.Answer late = age("4");
        TenantScope.run(
                tenant, () -> transaction.executeWithoutResult(status -> convert.finish(tenant, "age", coming.id())));
        assertThat(List.of(shown(kept), shown(changed), shown(late))).containsExactly("1", "22", "4");
        assertThat(entries()).isEqualTo(6);
        assertThat(api.get(changed.location() + "/history").status()).isEqualTo(200);
    }

    @Test
    void aConversionUnderWayIsCalledOff() {
        var tenant = new TenantId(api.tenant());
        api.field("{'key': 'age', 'type': 'text'}");
        Api.Answer one = age("1");
        TenantScope.run(
                tenant,
                () -> transaction.executeWithoutResult(status -> {
                    AttributeCatalog catalog = definitions.catalog(tenant);
                    AttributeDefinition from = catalog.active("age").orElseThrow();
                    writes.insert(tenant, from.ofType(AttributeType.DATE).withId(catalog.nextId()), Standing.COMING);
                }));
        TenantScope.run(tenant, () -> convert.revert(new Caller(tenant, "ann"), "age"));
        assertThat(shown(one)).isEqualTo("\"1\"");
        api.field("{'key': 'next', 'type': 'text'}");
        assertThat(converted("age", "integer").get("status").asString()).isEqualTo("succeeded");
    }

    @Test
    void whatCannotBeConvertedIsSaid() {
        api.field("{'key': 'age', 'type': 'text'}");
        assertThat(start("age", "text").status()).isEqualTo(409);
        assertThat(start("none", "text").status()).isEqualTo(404);
        assertThat(start("age", "number").status()).isEqualTo(400);
        assertThat(api.post(FIELDS + "/none/conversion/revert", null).status()).isEqualTo(404);
        assertThat(api.post(FIELDS + "/none/conversion/confirm", null).status()).isEqualTo(404);
        assertThat(api.post(FIELDS + "/age/conversion/confirm", null).status()).isEqualTo(409);
    }

    @Test
    void severalStepsConvertThousands() {
        api.field("{'key': 'n', 'type': 'text'}");
        Api.Answer one = api.contact("{'fields': {'n': '0'}}");
        var tenant = new TenantId(api.tenant());
        TenantScope.run(
                tenant, () -> jdbc.sql("""
                        INSERT INTO contacts.attribute_entry
                               (tenant_id, contact_id, since, since_version, field_id, position, kind, holds_unique,
                                sort_key, value_text)
                        SELECT :tenant, n, now(), 1, 1, 0, 1, false, CAST(CAST(n AS text) AS bytea), CAST(n AS text)
                        FROM generate_series(1, 2500) AS n
                        """).param("tenant", tenant.value()).update());
        JsonNode job = converted("n", "decimal");
        assertThat(job.get("updated").asInt()).isEqualTo(2_501);
        assertThat(api.get(one.location()).fields().get("n").asInt()).isZero();
        assertThat(entries()).isEqualTo(2 * 2_501);
    }

    private Api.Answer age(String age) {
        return api.contact("{'fields': {'age': '" + age + "'}}");
    }

    /** Old and new of each change of the field, newest first. */
    private List<String> history(Api.Answer contact) {
        return api.get("/api/v1/contacts/" + contact.id() + "/history")
                .body()
                .get("items")
                .valueStream()
                .filter(item -> item.get("selector").asString().equals("fields.age"))
                .map(item -> item.get("old") + " " + item.get("new"))
                .toList();
    }

    private String shown(Api.Answer contact) {
        Api.Answer now = api.get(contact.location());
        JsonNode fields = now.body().get("fields");
        return fields == null || !fields.has("age") ? "null" : fields.get("age").toString();
    }

    private static long id(Api.Answer contact) {
        return dev.cohort.kernel.Tsid.parse(contact.id()).orElseThrow();
    }

    private long entries() {
        var tenant = new TenantId(api.tenant());
        return TenantScope.call(
                tenant,
                () -> jdbc.sql("SELECT COUNT(*) FROM contacts.attribute_entry WHERE tenant_id = :tenant")
                        .param("tenant", tenant.value())
                        .query(Long.class)
                        .single());
    }

    private Api.Answer start(String key, String to) {
        return api.post(FIELDS + "/" + key + "/conversion", "{\"to\": \"" + to + "\", \"dryRun\": false}");
    }

    private JsonNode converted(String key, String to) {
        return await(start(key, to));
    }

    private JsonNode await(Api.Answer started) {
        assertThat(started.status()).as("%s", started.body()).isEqualTo(202);
        for (int tries = 0; tries < 600; tries++) {
            JsonNode job = api.get(started.location()).body();
            if (!job.get("finishedAt").isNull()) {
                return job;
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException ended) {
                throw new AssertionError(ended);
            }
        }
        throw new AssertionError("the job did not end");
    }
}
