package dev.cohort.contacts.contact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.contacts.Api;
import dev.cohort.contacts.ApiTest;
import dev.cohort.contacts.ContactDirectory;
import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.TenantScope;
import dev.cohort.kernel.test.query.HibernateWitness;
import jakarta.persistence.EntityManagerFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The statistics of Hibernate, which the module's tests generate, are the second witness. */
class ContactsIT extends ApiTest {

    @Autowired
    ContactDirectory directory;

    @Autowired
    EntityManagerFactory factory;

    @Test
    void namesOfOneTenAndAHundredContactsAreOneStatement() {
        var tenant = new TenantId(api.tenant());
        List<PersonId> persons = new ArrayList<>();
        for (int n = 0; n < 100; n++) {
            persons.add(person(api.contact("{'firstName': 'Ann', 'lastName': 'N" + n + "'}")));
        }
        for (int size : new int[] {1, 10, 100}) {
            Map<PersonId, String> names = new HashMap<>();
            var testimony = HibernateWitness.of(factory)
                    .capture(() -> TenantScope.run(
                            tenant, () -> names.putAll(directory.displayNames(tenant, persons.subList(0, size)))));
            testimony.agrees().fetchedNothing();
            assertThat(testimony.prepared()).isEqualTo(1);
            assertThat(testimony.queries()).hasStatements(1).hasTransactions(0);
            assertThat(names).hasSize(size).containsEntry(persons.getFirst(), "Ann N0");
        }
    }

    @Test
    void eachLookUpIsOneStatementInAutocommit() {
        var tenant = new TenantId(api.tenant());
        PersonId person = person(api.contact("{'externalId': 'Ext', 'lastName': 'Lee'}"));
        List<Runnable> lookUps = List.of(
                () -> assertThat(directory.exists(tenant, person)).isTrue(),
                () -> assertThat(directory.displayName(tenant, person)).contains("Lee"),
                () -> assertThat(directory.withExternalId(tenant, "eXT")).contains(person));
        for (Runnable lookUp : lookUps) {
            var testimony = HibernateWitness.of(factory).capture(() -> TenantScope.run(tenant, lookUp));
            testimony.agrees().fetchedNothing();
            assertThat(testimony.prepared()).isEqualTo(1);
            assertThat(testimony.queries()).hasStatements(1).hasTransactions(0);
        }
    }

    @Test
    void deletedAndForeignContactsHaveNoNameAndNobodyAsksForNobody() {
        var tenant = new TenantId(api.tenant());
        Api.Answer gone = api.contact("{'firstName': 'Gone'}");
        PersonId nameless = person(api.contact("{'email': 'a@example.org'}"));
        Api other = new Api(mvc, json, api.tenant() + 100_000, "bob");
        PersonId foreign = person(other.contact("{'firstName': 'Foreign'}"));
        api.delete(gone.location(), "*");
        TenantScope.run(tenant, () -> {
            assertThat(directory.displayNames(tenant, List.of(person(gone), nameless, foreign, nameless)))
                    .isEqualTo(Map.of(nameless, ""));
            assertThat(directory.exists(tenant, foreign)).isFalse();
        });
        var none = HibernateWitness.of(factory).capture(() -> directory.displayNames(tenant, List.of()));
        assertThat(none.queries()).hasStatements(0);
    }

    private static PersonId person(Api.Answer contact) {
        return PersonId.parse(contact.id()).orElseThrow();
    }
}
