package dev.cohort.contacts.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.contacts.Api;
import dev.cohort.contacts.ApiTest;
import dev.cohort.contacts.TestClock;
import dev.cohort.kernel.test.Seed;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Pages of the past against a record of what the pages said then. */
class AsOfIT extends ApiTest {

    private static final String CONTACTS = "/api/v1/contacts";
    private static final String FIELDS = "/api/v1/contact-fields";
    private static final List<String> LISTINGS = List.of(
            "?sort=fields.age,lastName",
            "?sort=-lastName&filter=fields.tags==x",
            "?filter=fields.age=gt=2,fields.age=empty=true&sort=-fields.age",
            "?q=b&sort=id");

    private final Map<Instant, List<JsonNode>> record = new LinkedHashMap<>();
    private final List<String> alive = new ArrayList<>();
    private final List<String> dead = new ArrayList<>();

    @Test
    void everyPageOfThePastIsWhatItWasThen() throws InterruptedException {
        RandomGenerator random = Seed.random("as of");
        api.field("{'key': 'age', 'type': 'integer', 'default': 3}");
        api.field("{'key': 'tags', 'type': 'text', 'multiple': true, 'searchable': true}");
        api.field("{'key': 'badge', 'type': 'text', 'unique': true}");
        for (int step = 0; step < Seed.size(40, 300); step++) {
            change(random, step);
            keep();
        }
        Instant before = record.keySet().iterator().next().minusSeconds(5);
        assertThat(api.get(CONTACTS + "?asOf=" + before).body().get("items")).isEmpty();
        for (Map.Entry<Instant, List<JsonNode>> moment : record.entrySet()) {
            for (int at = 0; at < LISTINGS.size(); at++) {
                String path = CONTACTS + LISTINGS.get(at) + "&limit=200&asOf=" + moment.getKey();
                assertThat(api.get(path).body().get("items"))
                        .as("%s", path)
                        .isEqualTo(moment.getValue().get(at));
            }
            for (JsonNode contact : moment.getValue().getFirst()) {
                String id = contact.get("id").asString();
                assertThat(api.get(CONTACTS + "/" + id + "?asOf=" + moment.getKey())
                                .body())
                        .isEqualTo(contact);
            }
        }
    }

    @Test
    void aConversionDoesNotChangeWhatWasBeforeIt() throws InterruptedException {
        api.field("{'key': 'age', 'type': 'text'}");
        Api.Answer one = api.contact("{'firstName': 'Ann', 'fields': {'age': '29'}}");
        Api.Answer two = api.contact("{'firstName': 'Bob', 'fields': {'age': 'forty'}}");
        Instant first = now();
        api.patch(one.location(), one.etag(), "{\"fields\": {\"age\": \"30\"}}");
        Instant second = now();
        assertThat(convert("age", "integer").status()).isEqualTo(202);
        Instant third = now();
        api.patch(one.location(), "*", "{\"fields\": {\"age\": 31}}");
        api.patch(two.location(), "*", "{\"fields\": {\"age\": 40}}");
        Instant fourth = now();

        assertThat(ages(first)).containsExactly("\"29\"", "\"forty\"");
        assertThat(ages(second)).containsExactly("\"30\"", "\"forty\"");
        assertThat(ages(third)).containsExactly("30", "null");
        assertThat(ages(fourth)).containsExactly("31", "40");
        assertThat(names("filter=fields.age==forty", second)).containsExactly("Bob");
        assertThat(names("filter=fields.age=like=9", first)).containsExactly("Ann");
        assertThat(names("filter=fields.age=lt=31", third)).containsExactly("Ann");
        assertThat(api.get(one.location() + "?asOf=" + first).fields().toString())
                .isEqualTo("{\"age\":\"29\"}");

        assertThat(api.post(FIELDS + "/age/conversion/confirm", null).status()).isEqualTo(204);
        assertThat(ages(first))
                .as("in the type of now, once the originals are gone")
                .containsExactly("29", "null");
        assertThat(ages(third)).containsExactly("30", "null");
        assertThat(ages(fourth)).containsExactly("31", "40");
    }

