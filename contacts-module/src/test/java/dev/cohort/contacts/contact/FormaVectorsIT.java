package dev.cohort.contacts.contact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.contacts.Api;
import dev.cohort.contacts.ApiTest;
import dev.cohort.contacts.attribute.AttributeCatalogs;
import dev.cohort.kernel.Caller;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.TenantScope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What peers of this design were seen to do wrong when they write, each as a case of its own. */
class FormaVectorsIT extends ApiTest {

    private static final String CONTACTS = "/api/v1/contacts";

    @Autowired
    ContactWriter writer;

    @Autowired
    AttributeCatalogs catalogs;

    @Test
    void anIntegerThatIsSetToNullIsGone() {
        api.field("{'key': 'age', 'type': 'integer'}");
        Api.Answer ann = api.contact("{'firstName': 'Ann', 'fields': {'age': 30}}");
        assertThat(api.patch(ann.location(), ann.etag(), "{\"fields\": {\"age\": null}}")
                        .fields())
                .isEmpty();
        assertThat(api.get(ann.location()).fields().has("age")).isFalse();
    }

    @Test
    void aTextThatIsSetToNullIsGone() {
        api.field("{'key': 'nick', 'type': 'text'}");
        Api.Answer ann = api.contact("{'firstName': 'Ann', 'fields': {'nick': 'ann'}}");
        api.patch(ann.location(), ann.etag(), "{\"fields\": {\"nick\": null}}");
        assertThat(api.get(ann.location()).fields().has("nick")).isFalse();
    }

    @Test
    void patchesOfDifferentKeysMergeAndArraysAreReplacedWhole() {
        api.field("{'key': 'city', 'type': 'text'}");
        api.field("{'key': 'zip', 'type': 'text'}");
        api.field("{'key': 'tags', 'type': 'text', 'multiple': true}");
        Api.Answer ann = api.contact("{'fields': {'city': 'X', 'tags': ['a', 'b']}}");
        api.patch(ann.location(), "\"1\"", "{\"fields\": {\"zip\": \"1\"}}");
        api.patch(ann.location(), "\"2\"", "{\"fields\": {\"tags\": [\"c\"]}}");
        assertThat(api.get(ann.location()).fields().toString())
                .isEqualTo("{\"city\":\"X\",\"zip\":\"1\",\"tags\":[\"c\"]}");
    }

    @Test
    void theSecondOfTwoPatchesFromOneBaseIsRefused() {
        Api.Answer ann = api.contact("{'firstName': 'Ann'}");
        assertThat(api.patch(ann.location(), ann.etag(), "{\"lastName\": \"P\"}")
                        .status())
                .isEqualTo(200);
        assertThat(api.patch(ann.location(), ann.etag(), "{\"company\": \"Q\"}").status())
                .isEqualTo(412);
        assertThat(api.get(ann.location()).body().has("company")).isFalse();
    }

    @Test
    void oneBadRowOfABatchIsNamedAndLeavesTheOthersAlone() {
        api.field("{'key': 'age', 'type': 'integer', 'constraints': {'min': 0}, 'unique': true}");
        var tenant = new TenantId(api.tenant());
        TenantScope.run(tenant, () -> {
            int age = catalogs.reload(tenant).active("age").orElseThrow().id();
            List<ContactOutcome> outcomes = writer.apply(
                    new Caller(tenant, "ann"),
                    List.of(
                            ContactChange.create(
                                    Map.of(HotField.FIRST_NAME, Optional.of("A")), Map.of(age, List.of(1L))),
                            ContactChange.create(Map.of(), Map.of(age, List.of(-1L))),
                            ContactChange.create(Map.of(), Map.of(age, List.of(1L))),
                            ContactChange.create(Map.of(), Map.of(age, List.of(3L))),
                            ContactChange.update(42, Map.of(), Map.of(age, List.of(4L)))));
            assertThat(outcomes)
                    .extracting(outcome -> outcome.status() + " "
                            + outcome.errors().stream()
                                    .map(error -> error.code())
                                    .toList())
                    .containsExactly(
                            "CREATED []",
                            "REFUSED [too-small]",
                            "REFUSED [taken]",
                            "CREATED []",
                            "REFUSED [not-found]");
        });
    }

    @Test
    void unknownFieldsAndWrongTypesAreRefusedByName() {
        api.field("{'key': 'age', 'type': 'integer'}");
        assertThat(api.post(CONTACTS, "{\"fields\": {\"agee\": 1}}").errors())
                .containsExactly("/fields/agee unknown-field");
        assertThat(api.post(CONTACTS, "{\"fields\": {\"age\": \"abc\"}}").status())
                .isEqualTo(400);
    }

    @Test
    void aLargeIntegerIsExact() {
        api.field("{'key': 'big', 'type': 'integer'}");
        Api.Answer ann = api.contact("{'fields': {'big': 9007199254740993}}");
        assertThat(api.get(ann.location()).fields().toString()).isEqualTo("{\"big\":9007199254740993}");
    }

    @Test
    void anIntegerOutsideItsBoundsDoesNotWrap() {
        api.field("{'key': 'lvl', 'type': 'integer', 'constraints': {'max': 32767}}");
        assertThat(api.post(CONTACTS, "{\"fields\": {\"lvl\": 70000}}").errors())
                .containsExactly("/fields/lvl too-large");
    }

    @Test
    void nullInsideAnArrayIsRefused() {
        api.field("{'key': 'tags', 'type': 'text', 'multiple': true}");
        assertThat(api.post(CONTACTS, "{\"fields\": {\"tags\": [\"a\", null]}}").status())
                .isEqualTo(400);
    }

    @Test
    void aFieldThatBecomesRequiredBreaksNoReadAndNoOtherPatch() {
        api.field("{'key': 'city', 'type': 'text'}");
        api.field("{'key': 'nick', 'type': 'text'}");
        Api.Answer old = api.contact("{'firstName': 'Old'}");
        api.patch("/api/v1/contact-fields/city", "\"1\"", "{\"required\": true}");
        assertThat(api.get(old.location()).status()).isEqualTo(200);
        assertThat(api.patch(old.location(), "\"1\"", "{\"fields\": {\"nick\": \"x\"}}")
                        .status())
                .isEqualTo(200);
        assertThat(api.post(CONTACTS, "{\"firstName\": \"New\"}").errors()).containsExactly("/fields/city required");
        Api.Answer with = api.contact("{'fields': {'city': 'Ulm'}}");
        assertThat(api.patch(with.location(), with.etag(), "{\"fields\": {\"city\": \"\"}}")
                        .errors())
                .containsExactly("/fields/city required");
    }

    @Test
    void deletingTwiceIsNotFoundTheSecondTime() {
        Api.Answer ann = api.contact("{'firstName': 'Ann'}");
        assertThat(api.delete(ann.location(), ann.etag()).status()).isEqualTo(204);
        assertThat(api.delete(ann.location(), ann.etag()).status()).isEqualTo(404);
        assertThat(api.get(ann.location()).status()).isEqualTo(404);
    }
}
