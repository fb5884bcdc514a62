package dev.cohort.sleep.session;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import org.springframework.stereotype.Component;

/** Erases a person's sessions; public for whoever erases everything about a person's sleep. */
@Component
public class SessionErasure {

    private final SleepSessions sessions;

    SessionErasure(SleepSessions sessions) {
        this.sessions = sessions;
    }

    /** In the caller's transaction, which holds the person's lock; observers are not told. One statement. */
    public void erase(TenantId tenant, PersonId person) {
        sessions.erase(tenant, person);
    }
}
