package dev.cohort.sleep.session;

import dev.cohort.sleep.night.Session;
import dev.cohort.sleep.night.StageInterval;
import dev.cohort.sleep.session.SessionObserver.Change;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A session as it is kept: what arrived, and what a person said about it since. */
record StoredSession(long id, SessionIn content, @Nullable Boolean napOverride) {

    /** What the source calls it; the same whatever the content and whenever it arrived. */
    static String identity(SessionIn content) {
        return content.externalId() == null
                ? "t" + part(content.start()) + "/" + part(content.end())
                : "x" + content.externalId();
    }

    private static String part(Moment moment) {
        return switch (moment) {
            case Moment.Offset known -> String.valueOf(known.instant().getEpochSecond());
            case Moment.Universal known -> String.valueOf(known.instant().getEpochSecond());
            case Moment.Wall wall -> wall.time().toString();
        };
    }

    /** The session as nights are made of it; {@code zone} is taken where the source names none. */
    Session resolved(ZoneId zone) {
        long start = second(content.start(), zone);
        long end = end(zone);
        return new Session(
                id,
                identity(content),
                content.source(),
                start,
                end,
                offset(content.start(), zone).getTotalSeconds(),
                offset(content.end(), zone).getTotalSeconds(),
                !(content.start() instanceof Moment.Offset && content.end() instanceof Moment.Offset),
                napOverride == null ? content.nap() : napOverride,
                content.asleepSeconds(),
                content.inBedSeconds(),
                content.efficiencyPercent(),
                content.stageSeconds(),
                content.stages().stream()
                        .map(stage -> new StageInterval(
                                stage.stage(),
                                clipped(second(stage.start(), zone), start, end),
                                clipped(second(stage.end(), zone), start, end)))
                        .toList());
    }

    Change change(ZoneId zone) {
        return change(content.source().provider(), content.start(), content.end(), zone);
    }

    static Change change(String provider, Moment start, Moment end, ZoneId zone) {
        long last = end(start, end, zone);
        return new Change(
                provider,
                second(start, zone),
                last,
                LocalDate.ofEpochDay(Math.floorDiv(last + offset(end, zone).getTotalSeconds(), 86_400)));
    }

    long start(ZoneId zone) {
        return second(content.start(), zone);
    }

    long end(ZoneId zone) {
        return end(content.start(), content.end(), zone);
    }

    /** A wall-clock window in a gap of the clock can end before it starts: then its length on the clock counts. */
    private static long end(Moment from, Moment to, ZoneId zone) {
        long start = second(from, zone);
        long end = second(to, zone);
        return end > start ? end : start + Math.max(1, second(to, ZoneOffset.UTC) - second(from, ZoneOffset.UTC));
    }

    private static long clipped(long second, long start, long end) {
        return Math.clamp(second, start, end);
    }

    static long second(Moment moment, ZoneId zone) {
        return instant(moment, zone).getEpochSecond();
    }

    private static Instant instant(Moment moment, ZoneId zone) {
        return switch (moment) {
            case Moment.Offset known -> known.instant();
            case Moment.Universal known -> known.instant();
            case Moment.Wall wall -> wall.time().atZone(zone).toInstant();
        };
    }

    private static ZoneOffset offset(Moment moment, ZoneId zone) {
        return moment instanceof Moment.Offset known
                ? known.offset()
                : zone.getRules().getOffset(instant(moment, zone));
    }

    /** {@code content} with what does not matter made equal, so that equal sessions are equal. */
    static SessionIn normal(SessionIn content) {
        return new SessionIn(
                content.externalId(),
                content.source(),
                normal(content.start()),
                normal(content.end()),
                content.nap(),
                content.asleepSeconds(),
                content.inBedSeconds(),
                content.efficiencyPercent() == null
                        ? null
                        : content.efficiencyPercent().stripTrailingZeros(),
                content.stageSeconds(),
                content.stages().stream()
                        .map(stage -> new SessionIn.StageIn(stage.stage(), normal(stage.start()), normal(stage.end())))
                        .filter(stage -> !stage.start().equals(stage.end()))
                        .sorted(SessionRows.STAGES_IN_ORDER)
                        .toList());
    }

    private static Moment normal(Moment moment) {
        return switch (moment) {
            case Moment.Offset known ->
                new Moment.Offset(Instant.ofEpochSecond(known.instant().getEpochSecond()), known.offset());
            case Moment.Universal known ->
                new Moment.Universal(Instant.ofEpochSecond(known.instant().getEpochSecond()));
            case Moment.Wall wall -> new Moment.Wall(wall.time().withNano(0));
        };
    }

    static List<String> identities(List<SessionIn> contents) {
        return contents.stream().map(StoredSession::identity).toList();
    }
}
