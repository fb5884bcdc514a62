package dev.cohort.sleep.session;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Records sessions; public for importers. */
@Component
public class RecordSleepSession {

    RecordSleepSession() {}

    /**
     * Records sessions, in the current transaction or one of its own, under the person's lock; the nights they touch
     * are right when it ends. Of several with one key the last wins, and each is counted against the one before it.
     *
     * @param sessions at most 1,000 is a good batch; any number is taken
     * @return in order, one for each; a session that breaks a rule is rejected and the others are recorded
     */
    @Transactional
    public List<SessionResult> record(TenantId tenant, PersonId person, List<SessionIn> sessions) {
        throw new UnsupportedOperationException();
    }
}
