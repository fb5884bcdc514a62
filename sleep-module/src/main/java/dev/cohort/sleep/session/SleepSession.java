package dev.cohort.sleep.session;

import dev.cohort.sleep.session.SessionObserver.Change;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * One session as somebody edits it: the part of the row that says when it was and what a person said about it. What
 * the source said is written by sets, by {@link SleepSessions} alone, and never through this.
 */
@Entity
@Table(schema = "sleep", name = "sleep_session")
@SuppressWarnings("NullAway.Init") // Hibernate sets what the columns promise.
class SleepSession {

    /** The primary key. */
    @Embeddable
    record Key(
            @Column(name = "tenant_id") long tenant,
            @Column(name = "person_id") long person,
            @Column(name = "session_id") long id) {}

    @EmbeddedId
    private Key key;

    @Column(updatable = false)
    private String provider;

    @Column(updatable = false)
    private Instant startAt;

    @Column(updatable = false)
    private Instant endAt;

    @Column(updatable = false)
    private @Nullable LocalDateTime startWall;

    @Column(updatable = false)
    private @Nullable LocalDateTime endWall;

    @Column(updatable = false)
    private @Nullable Integer startOffsetSeconds;

    @Column(updatable = false)
    private @Nullable Integer endOffsetSeconds;

    private @Nullable Boolean napOverride;

    /** For Hibernate. */
    protected SleepSession() {}

    long id() {
        return key.id();
    }

    @Nullable
    Boolean napOverride() {
        return napOverride;
    }

    /** Says what the session is, whatever its source says of it; null leaves it to the source again. */
    void overrideNap(@Nullable Boolean nap) {
        napOverride = nap;
    }

    /** Where the session is. */
    Change change(ZoneId zone) {
        return StoredSession.change(
                provider,
                SessionRows.moment(startWall, startAt, startOffsetSeconds),
                SessionRows.moment(endWall, endAt, endOffsetSeconds),
                zone);
    }
}
