package dev.cohort.contacts.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.contacts.Api;
import dev.cohort.contacts.ApiTest;
import dev.cohort.contacts.TestClock;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The list as clients call it. */
class ContactListIT extends ApiTest {

    private static final String CONTACTS = "/api/v1/contacts";

    @BeforeEach
    void people() {
        api.field("{'key': 'age', 'type': 'integer'}");
        api.field("{'key': 'tags', 'type': 'text', 'multiple': true, 'searchable': true}");
        api.field("{'key': 'size', 'type': 'select', 'options': ['S', 'M', 'L']}");
        api.field("{'key': 'old', 'type': 'text'}");
        api.contact("{'firstName': 'Ann', 'lastName': 'Lee', 'fields': {'age': 30, 'tags': ['x', 'y'], 'size': 'L'}}");
        api.contact("{'firstName': 'Bob', 'email': 'bob@example.org', 'fields': {'age': 40, 'size': 'S', 'old': 'o'}}");
        api.contact("{'firstName': 'Cy'}");
        api.contact("{'firstName': 'Dee', 'lastName': 'Ünal', 'company': 'Wäscherei', 'fields': {'age': 18}}");
        api.post("/api/v1/contact-fields/old/retire", null);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            fields.age=gt=20                              | firstName        | Ann Bob
            fields.age=gt=20,fields.age=empty=true        | firstName        | Ann Bob Cy
            (fields.age=ge=18;fields.age=le=30)           | -fields.age      | Ann Dee
            fields.age!=40                                | firstName        | Ann Cy Dee
            fields.tags!=x                                | firstName        | Bob Cy Dee
            fields.tags=in=(y,z)                          | firstName        | Ann
            fields.size==l                                | firstName        | Ann
            fields.size=out=(L,S)                         | firstName        | Cy Dee
            lastName=like=NA                              | firstName        | Dee
            lastName=starts=ü                             | firstName        | Dee
            company=="ＷÄSCHEREI"                         | firstName        | Dee
            email=empty=false                             | firstName        | Bob
            firstName==ann;lastName==lee,firstName==cy    | firstName        | Ann Cy
            id=empty=false                                | fields.age       | Dee Ann Bob Cy
            id=empty=false                                | -fields.age      | Bob Ann Dee Cy
            id=empty=false                                | fields.size      | Bob Ann Cy Dee
            id=empty=false                                | -lastName        | Dee Ann Cy Bob
            id=empty=false                                | ~~               | Dee Cy Bob Ann
            createdAt=gt=2020-01-01T00:00:00Z             | id               | Ann Bob Cy Dee
            createdAt=gt="2020-01-01T00:00:00+01:00"      | id               | Ann Bob Cy Dee
            """)
    void filterAndSortGiveTheContactsInOrder(String filter, String sort, String names) {
        assertThat(names(get("filter", filter, "sort", sort))).isEqualTo(names);
    }

    @Test
    void searchReadsWhatWasJustWritten() {
        assertThat(names(get("q", "wäsch dee"))).isEqualTo("Dee");
        assertThat(names(get("q", "LEE"))).isEqualTo("Ann");
        assertThat(names(get("q", "%"))).isEmpty();
        Api.Answer eve = api.contact("{'firstName': 'Eve', 'fields': {'tags': ['needle']}}");
        assertThat(names(get("q", "needle"))).isEqualTo("Eve");
        api.patch(eve.location(), eve.etag(), "{\"fields\": {\"tags\": [\"thread\"]}}");
        assertThat(names(get("q", "needle"))).isEmpty();
        assertThat(names(get("q", "needle", "asOf", "2000-01-01T00:00:00Z"))).isEmpty();
    }

    @Test
    void cursorsWalkBothWaysInTheRequestedOrder() {
        for (String sort : new String[] {"", "fields.age", "-fields.size,lastName", "lastName"}) {
            List<String> forth = new ArrayList<>();
            JsonNode page = get("sort", sort, "limit", "3").body();
            assertThat(page.get("prev").isNull()).isTrue();
            forth.addAll(ids(page));
            JsonNode last = get(
                            "sort",
                            sort,
                            "limit",
                            "3",
                            "cursor",
                            page.get("next").asString())
                    .body();
            assertThat(last.get("next").isNull()).isTrue();
            forth.addAll(ids(last));
            assertThat(forth).hasSize(4).doesNotHaveDuplicates();
            JsonNode back = get(
                            "sort",
                            sort,
                            "limit",
                            "2",
                            "cursor",
                            last.get("prev").asString())
                    .body();
            assertThat(ids(back)).as(sort).isEqualTo(forth.subList(1, 3));
            JsonNode first = get(
                            "sort",
                            sort,
                            "limit",
                            "2",
                            "cursor",
                            back.get("prev").asString())
                    .body();
            assertThat(ids(first)).as(sort).isEqualTo(forth.subList(0, 1));
        }
    }

    @Test
    void aCursorBelongsToOneTenantFilterAndSort() {
        String cursor = get("limit", "2").body().get("next").asString();
        for (String[] other : new String[][] {{"sort", "id"}, {"filter", "id=empty=false"}, {"q", "a"}}) {
            assertThat(get("limit", "2", "cursor", cursor, other[0], other[1]).errors())
                    .containsExactly("/cursor invalid-cursor");
        }
        Api other = new Api(mvc, json, api.tenant() + 100_000, "bob");
        assertThat(other.get(CONTACTS + "?cursor=" + cursor).status()).isEqualTo(400);
        assertThat(get("cursor", cursor.substring(1)).errors()).containsExactly("/cursor invalid-cursor");
    }

    @Test
    void fieldsChooseWhatIsShownAndCountIsGivenWhenAsked() {
        Api.Answer none = get("fields", "none", "count", "bounded", "filter", "firstName==ann");
        assertThat(none.body().get("items").get(0).get("fields")).isEmpty();
        assertThat(none.body().get("count").toString()).isEqualTo("{\"value\":1,\"exact\":true}");
        Api.Answer some = get("fields", "size,age", "filter", "firstName==ann");
        assertThat(some.body().get("items").get(0).get("fields").toString()).isEqualTo("{\"age\":30,\"size\":\"L\"}");
        assertThat(some.body().has("count")).isFalse();
        Api.Answer all = get("filter", "firstName==bob");
        assertThat(all.body().get("items").get(0).get("fields").toString())
                .as("a retired field is not shown")
                .isEqualTo("{\"age\":40,\"size\":\"S\"}");
        JsonNode bob = all.body().get("items").get(0);
        assertThat(api.get(CONTACTS + "/" + bob.get("id").asString()).body())
                .as("a page and the contact alone show the same")
                .isEqualTo(bob);
    }

    @Test
    void asOfIsReadWithAnyOffsetAndTheBlankOfAForgottenPlus() {
        TestClock.forward(Duration.ofSeconds(2));
        String then = new TestClock().instant().minusSeconds(1).toString();
        TestClock.forward(Duration.ofSeconds(2));
        api.contact("{'firstName': 'Late'}");
        assertThat(names(get("asOf", then, "sort", "firstName"))).isEqualTo("Ann Bob Cy Dee");
        for (String plus : List.of("%2B", "%20")) {
            String offset = then.replaceFirst("(\\.\\d+)?Z$", plus + "00:00");
            assertThat(names(api.get(CONTACTS + "?sort=firstName&asOf=" + offset)))
                    .isEqualTo("Ann Bob Cy Dee");
        }
        assertThat(names(get("asOf", "2000-01-01T00:00:00Z"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            400 | filter | nope==1                    | /nope unknown-selector
            400 | filter | fields.nope==1             | /fields/nope unknown-selector
            400 | filter | fields.old==o              | /fields/old unknown-selector
            400 | filter | fields.age=like=3          | /fields/age operator-not-allowed
            400 | filter | fields.size=gt=S           | /fields/size operator-not-allowed
            400 | filter | fields.age==abc            | /fields/age invalid-operand
            400 | filter | fields.size==XXL           | /fields/size invalid-operand
            400 | filter | id==nobody                 | /id invalid-operand
            400 | filter | createdAt=gt=2020-01-01    | /createdAt invalid-operand
            400 | filter | lastName=empty=maybe       | /lastName invalid-operand
            400 | filter | lastName=regex=a           | /filter unknown-operator
            400 | filter | lastName==                 | /filter malformed-filter
            400 | filter | (lastName==a               | /filter malformed-filter
            400 | filter | lastName=in=()             | /filter malformed-filter
            422 | filter | ((((((lastName==a))))))    | /filter filter-too-deep
            400 | sort   | nope                       | /nope unknown-selector
            400 | sort   | fields.old                 | /fields/old unknown-selector
            400 | sort   | lastName,,id               | /sort malformed-sort
            422 | sort   | id,phone,email,company,address,lastName | /sort sort-too-long
            400 | fields | nope                       | /fields/nope unknown-selector
            400 | fields | age,                       | /fields malformed-fields
            400 | limit  | 0                          | /limit invalid-limit
            400 | limit  | 201                        | /limit invalid-limit
            400 | limit  | many                       | /limit invalid-limit
            400 | cursor | abc                        | /cursor invalid-cursor
            400 | count  | exact                      | /count invalid-count
            400 | asOf   | yesterday                  | /asOf invalid-instant
            400 | asOf   | 2024-01-01                 | /asOf invalid-instant
            400 | fliter | firstName==ann             | /fliter unknown-parameter
            400 | offset | 50                         | /offset unknown-parameter
            """)
    void whatIsWrongIsNamed(int status, String parameter, String value, String error) {
        Api.Answer answer = get(parameter, value);
        assertThat(answer.status()).as("%s", answer).isEqualTo(status);
        assertThat(answer.errors()).containsExactly(error);
    }

