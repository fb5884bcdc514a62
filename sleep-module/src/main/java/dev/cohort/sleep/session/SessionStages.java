package dev.cohort.sleep.session;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import dev.cohort.sleep.night.Session;
import dev.cohort.sleep.night.StageInterval;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;

/** The stages of sessions, as their sources tell them; public for a night's detail. */
@Component
public class SessionStages {

    private final SleepSessions sessions;

    SessionStages(SleepSessions sessions) {
        this.sessions = sessions;
    }

    /** A stage on the session's clock: its start's offset, from the change of offset on its end's. */
    public record StageOfSession(String stage, OffsetDateTime start, OffsetDateTime end) {}

    /**
     * The stages of some sessions, by time.
     *
     * @param zone for what came without offset
     */
    public List<StageOfSession> of(TenantId tenant, PersonId person, List<Long> ids, ZoneId zone) {
        return sessions.some(tenant, person, ids).stream()
                .map(session -> session.resolved(zone))
                .flatMap(session -> session.stages().stream()
                        .sorted(Comparator.comparingLong(StageInterval::start)
                                .thenComparing(Comparator.comparingLong(StageInterval::end)
                                        .reversed())
                                .thenComparing(StageInterval::stage))
                        .map(stage -> new StageOfSession(
                                stage.stage().code(), at(session, stage.start()), at(session, stage.end()))))
                .sorted(Comparator.comparing(StageOfSession::start, OffsetDateTime.timeLineOrder()))
                .toList();
    }

    /** Nobody tells when the offset changed between start and end, so only the end itself has the end's. */
    private static OffsetDateTime at(Session session, long second) {
        int offset = second == session.end() ? session.endOffset() : session.startOffset();
        return Instant.ofEpochSecond(second).atOffset(ZoneOffset.ofTotalSeconds(offset));
    }
}
