package dev.cohort.sleep.session;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.problem.ProblemException;
import dev.cohort.sleep.night.Night.SessionOfNight;
import dev.cohort.sleep.person.PersonLock;
import dev.cohort.sleep.session.SessionObserver.Change;
import dev.cohort.sleep.settings.SleepSettings;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What a person does to one session: says whether it was a nap, or deletes it. */
@Component
class EditSleepSession {

    private final SleepSessionRepository sessions;
    private final NightsOfPerson nights;
    private final SleepSettings settings;
    private final PersonLock lock;
    private final ObjectProvider<SessionObserver> observers;

    EditSleepSession(
            SleepSessionRepository sessions,
            NightsOfPerson nights,
            SleepSettings settings,
            PersonLock lock,
            ObjectProvider<SessionObserver> observers) {
        this.sessions = sessions;
        this.nights = nights;
        this.settings = settings;
        this.lock = lock;
        this.observers = observers;
    }

    /**
     * Overrides what the source says of a nap, also when the source sends the session again; null takes the override
     * back.
     *
     * @return the session and what it is taken for now
     */
    @Transactional
    SessionOfNight overrideNap(TenantId tenant, PersonId person, long id, @Nullable Boolean nap) {
        lock.take(tenant, person);
        SleepSession session = existing(tenant, person, id);
        List<Change> change = List.of(session.change(zone(tenant, person)));
        if (!Objects.equals(session.napOverride(), nap)) {
            session.overrideNap(nap);
            sessions.flush();
            observers.orderedStream().forEach(observer -> observer.changed(tenant, person, change));
        }
        return nights.affected(tenant, person, change).nights().session(id).orElseThrow();
    }

    /** Deletes a session; sent again by its source, it is a new one. */
    @Transactional
    void delete(TenantId tenant, PersonId person, long id) {
        lock.take(tenant, person);
        SleepSession session = existing(tenant, person, id);
        List<Change> change = List.of(session.change(zone(tenant, person)));
        sessions.delete(session);
        sessions.flush();
        observers.orderedStream().forEach(observer -> observer.changed(tenant, person, change));
    }

    private SleepSession existing(TenantId tenant, PersonId person, long id) {
        return sessions.find(tenant.value(), person.value(), id)
                .orElseThrow(() -> ProblemException.notFound("session"));
    }

    private ZoneId zone(TenantId tenant, PersonId person) {
        return settings.of(tenant, person).zone();
    }
}
