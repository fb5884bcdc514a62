package dev.cohort.sleep.session;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import dev.cohort.sleep.night.Spans.Span;
import dev.cohort.sleep.person.PersonLock;
import dev.cohort.sleep.settings.SleepSettings;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Sessions that an importer pieces together out of intervals, for importers alone: a later piece may lengthen one or
 * join two, and what it is joined with has to be found first and taken away afterwards.
 */
@Component
public class PiecedSessions {

    private static final String TAKE_AWAY = """
            DELETE FROM sleep.sleep_session AS s
            WHERE s.tenant_id = :tenant AND s.person_id = :person AND s.provider = :provider
              AND s.identity = ANY(CAST(:identities AS text[]))
            RETURNING s.*
            """;

    private final SleepSessions sessions;
    private final SleepSettings settings;
    private final PersonLock lock;
    private final ObjectProvider<SessionObserver> observers;
    private final JdbcClient jdbc;

    PiecedSessions(
            SleepSessions sessions,
            SleepSettings settings,
            PersonLock lock,
            ObjectProvider<SessionObserver> observers,
            JdbcClient jdbc) {
        this.sessions = sessions;
        this.settings = settings;
        this.lock = lock;
        this.observers = observers;
        this.jdbc = jdbc;
    }

    /**
     * The provider's sessions whose external id starts with {@code prefix} and that overlap the span, in seconds
     * since 1970. One statement.
     */
    public List<SessionIn> between(
            TenantId tenant, PersonId person, String provider, String prefix, long from, long to) {
        return sessions.near(tenant, person, List.of(new Span(from, to))).stream()
                .map(StoredSession::content)
                .filter(session -> session.source().provider().equals(provider))
                .filter(session ->
                        session.externalId() != null && session.externalId().startsWith(prefix))
                .toList();
    }

    /**
     * Takes sessions away, in the current transaction or one of its own, under the person's lock; the nights that
     * had them are right when it ends. Statements: a constant number.
     */
    @Transactional
    public void takeAway(TenantId tenant, PersonId person, String provider, Collection<String> externalIds) {
        lock.take(tenant, person);
        ZoneId zone = settings.of(tenant, person).zone();
        List<SessionObserver.Change> changes = jdbc
                .sql(TAKE_AWAY)
                .param("tenant", tenant.value())
                .param("person", person.value())
                .param("provider", provider)
                .param(
                        "identities",
                        new SqlArrayValue(
                                "text", externalIds.stream().map(id -> "x" + id).toArray()))
                .query((row, number) -> SessionRows.read(row))
                .list()
                .stream()
                .map(session -> session.change(zone))
                .toList();
        if (!changes.isEmpty()) {
            observers.orderedStream().forEach(observer -> observer.changed(tenant, person, changes));
        }
    }
}
