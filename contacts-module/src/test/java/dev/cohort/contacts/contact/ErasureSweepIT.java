package dev.cohort.contacts.contact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.contacts.Api;
import dev.cohort.contacts.ApiTest;
import dev.cohort.contacts.ContactErased;
import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.TenantScope;
import dev.cohort.kernel.test.query.QueryBudgets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

@RecordApplicationEvents
class ErasureSweepIT extends ApiTest {

    private static final String CONTACTS = "/api/v1/contacts";

    @Autowired
    ErasureSweep sweep;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    ApplicationEvents events;

    @Test
    void aContactIsErasedWhenItCanNoLongerBeRestored() {
        Api other = new Api(mvc, json, api.tenant() + 100_000, "bob");
        Api.Answer late = deleted(api, "31 days");
        Api.Answer early = deleted(api, "29 days");
        Api.Answer elsewhere = deleted(other, "31 days");
        Api.Answer present = api.contact("{'firstName': 'Here'}");
        assertThat(api.post(late.location() + "/restore", null).status()).isEqualTo(404);
        sweep.sweep();
        assertThat(traces(api.tenant(), late)).isZero();
        assertThat(traces(other.tenant(), elsewhere)).isZero();
        assertThat(api.post(late.location() + "/restore", null).status()).isEqualTo(404);
        assertThat(api.post(early.location() + "/restore", null).status()).isEqualTo(200);
        assertThat(api.get(present.location()).status()).isEqualTo(200);
        assertThat(events.stream(ContactErased.class).map(ContactErased::person))
                .contains(person(late), person(elsewhere))
                .doesNotContain(person(early), person(present));
    }

    @Test
    void anythingOfAnErasedContactIsGoneFromAnswersAndHistory() {
        api.field("{'key': 'note', 'type': 'text'}");
        Api.Answer one = api.post(
                CONTACTS, "{\"firstName\": \"Canary\", \"fields\": {\"note\": \"Canary\"}}", "Idempotency-Key", "k");
        api.patch(one.location(), "\"1\"", "{\"firstName\": \"Bird\", \"fields\": {\"note\": \"Bird\"}}");
        assertThat(traces(api.tenant(), one)).isGreaterThan(4);
        assertThat(api.post(one.location() + "/erase", null).status()).isEqualTo(204);
        assertThat(traces(api.tenant(), one)).isZero();
    }

    @Test
    void manyAreErasedInBoundedBatches() {
        Api.Answer one = deleted(api, "40 days");
        var tenant = new TenantId(api.tenant());
        TenantScope.run(
                tenant, () -> jdbc.sql("""
                        INSERT INTO contacts.contact
                               (tenant_id, contact_id, version, created_at, updated_at, deleted_at, since,
                                since_version, created_by, updated_by)
                        SELECT :tenant, n, 1, now(), now(), now() - interval '31 days', now(), 1, 'ann', 'ann'
                        FROM generate_series(1, 450) AS n
                        """).param("tenant", tenant.value()).update());
        var captured = QueryBudgets.capture(sweep::sweep);
        assertThat(captured).hasAtMostStatements(1 + 4 * captured.transactions());
        assertThat(traces(api.tenant(), one)).isZero();
        assertThat(TenantScope.<Long, RuntimeException>call(
                        tenant,
                        () -> jdbc.sql("SELECT count(*) FROM contacts.contact WHERE tenant_id = :tenant")
                                .param("tenant", tenant.value())
                                .query(Long.class)
                                .single()))
                .isZero();
    }

    private Api.Answer deleted(Api owner, String age) {
        Api.Answer one = owner.contact("{'firstName': 'Ann'}");
        owner.patch(one.location(), one.etag(), "{\"firstName\": \"Anna\"}");
        assertThat(owner.delete(one.location(), "*").status()).isEqualTo(204);
        var tenant = new TenantId(owner.tenant());
        TenantScope.run(
                tenant,
                () -> jdbc.sql("""
                        UPDATE contacts.contact SET deleted_at = now() - CAST(:age AS interval)
                        WHERE tenant_id = :tenant AND contact_id = :id
                        """)
                        .param("tenant", tenant.value())
                        .param("id", person(one).value())
                        .param("age", age)
                        .update());
        return one;
    }

    /** Rows anywhere that are about the contact. */
    private long traces(long tenantId, Api.Answer contact) {
        var tenant = new TenantId(tenantId);
        long rows = 0;
        for (String table : List.of(
                "contact",
                "contact_past",
                "contact_version",
                "contact_document",
                "attribute_entry",
                "attribute_past")) {
            rows += TenantScope.<Long, RuntimeException>call(
                    tenant,
                    () -> jdbc.sql("SELECT count(*) FROM contacts." + table + " WHERE contact_id = :id")
                            .param("id", person(contact).value())
                            .query(Long.class)
                            .single());
        }
        return rows
                + TenantScope.<Long, RuntimeException>call(
                        tenant,
                        () -> jdbc.sql("SELECT count(*) FROM kernel.idempotency_key WHERE body LIKE :id")
                                .param("id", "%" + contact.id() + "%")
                                .query(Long.class)
                                .single());
    }

    private static PersonId person(Api.Answer contact) {
        return PersonId.parse(contact.id()).orElseThrow();
    }
}