    @Test
    void theBoundsOfAFilterAreAsStated() {
        String twenty = String.join(";", java.util.Collections.nCopies(20, "firstName==ann"));
        assertThat(names(get("filter", twenty))).isEqualTo("Ann");
        assertThat(get("filter", twenty + ";lastName==lee").status()).isEqualTo(422);
        String list = String.join(",", java.util.Collections.nCopies(200, "ann"));
        assertThat(names(get("filter", "firstName=in=(" + list + ")"))).isEqualTo("Ann");
        assertThat(get("filter", "firstName=in=(" + list + ",bob)").status()).isEqualTo(422);
        assertThat(names(get("filter", "(((((firstName==ann)))))"))).isEqualTo("Ann");
    }

    private Api.Answer get(String... parameters) {
        var path = new StringBuilder(CONTACTS);
        for (int at = 0; at < parameters.length; at += 2) {
            String value = parameters[at + 1] == null ? "" : parameters[at + 1];
            path.append(at == 0 ? '?' : '&')
                    .append(parameters[at])
                    .append('=')
                    .append(URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"));
        }
        return api.get(path.toString());
    }

    private static String names(Api.Answer answer) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        List<String> names = new ArrayList<>();
        answer.body()
                .get("items")
                .forEach(item -> names.add(item.get("firstName").asString()));
        return String.join(" ", names);
    }

    private static List<String> ids(JsonNode page) {
        List<String> ids = new ArrayList<>();
        page.get("items").forEach(item -> ids.add(item.get("id").asString()));
        return ids;
    }
}
