package dev.cohort.sleep.session;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import dev.cohort.sleep.person.PersonLock;
import dev.cohort.sleep.settings.SettingsObserver;
import dev.cohort.sleep.settings.SleepSettings;
import java.time.ZoneId;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Puts sessions without offset where another zone has them, and has the nights made anew. */
@Component
class ResettleSessions implements SettingsObserver {

    private static final int PEOPLE_AT_ONCE = 100;

    private final SleepSessions sessions;
    private final SleepSettings settings;
    private final PersonLock lock;
    private final TransactionOperations transactions;
    private final ObjectProvider<SessionObserver> observers;

    ResettleSessions(
            SleepSessions sessions,
            SleepSettings settings,
            PersonLock lock,
            TransactionOperations transactions,
            ObjectProvider<SessionObserver> observers) {
        this.sessions = sessions;
        this.settings = settings;
        this.lock = lock;
        this.transactions = transactions;
        this.observers = observers;
    }

    @Override
    public void changed(TenantId tenant, PersonId person) {
        ZoneId zone = settings.of(tenant, person).zone();
        List<StoredSession> onTheWall = sessions.all(tenant, person).stream()
                .filter(session -> session.content().start() instanceof Moment.Wall
                        || session.content().end() instanceof Moment.Wall)
                .toList();
        if (!onTheWall.isEmpty()) {
            sessions.upsert(tenant, person, onTheWall, zone);
        }
        observers.orderedStream().forEach(observer -> observer.resettled(tenant, person));
    }

    @Override
    public void changed(TenantId tenant) {
        List<Long> people = sessions.settledBySettings(tenant, Long.MIN_VALUE, PEOPLE_AT_ONCE);
        while (!people.isEmpty()) {
            for (long id : people) {
                var person = new PersonId(id);
                transactions.executeWithoutResult(status -> {
                    lock.take(tenant, person);
                    changed(tenant, person);
                });
            }
            people = sessions.settledBySettings(tenant, people.getLast(), PEOPLE_AT_ONCE);
        }
    }
}
