package dev.cohort.contacts.importing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.contacts.Documents;
import dev.cohort.kernel.Caller;
import dev.cohort.kernel.TenantScope;
import dev.cohort.kernel.job.Jobs;
import dev.cohort.kernel.test.Seed;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whatever is in a file, it becomes what it would become one step after the other. */
@Import(SerialImport.class)
class SideBySideIT extends ImportTest {

    private static final int ROWS = 6_500;

    @Autowired
    Jobs jobs;

    /** All that the outcome of a file consists of, ids and times aside, which differ; their order is compared. */
    private record Outcome(List<String> counts, String errors, List<String> contacts, List<String> values) {}

    @ParameterizedTest
    @CsvSource({"externalId, false", "externalId, true", "fields.code, false", "email, false"})
    void aFileBecomesWhatItBecomesStepByStep(String key, boolean withUniqueColumn) throws Exception {
        String file = file(Seed.random("file by " + key), key, withUniqueColumn);
        Outcome serial = outcome(SerialImport.NAME, file, key);
        Documents.assertExact(pages, tenant);
        Outcome outcome = outcome(ImportJob.NAME, file, key);
        assertThat(outcome.counts()).isEqualTo(serial.counts());
        assertThat(outcome.errors()).isEqualTo(serial.errors());
        assertThat(outcome.contacts()).isEqualTo(serial.contacts());
        assertThat(outcome.values()).isEqualTo(serial.values());
        assertThat(serial.contacts()).hasSizeGreaterThan(ROWS / 2);
        assertThat(inTenant("""
                        SELECT CAST(count(*) AS text)
                        FROM (SELECT created_at < lag(created_at) OVER (ORDER BY contact_id) AS is_back
                              FROM contacts.contact
                              WHERE tenant_id = :tenant) c
                        WHERE is_back
                        """)).containsExactly("0");
    }

    private Outcome outcome(String kind, String file, String key) throws Exception {
        inATenantWithFields();
        define("""
                {"items": [
                  {"key": "code", "label": "Code", "type": "text", "unique": true},
                  {"key": "badge", "label": "Badge", "type": "integer", "unique": true}
                ]}""");
        var request = new ImportRequest(FileFormat.CSV, Map.of(), key, false, false, true);
        long id = TenantScope.<Long, RuntimeException>call(
                tenant,
                () -> jobs.start(
                        new Caller(tenant, "tester"),
                        kind,
                        ImportJob.input(request),
                        new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8))));
        JsonNode job = ended(Jobs.path(id));
        assertThat(job.get("status").stringValue()).as("%s", job).isEqualTo("succeeded");
        List<String> counts = new ArrayList<>();
        for (String name : List.of("total", "processed", "created", "updated", "unchanged", "skipped", "failed")) {
            counts.add(name + " " + job.get(name));
        }
        return new Outcome(counts, errors(job), inTenant("""
                SELECT concat_ws('|', c.external_id, c.first_name, c.email, c.version, c.since_version,
                                 (SELECT string_agg(concat_ws(',', p.since_version, p.until_version, p.first_name), ';'
                                                    ORDER BY p.since_version)
                                  FROM contacts.contact_past p
                                  WHERE p.tenant_id = c.tenant_id AND p.contact_id = c.contact_id))
                FROM contacts.contact c
                WHERE c.tenant_id = :tenant
                ORDER BY c.contact_id
                """), inTenant("""
                SELECT concat_ws('|', dense_rank() OVER (ORDER BY e.contact_id), e.field_id, e.position,
                                 e.since_version, e.value_text, e.value_number, e.value_option)
                FROM contacts.attribute_entry e
                WHERE e.tenant_id = :tenant
                ORDER BY e.contact_id, e.field_id, e.position
                """));
    }

    private JsonNode ended(String path) throws Exception {
        JsonNode job = new JsonMapper().readTree(content(path));
        for (int n = 0; n < 6_000 && job.get("finishedAt").isNull(); n++) {
            Thread.sleep(10);
            job = new JsonMapper().readTree(content(path));
        }
        return job;
    }

    /**
     * Thousands of rows without a repetition between thousands with many: keys of the same step, of the step before, of
     * long ago, in other spelling; no key; unique values that others have; values that are refused.
     */
    private static String file(RandomGenerator random, String key, boolean withUniqueColumn) {
        var text = new StringBuilder(key.startsWith("fields") ? "code" : key).append(",firstName,score,tags,party");
        text.append(withUniqueColumn ? ",badge\n" : "\n");
        List<String> keys = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            boolean repeats = (row / 1_500) % 2 == 1 && random.nextInt(40) == 0;
            String name = repeats ? earlier(random, keys) : "k" + row;
            keys.add(name);
            String spelt = random.nextInt(5) == 0 ? name.toUpperCase(Locale.ROOT) : name;
            String cell = key.equals("email") ? spelt + "@example.org" : spelt;
            text.append(random.nextInt(300) == 0 ? "" : cell);
            text.append(",First").append(random.nextInt(50));
            text.append(',').append(random.nextInt(100) == 0 ? "many" : String.valueOf(random.nextInt(9)));
            text.append(',').append(random.nextInt(3) == 0 ? "x;y" + random.nextInt(9) : "");
            text.append(',').append(random.nextInt(200) == 0 ? "Middle" : random.nextBoolean() ? "Left" : "right");
            if (withUniqueColumn) {
                text.append(',').append(random.nextInt(20) == 0 ? random.nextInt(row + 1) : row);
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static String earlier(RandomGenerator random, List<String> keys) {
        int back = random.nextInt(3) == 0 ? random.nextInt(keys.size()) : random.nextInt(1_200);
        return keys.get(Math.max(0, keys.size() - 1 - back));
    }
}
