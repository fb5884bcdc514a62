package dev.cohort.contacts.merging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.contacts.ApiTest;
import dev.cohort.contacts.contact.ContactChange;
import dev.cohort.contacts.contact.ContactWriter;
import dev.cohort.contacts.contact.HotField;
import dev.cohort.kernel.Caller;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.TenantScope;
import dev.cohort.kernel.page.Page;
import dev.cohort.kernel.page.PageSize;
import dev.cohort.kernel.test.query.QueryBudgets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class DuplicatesIT extends ApiTest {

    private static final String DUPLICATES = "/api/v1/contacts/duplicates";

    @Autowired
    Duplicates duplicates;

    @Autowired
    ContactWriter writer;

    @Autowired
    JdbcClient jdbc;

    @Test
    void pairsSayWhatTheyShare() {
        String first = person("'firstName': 'Ada', 'lastName': 'Lovelace', 'email': 'ada@example.org',"
                + " 'phone': '+44 (20) 7946 0000'");
        String second = person("'firstName': 'ADA', 'lastName': 'lovelace', 'email': 'ADA@example.org',"
                + " 'phone': '0044 20 79460000', 'displayName': 'Countess'");
        String third = person("'firstName': 'Ada', 'lastName': 'Lovelace', 'phone': '123'");
        person("'firstName': 'Ada', 'lastName': 'Byron', 'phone': '123'");
        person("'lastName': 'Lovelace'");
        String deleted = person("'email': 'ada@example.org'");
        api.delete("/api/v1/contacts/" + deleted, "*");
        List<String> pairs = new ArrayList<>();
        for (JsonNode pair : api.get(DUPLICATES).body().get("items")) {
            pairs.add(pair.get("a").stringValue() + " " + pair.get("b").stringValue() + " "
                    + pair.get("score").decimalValue() + " " + pair.get("reasons"));
        }
        assertThat(pairs)
                .containsExactly(
                        third + " " + second + " 0.60 [\"name\"]",
                        third + " " + first + " 0.60 [\"name\"]",
                        second + " " + first + " 0.99 [\"email\",\"phone\",\"name\"]");
        assertThat(QueryBudgets.capture(() -> api.get(DUPLICATES))).hasStatements(1);
    }

    @Test
    void fieldsOfTypeEmailAndPhoneCountToo() {
        api.field("{'key': 'work', 'type': 'email', 'multiple': true}");
        api.field("{'key': 'mobile', 'type': 'phone'}");
        api.field("{'key': 'desk', 'type': 'phone'}");
        api.field("{'key': 'old', 'type': 'email'}");
        String one = person("'email': 'ada@example.org', 'fields': {'mobile': '+12025550143', 'old': 'x@example.org'}");
        String two = person("'fields': {'work': ['b@example.org', 'ADA@example.org'], 'desk': '(202) 555-0143'}");
        String three = person("'fields': {'work': ['c@example.org', 'B@example.org'], 'old': 'x@example.org'}");
        api.post("/api/v1/contact-fields/old/retire", null);
        List<String> pairs = new ArrayList<>();
        for (JsonNode pair : api.get(DUPLICATES).body().get("items")) {
            pairs.add(pair.get("a").stringValue() + " " + pair.get("b").stringValue() + " " + pair.get("reasons"));
        }
        assertThat(pairs)
                .containsExactly(three + " " + two + " [\"email\"]", two + " " + one + " [\"email\",\"phone\"]");
    }

    @Test
    void aWalkMeetsEachPairOnceInBothDirectionsWhateverThePageAndTheStretch() {
        var tenant = new TenantId(api.tenant());
        for (int at = 0; at < 40; at++) {
            person("'email': 'e" + at % 9 + "@example.org', 'firstName': 'F" + at % 5 + "', 'lastName': 'L" + at % 2
                    + "'");
        }
        List<Duplicates.Pair> all = walk(tenant, 200, 10_000);
        assertThat(all).hasSizeGreaterThan(100).doesNotHaveDuplicates();
        for (int limit : List.of(1, 7, 50)) {
            for (int scan : List.of(2, 3, 11, 10_000)) {
                assertThat(walk(tenant, limit, scan))
                        .as("%s of %s", limit, scan)
                        .isEqualTo(all);
            }
        }
        assertThat(api.get(DUPLICATES + "?limit=0").status()).isEqualTo(400);
        assertThat(api.get(DUPLICATES + "?cursor=x").status()).isEqualTo(400);
    }

    @Test
    void threeIndexesFindThePairs() {
        var tenant = new TenantId(api.tenant());
        List<ContactChange> creations = new ArrayList<>();
        for (int at = 0; at < 3_000; at++) {
            creations.add(ContactChange.create(
                    Map.of(
                            HotField.EMAIL, Optional.of("e" + at + "@example.org"),
                            HotField.PHONE, Optional.of("+49 30 " + (1_000_000 + at)),
                            HotField.FIRST_NAME, Optional.of("First" + at),
                            HotField.LAST_NAME, Optional.of("Last" + at)),
                    Map.of()));
        }
        String plan = TenantScope.call(tenant, () -> {
            writer.apply(new Caller(tenant, "ann"), creations);
            return String.join(
                    "\n",
                    jdbc.sql("EXPLAIN " + Duplicates.OLDER)
                            .param("tenant", tenant.value())
                            .param("a", Long.MAX_VALUE)
                            .param("b", Long.MAX_VALUE)
                            .param("scan", 10_000)
                            .param("limit", 51)
                            .query(String.class)
                            .list());
        });
        assertThat(plan).contains("contact_by_email", "contact_by_phone_digits", "contact_by_full_name");
        assertThat(plan.lines().filter(line -> line.contains("Index Cond")))
                .as("each index is entered by the value that is shared%n%s", plan)
                .anyMatch(line -> line.contains("email_key"))
                .anyMatch(line -> line.contains("phone_digits"))
                .anyMatch(line -> line.contains("last_name_key") && line.contains("first_name_key"));
    }

    private List<Duplicates.Pair> walk(TenantId tenant, int limit, int scan) {
        var size = PageSize.of(String.valueOf(limit));
        List<Duplicates.Pair> there = new ArrayList<>();
        List<Duplicates.Pair> back = new ArrayList<>();
        Page<Duplicates.Pair> page = TenantScope.call(tenant, () -> duplicates.page(tenant, size, null, scan));
        there.addAll(page.items());
        while (page.next() != null) {
            String next = page.next();
            page = TenantScope.call(tenant, () -> duplicates.page(tenant, size, next, scan));
            there.addAll(page.items());
        }
        back.addAll(page.items().reversed());
        while (page.prev() != null) {
            String prev = page.prev();
            page = TenantScope.call(tenant, () -> duplicates.page(tenant, size, prev, scan));
            back.addAll(page.items().reversed());
        }
        Collections.reverse(back);
        assertThat(back).isEqualTo(there);
        return there;
    }

    private String person(String properties) {
        return api.contact("{" + properties + "}").id();
    }
}
