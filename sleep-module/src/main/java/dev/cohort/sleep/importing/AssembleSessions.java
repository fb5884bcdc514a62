package dev.cohort.sleep.importing;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import dev.cohort.sleep.importing.Batch.Placed;
import dev.cohort.sleep.importing.SourceSession.Writer;
import dev.cohort.sleep.night.Source;
import dev.cohort.sleep.night.StageInterval;
import dev.cohort.sleep.session.Moment;
import dev.cohort.sleep.session.PiecedSessions;
import dev.cohort.sleep.session.RecordSleepSession;
import dev.cohort.sleep.session.SessionIn;
import dev.cohort.sleep.session.SessionIn.StageIn;
import dev.cohort.sleep.session.SessionResult;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Makes sessions of intervals, together with the sessions that earlier intervals of the same writers made: a file
 * may bring one night in pieces, and another file the rest of it.
 */
@Component
class AssembleSessions {

    /** Sessions that are read, joined and recorded together: bounds the memory, not the result. */
    private static final int TOGETHER = 500;

    private final PiecedSessions stored;
    private final RecordSleepSession recording;

    AssembleSessions(PiecedSessions stored, RecordSleepSession recording) {
        this.stored = stored;
        this.recording = recording;
    }

    /** In the current transaction, under the person's lock. Statements: a constant number for each 500 sessions. */
    void store(TenantId tenant, PersonId person, List<Placed<SourceStage>> stages, BatchOutcome outcome) {
        var places = new PlacesOfStages();
        Map<Writer, List<SourceSession>> parts = new LinkedHashMap<>();
        for (Placed<SourceStage> placed : stages) {
            SourceSession part = SourceSession.of(placed.what());
            parts.computeIfAbsent(part.source(), writer -> new ArrayList<>()).add(part);
            places.add(part.source(), part.start(), placed.place());
        }
        List<SourceSession> sessions = new ArrayList<>();
        parts.values().forEach(some -> sessions.addAll(StageSessions.assembled(some)));
        sessions.sort(Comparator.comparingLong(SourceSession::start));
        for (int from = 0; from < sessions.size(); from += TOGETHER) {
            List<SourceSession> some = sessions.subList(from, Math.min(sessions.size(), from + TOGETHER));
            join(tenant, person, some, places, outcome);
        }
    }

    private void join(
            TenantId tenant,
            PersonId person,
            List<SourceSession> arrived,
            PlacesOfStages places,
            BatchOutcome outcome) {
        long from = arrived.getFirst().start() - StageSessions.GAP - 1;
        long to = arrived.stream().mapToLong(SourceSession::end).max().orElseThrow() + StageSessions.GAP + 1;
        Map<String, SourceSession> before = new HashMap<>();
        Map<Writer, List<SourceSession>> parts = new LinkedHashMap<>();
        arrived.forEach(part -> parts.computeIfAbsent(part.source(), writer -> new ArrayList<>())
                .add(part));
        for (SessionIn session :
                stored.between(tenant, person, AppleRecords.PROVIDER, SourceSession.KEY_PREFIX, from, to)) {
            SourceSession known = sourceSession(session);
            List<SourceSession> sameWriter = parts.get(known.source());
            if (sameWriter != null) {
                sameWriter.add(known);
                before.put(known.externalId(), known);
            }
        }
        List<SourceSession> changed = new ArrayList<>();
        Set<String> gone = new HashSet<>(before.keySet());
        for (List<SourceSession> some : parts.values()) {
            for (SourceSession session : StageSessions.assembled(some)) {
                gone.remove(session.externalId());
                if (session.equals(before.get(session.externalId()))) {
                    outcome.add(0, 0, places.take(session).size());
                } else {
                    changed.add(session);
                }
            }
        }
        if (!gone.isEmpty()) {
            stored.takeAway(tenant, person, AppleRecords.PROVIDER, gone);
        }
        record(tenant, person, changed, places, outcome);
    }

    private void record(
            TenantId tenant,
            PersonId person,
            List<SourceSession> changed,
            PlacesOfStages places,
            BatchOutcome outcome) {
        if (changed.isEmpty()) {
            return;
        }
        List<SessionResult> results = recording.record(
                tenant,
                person,
                changed.stream().map(AssembleSessions::sessionIn).toList());
        for (int i = 0; i < results.size(); i++) {
            outcome.add(results.get(i), places.take(changed.get(i)));
        }
    }

    private static SessionIn sessionIn(SourceSession session) {
        Moment start = moment(session.start(), session.startOffset());
        List<StageIn> stages = session.stages().stream()
                .map(stage -> new StageIn(
                        stage.stage(),
                        moment(stage.start(), session.startOffset()),
                        moment(stage.end(), session.startOffset())))
                .toList();
        Writer writer = session.source();
        return new SessionIn(
                session.externalId(),
                new Source(AppleRecords.PROVIDER, writer.deviceModel(), writer.deviceType(), writer.name()),
                start,
                moment(session.end(), session.endOffset()),
                null,
                null,
                null,
                null,
                null,
                stages);
    }

    /** Back from how it was recorded. */
    private static SourceSession sourceSession(SessionIn session) {
        Source source = session.source();
        Moment.Offset start = (Moment.Offset) session.start();
        Moment.Offset end = (Moment.Offset) session.end();
        String name = source.name() == null ? "" : source.name();
        return new SourceSession(
                new Writer(name, source.deviceModel(), source.deviceType()),
                start.instant().getEpochSecond(),
                start.offset().getTotalSeconds(),
                end.instant().getEpochSecond(),
                end.offset().getTotalSeconds(),
                session.stages().stream()
                        .map(stage -> new StageInterval(stage.stage(), second(stage.start()), second(stage.end())))
                        .toList());
    }

    private static long second(Moment moment) {
        return ((Moment.Offset) moment).instant().getEpochSecond();
    }

    private static Moment moment(long second, int offset) {
        return new Moment.Offset(Instant.ofEpochSecond(second), ZoneOffset.ofTotalSeconds(offset));
    }
}
