package dev.cohort.sleep.settings;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;

/** Hears of settings that changed. */
public interface SettingsObserver {

    /** In the transaction that changes a person's settings, with the person's lock held. */
    void changed(TenantId tenant, PersonId person);

    /** After a tenant's settings changed, outside a transaction; returns when all people are done. */
    void changed(TenantId tenant);
}
