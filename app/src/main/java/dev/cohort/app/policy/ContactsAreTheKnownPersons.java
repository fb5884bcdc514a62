package dev.cohort.app.policy;

import dev.cohort.contacts.ContactDirectory;
import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import dev.cohort.sleep.KnownPersons;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Sleep is kept for contacts: a person is known while their contact is there and not deleted. One statement. */
@Component
class ContactsAreTheKnownPersons implements KnownPersons {

    private final ContactDirectory contacts;

    ContactsAreTheKnownPersons(ContactDirectory contacts) {
        this.contacts = contacts;
    }

    @Override
    public boolean isKnown(TenantId tenant, PersonId person) {
        return contacts.exists(tenant, person);
    }

    @Override
    public Optional<String> displayName(TenantId tenant, PersonId person) {
        return contacts.displayName(tenant, person);
    }
}
