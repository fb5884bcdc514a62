package dev.cohort.sleep.session;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import java.time.LocalDate;
import java.util.List;

/** Hears of sessions that changed, in the transaction that changes them and with the person's lock held. */
public interface SessionObserver {

    /** A session that is there now or was there before; {@code wakeDate} is the local date of its end. */
    record Change(String provider, long start, long end, LocalDate wakeDate) {}

    /** Called once a write with each changed session as it was and as it is; not if nothing changed. */
    void changed(TenantId tenant, PersonId person, List<Change> changes);

    /** Every session of the person may count otherwise. */
    void resettled(TenantId tenant, PersonId person);
}
