package dev.cohort.contacts;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import java.time.Instant;

/** A contact was erased for good. Published in the erasing transaction. */
public record ContactErased(TenantId tenant, PersonId person, Instant at) {}
