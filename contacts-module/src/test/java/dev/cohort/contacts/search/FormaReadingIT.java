package dev.cohort.contacts.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.contacts.Api;
import dev.cohort.contacts.ApiTest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * What peers of this design were seen to do wrong when they read, each as a case of its own, by the number of its
 * vector; {@code contact.FormaVectorsIT} has those about writing (16 to 26: cleared values, merge patches, two writers
 * from one base, a bad row among good ones, unknown and wrongly typed values, exact and bounded integers, null in an
 * array, a field that becomes required, deleting twice).
 *
 * <p>27 to 32 do not apply: they are about files of a cold tier (flush, compaction, a federated list, an unreadable
 * file), and there is none; every read is one statement of one snapshot. The nested document of 18 is two fields here,
 * because fields hold no documents.
 */
class FormaReadingIT extends ApiTest {

    private static final String CONTACTS = "/api/v1/contacts";

    @BeforeEach
    void people() {
        api.field("{'key': 'age', 'type': 'integer'}");
        api.field("{'key': 'active', 'type': 'boolean'}");
        api.field("{'key': 'nick', 'type': 'text'}");
        api.field("{'key': 'score', 'type': 'decimal'}");
        api.field("{'key': 'vip', 'type': 'boolean'}");
        api.field("{'key': 'tags', 'type': 'text', 'multiple': true}");
        api.field("{'key': 'joined', 'type': 'date'}");
        api.field("{'key': 'seen', 'type': 'datetime'}");
        api.field("{'key': 'big', 'type': 'integer'}");
        api.contact("{'firstName': 'Ann', 'fields': {'age': 30, 'active': true, 'nick': 'ann', 'score': 1.5,"
                + " 'vip': true, 'tags': ['x', 'y'], 'joined': '2024-06-01', 'seen': '2024-06-01T00:00:00+02:00',"
                + " 'big': 9007199254740993}}");
        api.contact("{'firstName': 'Bob', 'fields': {'age': 40, 'active': false, 'nick': '50%', 'score': 2,"
                + " 'tags': ['y'], 'joined': '2024-05-31', 'big': 9007199254740992}}");
        api.contact("{'firstName': 'Cy'}");
        api.contact("{'firstName': 'Al:ice', 'fields': {'age': 18, 'nick': 'alx', 'score': 1.5}}");
        new Api(mvc, json, api.tenant() + 100_000, "bob").contact("{'firstName': 'Bob', 'lastName': 'Lead'}");
    }

    @Test
    void v1AndBesideOrGivesTheMatchesAndTheirNumber() {
        String filter = "fields.age=gt=20;(fields.nick==ann,fields.score=ge=2)";
        assertThat(names(filter, "firstName")).isEqualTo("Ann Bob");
        assertThat(total(filter)).isEqualTo(2);
    }

    @Test
    void v2And3AValueMayContainWhatSeparatesOperators() {
        assertThat(names("firstName==Ann", "firstName")).isEqualTo("Ann");
        assertThat(names("firstName==\"Al:ice\"", "firstName")).isEqualTo("Al:ice");
        assertThat(names("firstName==Al:ice", "firstName")).isEqualTo("Al:ice");
    }

    @Test
    void v4AlternativesCountNobodyElsesContacts() {
        assertThat(names("firstName==Bob,fields.age==40", "firstName")).isEqualTo("Bob");
        assertThat(total("firstName==Bob,fields.age==40")).isEqualTo(1);
    }

    @Test
    void v5And6NotEqualIncludesThoseWithoutAValueAndMeansNoElement() {
        assertThat(names("fields.nick!=ann", "firstName")).isEqualTo("Al:ice Bob Cy");
        assertThat(names("fields.tags!=x", "firstName")).isEqualTo("Al:ice Bob Cy");
    }

    @Test
    void v7And8PercentIsACharacterAndStartsIgnoresCase() {
        assertThat(names("fields.nick=like=\"%\"", "firstName")).isEqualTo("Bob");
        assertThat(names("firstName=starts=an", "firstName")).isEqualTo("Ann");
    }

    @Test
    void v9And10ABooleanIsTrueOrFalseAndNothingElse() {
        assertThat(names("fields.vip==true", "firstName")).isEqualTo("Ann");
        assertThat(names("fields.active==FALSE", "firstName")).isEqualTo("Bob");
        assertThat(get("fields.vip==1", "id").errors()).containsExactly("/fields/vip invalid-operand");
    }

    @Test
    void v11DatesCompareWithDatesAndInstantsSayTheirOffset() {
        assertThat(names("fields.joined=ge=2024-06-01", "firstName")).isEqualTo("Ann");
        assertThat(names("fields.seen==2024-05-31T22:00:00Z", "firstName")).isEqualTo("Ann");
        assertThat(get("fields.seen=ge=2024-06-01", "id").errors()).containsExactly("/fields/seen invalid-operand");
    }

    @Test
    void v12And13MissingValuesAreLastInBothDirectionsAndTheIdBreaksTies() {
        assertThat(names("id=empty=false", "fields.score")).isEqualTo("Ann Al:ice Bob Cy");
        assertThat(names("id=empty=false", "-fields.score")).isEqualTo("Bob Al:ice Ann Cy");
        List<String> paged = new ArrayList<>();
        JsonNode page = api.get(CONTACTS + "?limit=1&sort=-fields.score").body();
        paged.add(page.get("items").get(0).get("firstName").asString());
        while (!page.get("next").isNull()) {
            page = api.get(CONTACTS + "?limit=1&sort=-fields.score&cursor="
                            + page.get("next").asString())
                    .body();
            paged.add(page.get("items").get(0).get("firstName").asString());
        }
        assertThat(paged).containsExactly("Bob", "Al:ice", "Ann", "Cy");
    }

    @Test
    void v14TheNumberIsTheSameOnEveryPage() {
        JsonNode page = api.get(CONTACTS + "?limit=3&count=bounded").body();
        JsonNode last = api.get(CONTACTS + "?limit=3&count=bounded&cursor="
                        + page.get("next").asString())
                .body();
        assertThat(last.get("items")).hasSize(1);
        assertThat(last.get("count").get("value").asInt()).isEqualTo(4);
        JsonNode none = api.get(CONTACTS + "?limit=3&count=bounded&filter=firstName==nobody")
                .body();
        assertThat(none.get("count").toString()).isEqualTo("{\"value\":0,\"exact\":true}");
    }

    @Test
    void v15ALimitOutsideItsRangeIsRefusedAndThereIsNoPageNumber() {
        assertThat(api.get(CONTACTS + "?limit=500").errors()).containsExactly("/limit invalid-limit");
        assertThat(api.get(CONTACTS + "?page=0").errors()).containsExactly("/page unknown-parameter");
    }

    @Test
    void v22ALargeIntegerIsFilteredExactly() {
        assertThat(names("fields.big==9007199254740993", "firstName")).isEqualTo("Ann");
        assertThat(names("fields.big=lt=9007199254740993", "firstName")).isEqualTo("Bob");
    }

    private long total(String filter) {
        return api.get(CONTACTS + "?count=bounded&limit=1&filter=" + coded(filter))
                .body()
                .get("count")
                .get("value")
                .asLong();
    }

    private String names(String filter, String sort) {
        Api.Answer answer = get(filter, sort);
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        List<String> names = new ArrayList<>();
        answer.body()
                .get("items")
                .forEach(item -> names.add(item.get("firstName").asString()));
        return String.join(" ", names);
    }

    private Api.Answer get(String filter, String sort) {
        return api.get(CONTACTS + "?filter=" + coded(filter) + "&sort=" + coded(sort));
    }

    private static String coded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
