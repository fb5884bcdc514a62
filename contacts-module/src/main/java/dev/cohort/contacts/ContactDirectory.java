package dev.cohort.contacts;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Finds contacts for other modules. Deleted contacts are not found. One statement a call. */
public interface ContactDirectory {

    /** Whether the contact is there and not deleted. */
    boolean exists(TenantId tenant, PersonId person);

    /** The contact's name as lists show it; empty if there is no such contact. */
    Optional<String> displayName(TenantId tenant, PersonId person);

    /**
     * The names of many contacts, as lists show them. Contacts that are not there are left out; a contact without a
     * name has the empty one. No statement if {@code persons} is empty.
     */
    Map<PersonId, String> displayNames(TenantId tenant, Collection<PersonId> persons);

    /** The contact with this external id, compared as texts are (NFKC, case-folded). */
    Optional<PersonId> withExternalId(TenantId tenant, String externalId);
}
