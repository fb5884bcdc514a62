package dev.cohort.sleep;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import java.util.Optional;

/** What sleep asks of whoever keeps the people. At most one statement a call. */
public interface KnownPersons {

    /** Whether the person exists; an unknown or deleted one answers 404 everywhere. */
    boolean isKnown(TenantId tenant, PersonId person);

    /** The person's name for headings; empty if unknown. */
    Optional<String> displayName(TenantId tenant, PersonId person);
}
