package dev.cohort.contacts.contact;

import dev.cohort.contacts.ContactDirectory;
import dev.cohort.contacts.attribute.ValueKey;
import dev.cohort.contacts.attribute.ValueKeys;
import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The directory, from the hot table. */
@Component
class StoredContactDirectory implements ContactDirectory {

    private final Contacts contacts;

    StoredContactDirectory(Contacts contacts) {
        this.contacts = contacts;
    }

    @Override
    public boolean exists(TenantId tenant, PersonId person) {
        return contacts.exists(tenant.value(), person.value());
    }

    @Override
    public Optional<String> displayName(TenantId tenant, PersonId person) {
        return contacts.present(tenant.value(), person.value()).map(Contact::shownName);
    }

    @Override
    public Map<PersonId, String> displayNames(TenantId tenant, Collection<PersonId> persons) {
        Map<PersonId, String> names = new HashMap<>();
        if (!persons.isEmpty()) {
            Long[] ids = persons.stream().map(PersonId::value).distinct().toArray(Long[]::new);
            for (Contact contact : contacts.present(tenant.value(), ids)) {
                names.put(new PersonId(contact.id()), contact.shownName());
            }
        }
        return names;
    }

    @Override
    public Optional<PersonId> withExternalId(TenantId tenant, String externalId) {
        ValueKey key = ValueKeys.text(externalId);
        byte[] rest = key.rest();
        return contacts.withExternalId(tenant.value(), key.sortKey(), rest == null ? new byte[0] : rest)
                .map(PersonId::new);
    }
}
