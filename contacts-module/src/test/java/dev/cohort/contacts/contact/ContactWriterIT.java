package dev.cohort.contacts.contact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.contacts.ApiTest;
import dev.cohort.contacts.TestClock;
import dev.cohort.contacts.attribute.AttributeCatalogs;
import dev.cohort.kernel.Caller;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.TenantScope;
import dev.cohort.kernel.test.Seed;
import dev.cohort.kernel.test.query.QueryBudgets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class ContactWriterIT extends ApiTest {

    @Autowired
    ContactWriter writer;

    @Autowired
    ContactRows rows;

    @Autowired
    AttributeCatalogs catalogs;

    @Autowired
    JdbcClient jdbc;

    @Test
    void aBatchHasTheSameStatementsWhateverItsSize() {
        api.field("{'key': 'n', 'type': 'integer', 'unique': true}");
        api.field("{'key': 'tags', 'type': 'text', 'multiple': true}");
        var tenant = new TenantId(api.tenant());
        TenantScope.run(tenant, () -> {
            catalogs.reload(tenant);
            for (int size : List.of(1, 10, 500)) {
                var created = QueryBudgets.captureResult(() -> writer.apply(caller(), creations(size, size * 10_000L)));
                assertThat(created.queries()).hasStatements(5);
                assertThat(created.result())
                        .hasSize(size)
                        .allMatch(one -> one.status() == ContactOutcome.Status.CREATED);
                List<ContactChange> changes = created.result().stream()
                        .map(one -> ContactChange.update(
                                one.orThrow().id(),
                                Map.of(HotField.COMPANY, Optional.of("C")),
                                Map.of(field("tags"), List.of("b"))))
                        .toList();
                assertThat(QueryBudgets.capture(() -> writer.apply(caller(), changes)))
                        .hasStatements(4);
            }
        });
    }

    @Test
    void whatWasWrittenIsWhatIsReadAfterAnyChangesAndItsPastIsKept() {
        api.field("{'key': 'n', 'type': 'integer'}");
        api.field("{'key': 'tags', 'type': 'text', 'multiple': true}");
        var tenant = new TenantId(api.tenant());
        RandomGenerator random = Seed.random("changes");
        TenantScope.run(tenant, () -> {
            catalogs.reload(tenant);
            long id =
                    writer.apply(caller(), creations(1, 1)).getFirst().orThrow().id();
            List<ContactState> states = new ArrayList<>();
            for (int i = 0; i < Seed.size(40, 2_000); i++) {
                Map<Integer, List<Object>> fields = new HashMap<>();
                fields.put(
                        field("tags"),
                        IntStream.range(0, random.nextInt(4))
                                .<Object>mapToObj(n -> "t" + random.nextInt(3))
                                .toList());
                Map<HotField, Optional<String>> hot = random.nextBoolean()
                        ? Map.of(HotField.COMPANY, Optional.of("c" + random.nextInt(3)))
                        : Map.of();
                ContactOutcome outcome = writer.apply(caller(), List.of(ContactChange.update(id, hot, fields)))
                        .getFirst();
                ContactState read = rows.byId(tenant, id).contacts().get(id);
                assertThat(read).isEqualTo(outcome.orThrow());
                moveToThePast(tenant, id);
                states.add(read);
            }
            checkPast(tenant, id, states);
        });
    }

    /** Everything of the contact an hour earlier, so that each change has an hour of its own. */
    private void moveToThePast(TenantId tenant, long id) {
        for (String sql : List.of(
                "UPDATE contacts.contact SET created_at = created_at - interval '1 h', since = since - interval '1 h',"
                        + " updated_at = updated_at - interval '1 h' WHERE tenant_id = :t AND contact_id = :id",
                "WITH old AS (DELETE FROM contacts.attribute_entry WHERE tenant_id = :t AND contact_id = :id RETURNING *)"
                        + " INSERT INTO contacts.attribute_entry SELECT (o).* FROM (SELECT jsonb_populate_record("
                        + "CAST(old AS contacts.attribute_entry), jsonb_build_object('since', since - interval '1 h'))"
                        + " AS o FROM old) moved")) {
            jdbc.sql(sql).param("t", tenant.value()).param("id", id).update();
        }
        for (String table : List.of("contact_past", "attribute_past")) {
            jdbc.sql("WITH old AS (DELETE FROM contacts." + table
                            + " WHERE tenant_id = :t AND contact_id = :id RETURNING *) INSERT INTO contacts." + table
                            + " SELECT (o).* FROM (SELECT jsonb_populate_record(CAST(old AS contacts." + table
                            + "), jsonb_build_object('since', since - interval '1 h', 'until', until - interval '1 h'))"
                            + " AS o FROM old) moved")
                    .param("t", tenant.value())
                    .param("id", id)
                    .update();
        }
        jdbc.sql(
                        "WITH old AS (DELETE FROM contacts.contact_version WHERE tenant_id = :t AND contact_id = :id RETURNING *)"
                                + " INSERT INTO contacts.contact_version SELECT tenant_id, contact_id, version,"
                                + " changed_at - interval '1 h', changed_by FROM old")
                .param("t", tenant.value())
                .param("id", id)
                .update();
    }

    private void checkPast(TenantId tenant, long id, List<ContactState> states) {
        Instant end = new TestClock().instant();
        ContactState now = rows.byId(tenant, id).contacts().get(id);
        assertThat(rows.asOf(tenant, id, now.updatedAt()).contacts().get(id).fields())
                .isEqualTo(now.fields());
        assertThat(rows.asOf(tenant, id, now.createdAt().minusSeconds(1)).contacts())
                .isEmpty();
        for (int at = states.size() - 1; at >= 0; at--) {
            Instant moment = end.minus(Duration.ofHours(states.size() - at));
            ContactState then =
                    rows.asOf(tenant, id, moment.plusSeconds(30)).contacts().get(id);
            assertThat(then.version()).isEqualTo(states.get(at).version());
            assertThat(then.hot()).isEqualTo(states.get(at).hot());
            assertThat(then.fields()).isEqualTo(states.get(at).fields());
        }
    }

    private Caller caller() {
        return new Caller(new TenantId(api.tenant()), "ann");
    }

    private int field(String key) {
        return catalogs.of(new TenantId(api.tenant())).active(key).orElseThrow().id();
    }

    private List<ContactChange> creations(int size, long first) {
        return IntStream.range(0, size)
                .mapToObj(n -> ContactChange.create(
                        Map.of(HotField.FIRST_NAME, Optional.of("n" + n)),
                        Map.of(field("n"), List.of(first + n), field("tags"), List.of("a", "b"))))
                .toList();
    }
}
