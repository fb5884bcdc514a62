package dev.cohort.sleep.session;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.Tsid;
import dev.cohort.kernel.problem.ProblemException.FieldError;
import dev.cohort.sleep.person.PersonLock;
import dev.cohort.sleep.session.SessionObserver.Change;
import dev.cohort.sleep.session.SessionResult.Status;
import dev.cohort.sleep.settings.SleepSettings;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Records sessions; public for importers. */
@Component
public class RecordSleepSession {

    private final SleepSessions sessions;
    private final SleepSettings settings;
    private final PersonLock lock;
    private final ObjectProvider<SessionObserver> observers;
    private final Clock clock;

    RecordSleepSession(
            SleepSessions sessions,
            SleepSettings settings,
            PersonLock lock,
            ObjectProvider<SessionObserver> observers,
            Clock clock) {
        this.sessions = sessions;
        this.settings = settings;
        this.lock = lock;
        this.observers = observers;
        this.clock = clock;
    }

    /** Provider and identity. */
    private record Key(String provider, String identity) {

        static Key of(SessionIn content) {
            return new Key(content.source().provider(), StoredSession.identity(content));
        }
    }

    /**
     * Records sessions, in the current transaction or one of its own, under the person's lock; the nights they touch
     * are right when it ends. Of several with one key the last wins, and each is counted against the one before it.
     * Statements: a constant number.
     *
     * @param given at most 1,000 is a good batch; any number is taken
     * @return in order, one for each; a session that breaks a rule is rejected and the others are recorded
     */
    @Transactional
    public List<SessionResult> record(TenantId tenant, PersonId person, List<SessionIn> given) {
        if (given.isEmpty()) {
            return List.of();
        }
        lock.take(tenant, person);
        ZoneId zone = settings.of(tenant, person).zone();
        Instant now = clock.instant();
        List<List<FieldError>> broken = given.stream()
                .map(session -> SessionRules.broken(session, zone, now))
                .toList();
        List<SessionIn> sound = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            if (broken.get(i).isEmpty()) {
                sound.add(StoredSession.normal(given.get(i)));
            }
        }
        var batch = new Batch(sound.isEmpty() ? List.of() : sessions.byIdentity(tenant, person, sound));
        List<SessionResult> results = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < given.size(); i++) {
            results.add(
                    broken.get(i).isEmpty()
                            ? batch.take(sound.get(next++))
                            : new SessionResult(given.get(i).externalId(), null, Status.REJECTED, broken.get(i)));
        }
        if (!batch.changed.isEmpty()) {
            sessions.upsert(tenant, person, batch.changed.values(), zone);
            List<Change> changes = batch.changes(zone);
            observers.orderedStream().forEach(observer -> observer.changed(tenant, person, changes));
        }
        return results;
    }

    /** The sessions of one call, over what is stored. */
    private static final class Batch {

        private final Map<Key, StoredSession> stored = new HashMap<>();
        private final Map<Key, StoredSession> current = new HashMap<>();
        private final Map<Key, StoredSession> changed = new LinkedHashMap<>();

        Batch(List<StoredSession> existing) {
            existing.forEach(session -> stored.put(Key.of(session.content()), session));
            current.putAll(stored);
        }

        SessionResult take(SessionIn content) {
            Key key = Key.of(content);
            StoredSession before = current.get(key);
            if (before != null && before.content().equals(content)) {
                return result(before, Status.UNCHANGED);
            }
            var session = new StoredSession(
                    before == null ? Tsid.next() : before.id(), content, before == null ? null : before.napOverride());
            current.put(key, session);
            changed.put(key, session);
            return result(session, before == null ? Status.CREATED : Status.REPLACED);
        }

        List<Change> changes(ZoneId zone) {
            List<Change> changes = new ArrayList<>();
            changed.forEach((key, session) -> {
                changes.add(session.change(zone));
                @Nullable StoredSession before = stored.get(key);
                if (before != null) {
                    changes.add(before.change(zone));
                }
            });
            return changes;
        }

        private static SessionResult result(StoredSession session, Status status) {
            return new SessionResult(session.content().externalId(), Tsid.text(session.id()), status, List.of());
        }
    }
}
