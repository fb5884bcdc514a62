package dev.cohort.sleep.session;

import dev.cohort.kernel.problem.ProblemException.FieldError;
import dev.cohort.sleep.night.StageSeconds;
import dev.cohort.sleep.person.Providers;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a session must keep to be recorded; all that it breaks, each with a pointer into the session. */
final class SessionRules {

    private static final Duration LONGEST = Duration.ofDays(2);
    private static final Duration FUTURE = Duration.ofDays(1);
    private static final long EARLIEST = Instant.parse("1900-01-01T00:00:00Z").getEpochSecond();
    private static final int TEXT = 200;
    private static final int STAGES = 10_000;
    private static final int SECONDS = 60 * 1_000_000;
    private static final BigDecimal PERCENT = BigDecimal.valueOf(1_000);
    private static final int SCALE = 6;

    private final SessionErrors errors = new SessionErrors();

    private SessionRules() {}

    static List<FieldError> broken(SessionIn session, ZoneId zone, Instant now) {
        var rules = new SessionRules();
        rules.source(session);
        rules.window(session, zone, now);
        rules.amounts(session);
        rules.stages(session, zone);
        return rules.errors.list();
    }

    private void source(SessionIn session) {
        String provider = session.source().provider();
        if (!Providers.isName(provider)) {
            add("/source/provider", "invalid-provider", Providers.refusal(provider));
        }
        text("/externalId", session.externalId());
        text("/source/deviceModel", session.source().deviceModel());
        text("/source/deviceType", session.source().deviceType());
        text("/source/name", session.source().name());
    }

    private void text(String pointer, @Nullable String text) {
        if (text != null && text.length() > TEXT) {
            add(
                    pointer,
                    "too-long",
                    "The text at " + pointer + " has " + text.length() + " of at most 200 characters.");
        } else if (text != null && !Providers.isStorable(text)) {
            add(
                    pointer,
                    "invalid-character",
                    "The text at " + pointer + " has a character U+0000 or half of a surrogate pair.");
        }
    }

    private void window(SessionIn session, ZoneId zone, Instant now) {
        long start = StoredSession.second(session.start(), zone);
        long end = StoredSession.second(session.end(), zone);
        if (end <= start) {
            add("/end", "end-before-start", "The end " + text(end) + " is not after the start " + text(start) + ".");
        } else if (end - start > LONGEST.toSeconds()) {
            add("/end", "too-long", "From " + text(start) + " to " + text(end) + " is more than 48 hours.");
        }
        if (start < EARLIEST) {
            add("/start", "too-early", "The start " + text(start) + " is before 1900.");
        }
        if (end > now.plus(FUTURE).getEpochSecond()) {
            add("/end", "in-future", "The end " + text(end) + " is more than 24 hours ahead.");
        }
    }

    private void amounts(SessionIn session) {
        amount("/asleepMinutes", session.asleepSeconds());
        amount("/inBedMinutes", session.inBedSeconds());
        StageSeconds stages = session.stageSeconds();
        if (stages != null) {
            amount("/stageMinutes/deep", stages.deep());
            amount("/stageMinutes/light", stages.light());
            amount("/stageMinutes/rem", stages.rem());
            amount("/stageMinutes/awake", stages.awake());
        }
        BigDecimal percent = session.efficiencyPercent();
        if (percent != null && (percent.signum() < 0 || percent.compareTo(PERCENT) > 0 || percent.scale() > SCALE)) {
            add(
                    "/efficiencyPercent",
                    "out-of-range",
                    "An efficiency is a number of percent from 0 to 1000, with at most 6 decimals.");
        }
    }

    private void amount(String pointer, @Nullable Integer seconds) {
        if (seconds != null && (seconds < 0 || seconds > SECONDS)) {
            add(pointer, "out-of-range", "The minutes at " + pointer + " must be from 0 to 1000000.");
        }
    }

    private void stages(SessionIn session, ZoneId zone) {
        if (session.stages().size() > STAGES) {
            add("/stages", "too-many", "There are " + session.stages().size() + " of at most 10000 stages.");
            return;
        }
        long start = StoredSession.second(session.start(), zone);
        long end = StoredSession.second(session.end(), zone);
        boolean wall = session.start() instanceof Moment.Wall;
        for (int i = 0; i < session.stages().size() && !errors.isFull(); i++) {
            SessionIn.StageIn stage = session.stages().get(i);
            String pointer = "/stages/" + i;
            if (stage.start() instanceof Moment.Wall != wall || stage.end() instanceof Moment.Wall != wall) {
                add(
                        pointer,
                        "mixed-offsets",
                        "A stage is written as the session's start is: both with an offset, or both without.");
                continue;
            }
            long from = StoredSession.second(stage.start(), zone);
            long to = StoredSession.second(stage.end(), zone);
            if (to < from) {
                add(pointer + "/end", "end-before-start", "The stage ends " + text(to) + ", before it starts.");
            } else if (from < start || to > end) {
                add(
                        pointer,
                        "outside-session",
                        "The stage from " + text(from) + " to " + text(to) + " is not inside the session.");
            }
        }
    }

    private static String text(long second) {
        return Instant.ofEpochSecond(second).toString();
    }

    private void add(String pointer, String code, String message) {
        errors.add(pointer, code, message);
    }
}