    @Test
    void aTagThatWasReadBeforeAConversionIsNotKnownAfterIt() throws InterruptedException {
        api.field("{'key': 'age', 'type': 'text'}");
        Api.Answer one = api.contact("{'firstName': 'Ann', 'fields': {'age': '29'}}");
        assertThat(known(one, one.etag())).isEqualTo(304);
        convert("age", "integer");
        assertThat(known(one, one.etag())).isEqualTo(200);
        Api.Answer now = api.get(one.location());
        assertThat(known(now, now.etag(), one.location())).isEqualTo(304);
        assertThat(api.patch(one.location(), one.etag(), "{\"fields\": {\"age\": \"x\"}}")
                        .errors())
                .containsExactly("/fields/age wrong-type");
        Api.Answer changed = api.patch(one.location(), one.etag(), "{\"fields\": {\"age\": 30}}");
        assertThat(changed.status()).as("the version is the same").isEqualTo(200);
        Api.Answer stale = api.patch(one.location(), one.etag(), "{\"fields\": {\"age\": 31}}");
        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.etag()).isEqualTo(changed.etag());
    }

    private int known(Api.Answer contact, String tag) {
        return known(contact, tag, contact.location());
    }

    private int known(Api.Answer contact, String tag, String path) {
        return api.send(org.springframework.http.HttpMethod.GET, path, null, null, "If-None-Match", tag)
                .status();
    }

    private void change(RandomGenerator random, int step) throws InterruptedException {
        String some = alive.isEmpty() ? null : alive.get(random.nextInt(alive.size()));
        int kind = step < 8 ? 0 : random.nextInt(12);
        if (step == 20) {
            api.post(FIELDS + "/badge/retire", null);
            api.post(FIELDS + "/badge/restore", null);
        }
        switch (kind) {
            case 0, 1 -> {
                Api.Answer created =
                        api.contact(("{'firstName': 'B" + step + "', 'lastName': '" + (char) ('a' + step % 5)
                                + "', 'fields': {'tags': ['x', 't" + step + "'], 'badge': 'b" + step + "'}}"));
                alive.add(created.location());
            }
            case 2, 3, 4 -> patch(some, "{\"fields\": {\"age\": " + random.nextInt(6) + "}}");
            case 5 -> patch(some, "{\"fields\": {\"tags\": [\"y\", \"x\"], \"age\": null}}");
            case 6 -> patch(some, "{\"lastName\": null, \"fields\": {\"tags\": null}}");
            case 7 -> patch(some, "{\"lastName\": \"bz" + step + "\"}");
            case 8 -> {
                api.delete(some, "*");
                alive.remove(some);
                dead.add(some);
            }
            case 9 -> {
                if (!dead.isEmpty()) {
                    String back = dead.removeFirst();
                    assertThat(api.post(back + "/restore", null).status()).isEqualTo(200);
                    alive.add(back);
                }
            }
            case 10 ->
                done(api.post(
                        CONTACTS + "/bulk",
                        "{\"filter\": \"fields.age=gt=2\", \"patch\": {\"company\": \"c" + step
                                + "\", \"fields\": {\"age\": 1}}}"));
            default -> {
                if (alive.size() > 3) {
                    String keep = alive.getFirst();
                    String merge = alive.removeLast();
                    Api.Answer merged = api.post(
                            CONTACTS + "/merge", "{\"keep\": \"" + id(keep) + "\", \"merge\": \"" + id(merge) + "\"}");
                    assertThat(merged.status()).as("%s", merged).isEqualTo(200);
                    dead.add(merge);
                }
            }
        }
    }

    private void patch(String path, String body) {
        assertThat(api.patch(path, "*", body).status()).isEqualTo(200);
    }

    /** Remembers what every listing says in this second, and lets it pass. */
    private void keep() {
        List<JsonNode> pages = new ArrayList<>();
        for (String listing : LISTINGS) {
            pages.add(api.get(CONTACTS + listing + "&limit=200").body().get("items"));
        }
        record.put(now(), pages);
    }

    private static Instant now() {
        Instant now = new TestClock().instant().truncatedTo(ChronoUnit.SECONDS);
        TestClock.forward(Duration.ofSeconds(2));
        return now;
    }

    private List<String> ages(Instant at) {
        List<String> ages = new ArrayList<>();
        for (JsonNode item :
                api.get(CONTACTS + "?sort=firstName&asOf=" + at).body().get("items")) {
            ages.add(String.valueOf(item.get("fields").get("age")));
        }
        return ages;
    }

    private List<String> names(String query, Instant at) {
        List<String> names = new ArrayList<>();
        for (JsonNode item :
                api.get(CONTACTS + "?" + query + "&asOf=" + at).body().get("items")) {
            names.add(item.get("firstName").asString());
        }
        return names;
    }

    private Api.Answer convert(String key, String to) throws InterruptedException {
        return done(api.post(FIELDS + "/" + key + "/conversion", "{\"to\": \"" + to + "\"}"));
    }

    private Api.Answer done(Api.Answer accepted) throws InterruptedException {
        assertThat(accepted.status()).as("%s", accepted).isEqualTo(202);
        for (int tries = 0; tries < 1_500; tries++) {
            JsonNode job = api.get(accepted.location()).body();
            if (!job.get("finishedAt").isNull()) {
                assertThat(job.get("status").asString()).isEqualTo("succeeded");
                return accepted;
            }
            Thread.sleep(5);
        }
        throw new AssertionError("still at work: " + accepted);
    }

    private static String id(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
