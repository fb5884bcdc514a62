package dev.cohort.contacts.exporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;

import dev.cohort.contacts.Api;
import dev.cohort.contacts.ApiTest;
import dev.cohort.kernel.test.Seed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockMultipartFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A tenant with 24 fields, one of each type and one of each type with several values, out and in again. */
class RoundTripIT extends ApiTest {

    private static final String CONTACTS = "/api/v1/contacts";
    private static final String FIELDS = "/api/v1/contact-fields";
    private static final List<String> TYPES = List.of(
            "text",
            "long_text",
            "integer",
            "decimal",
            "boolean",
            "date",
            "datetime",
            "select",
            "email",
            "phone",
            "url",
            "reference");

    private final List<String> people = new ArrayList<>();

    @Test
    void importingAnExportOfEveryTypeChangesNothing() throws Exception {
        fill();
        for (String format : List.of("csv", "ndjson")) {
            String file = export(api, format);
            JsonNode job = imported(api, file, format, Map.of("key", "id"));
            assertThat(counts(job)).as("%s", job).isEqualTo(List.of(people.size(), 0, 0, people.size(), 0));
            assertThat(export(api, format)).isEqualTo(file);
        }
    }

    @Test
    void anotherTenantWithTheSameDefinitionsTakesInTheFile() throws Exception {
        fill();
        Api there = new Api(mvc, json, api.tenant() + 100_000, "bob");
        assertThat(there.post(FIELDS + "/definitions", api.get(FIELDS).body().toString())
                        .status())
                .isEqualTo(200);
        String mapping = "{\"id\": null, \"one_reference\": null, \"many_reference\": null}";
        JsonNode job = imported(there, export(api, "csv"), "csv", Map.of("mapping", mapping));
        assertThat(counts(job)).as("%s", job).isEqualTo(List.of(people.size(), people.size(), 0, 0, 0));
        assertThat(comparable(there)).isEqualTo(comparable(api));
    }

    private void fill() {
        for (String type : TYPES) {
            String options = type.equals("select") ? ", 'options': ['Red', 'b;l\\\\ue', '-3']" : "";
            api.field("{'key': 'one_" + type + "', 'type': '" + type + "'" + options + "}");
            api.field("{'key': 'many_" + type + "', 'type': '" + type + "', 'multiple': true" + options + "}");
        }
        RandomGenerator random = Seed.random("round trip");
        for (int n = 0; n < Seed.size(30, 1_000); n++) {
            ObjectNode contact = json.createObjectNode();
            contact.put("externalId", "p" + n);
            ObjectNode fields = contact.putObject("fields");
            for (String type : TYPES) {
                if (random.nextInt(3) > 0 && (!people.isEmpty() || !type.equals("reference"))) {
                    fields.set("one_" + type, value(random, type));
                    ArrayNode many = fields.putArray("many_" + type);
                    for (int items = 1 + random.nextInt(3); items > 0; items--) {
                        many.add(value(random, type));
                    }
                }
            }
            Api.Answer created = api.post(CONTACTS, contact.toString());
            assertThat(created.status()).as("%s", created).isEqualTo(201);
            people.add(created.id());
        }
    }

    private JsonNode value(RandomGenerator random, String type) {
        return json.valueToTree(
                switch (type) {
                    case "integer" -> random.nextLong();
                    case "decimal" ->
                        new java.math.BigDecimal(
                                new java.math.BigInteger(120, new java.util.Random(random.nextLong())), 9);
                    case "boolean" -> random.nextBoolean();
                    case "date" ->
                        java.time.LocalDate.of(1, 1, 1)
                                .plusDays(random.nextInt(3_600_000))
                                .toString();
                    case "datetime" ->
                        java.time.Instant.ofEpochSecond(random.nextInt()).toString();
                    case "select" -> List.of("Red", "b;l\\ue", "-3").get(random.nextInt(3));
                    case "email" -> "p" + random.nextInt(99) + "@example.org";
                    case "phone" -> "+1202555" + (1_000 + random.nextInt(9_000));
                    case "url" -> "https://example.org/?q=" + random.nextInt(99) + ";a,b";
                    case "reference" -> people.get(random.nextInt(people.size()));
                    default ->
                        List.of("=1+1", "a;b\\;c", "'x", "- 5", "two\nlines", "\"q\", r", "007", "ß ﬁ 😀")
                                .get(random.nextInt(8));
                });
    }

    private List<String> comparable(Api of) throws Exception {
        List<String> lines = new ArrayList<>();
        for (String line : export(of, "ndjson").lines().toList()) {
            ObjectNode contact = (ObjectNode) json.readTree(line);
            contact.remove(List.of("id", "version", "createdAt", "updatedAt"));
            ((ObjectNode) contact.get("fields")).remove(List.of("one_reference", "many_reference"));
            lines.add(contact.toString());
        }
        return lines;
    }

    private String export(Api of, String format) throws Exception {
        return mvc.perform(get(CONTACTS + "/export?sort=externalId&format=" + format)
                        .header("X-Test-Tenant", of.tenant()))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    private JsonNode imported(Api into, String file, String format, Map<String, String> parameters) throws Exception {
        var upload = new MockMultipartFile("file", "c." + format, "text/plain", file.getBytes(StandardCharsets.UTF_8));
        var request = multipart(CONTACTS + "/imports").file(upload);
        request.header("X-Test-Tenant", into.tenant());
        parameters.forEach(request::param);
        String path = mvc.perform(request).andReturn().getResponse().getHeader("Location");
        JsonNode job = into.get(path).body();
        for (int tries = 0; job.get("finishedAt").isNull() && tries < 3_000; tries++) {
            Thread.sleep(5);
            job = into.get(path).body();
        }
        return job;
    }

    private static List<Integer> counts(JsonNode job) {
        return List.of("processed", "created", "updated", "unchanged", "failed").stream()
                .map(name -> job.get(name).asInt())
                .toList();
    }
}
