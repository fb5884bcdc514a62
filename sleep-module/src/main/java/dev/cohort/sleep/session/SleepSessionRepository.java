package dev.cohort.sleep.session;

import java.util.Optional;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.data.repository.query.Param;

/** Single sessions, for whoever edits one. Each method is one statement, written at once. */
interface SleepSessionRepository extends Repository<SleepSession, SleepSession.Key> {

    /** By the primary key. */
    @Query("""
            SELECT s
            FROM SleepSession s
            WHERE s.key.tenant = :tenant AND s.key.person = :person AND s.key.id = :id
            """)
    Optional<SleepSession> find(@Param("tenant") long tenant, @Param("person") long person, @Param("id") long id);

    void delete(SleepSession session);

    /** Sends what has changed, so that statements over the table see it. */
    void flush();
}
