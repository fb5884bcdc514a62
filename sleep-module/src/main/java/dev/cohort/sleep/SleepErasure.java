package dev.cohort.sleep;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;

/** Erases everything that is kept about a person's sleep, in the current transaction if there is one. */
public interface SleepErasure {

    void erase(TenantId tenant, PersonId person);
}
