package dev.cohort.sleep.importing;

import dev.cohort.sleep.importing.FileFormat.Reading;
import dev.cohort.sleep.night.Source;
import dev.cohort.sleep.night.Stage;
import dev.cohort.sleep.night.StageInterval;
import dev.cohort.sleep.series.SeriesType;
import dev.cohort.sleep.session.Moment;
import dev.cohort.sleep.session.SessionIn;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sleep logs and heart rate of the Fitbit Web API (1.2). All of a log's times are wall-clock times with the offset of
 * its start, also after the clocks changed. Its {@code efficiency} is a score, by Fitbit's own words not the share of
 * time asleep, and is left out. A log that is not the day's main sleep is a nap unless it lasts 3 hours or more: a
 * night that was broken in two is two logs.
 */
final class FitbitRecords implements JsonRecords {

    private static final String PROVIDER = "fitbit";
    private static final String INTRADAY = "activities-heart-intraday";
    private static final Duration SHORTEST_NIGHT = Duration.ofHours(3);

    @Override
    public boolean knows(ObjectNode record) {
        return isLog(record) || record.has(INTRADAY);
    }

    private static boolean isLog(ObjectNode record) {
        return record.has("startTime") && (record.has("dateOfSleep") || record.has("levels"));
    }

    @Override
    public String described() {
        return "sleep logs with dateOfSleep, startTime and levels, or " + INTRADAY;
    }

    @Override
    public void read(Place place, JsonRecord record, Reading reading, RecordSink sink) {
        var clock = new LocalClock(Objects.requireNonNull(reading.zone(), "zone"));
        if (record.has(INTRADAY)) {
            heartRate(place, record, clock, reading, sink);
        } else {
            sink.session(place, log(record, clock));
        }
    }

    private static SessionIn log(JsonRecord log, LocalClock clock) {
        LocalDateTime local = log.wallTime("startTime");
        OffsetDateTime start = clock.first(local);
        Integer duration = log.seconds("duration", 1000);
        OffsetDateTime end = duration == null
                ? clock.after(start, log.wallTime("endTime"))
                : clock.at(start.toInstant().plusSeconds(duration));
        long atZero = start.toEpochSecond() - local.toEpochSecond(ZoneOffset.UTC);
        JsonRecord levels = log.object("levels");
        List<StageInterval> stages =
                StageRun.covered(stages(levels, "data", atZero), stages(levels, "shortData", atZero));
        var from = new Moment.Offset(start.toInstant(), start.getOffset());
        var to = new Moment.Offset(end.toInstant(), end.getOffset());
        return new SessionIn(
                log.id("logId"),
                new Source(PROVIDER),
                from,
                to,
                nap(log.flag("isMainSleep"), Duration.between(start, end)),
                log.secondsOfMinutes("minutesAsleep"),
                log.secondsOfMinutes("timeInBed"),
                null,
                null,
                Parts.within(from, to, stages));
    }

    private static @Nullable Boolean nap(@Nullable Boolean main, Duration length) {
        if (main == null || main) {
            return main == null ? null : Boolean.FALSE;
        }
        return length.compareTo(SHORTEST_NIGHT) < 0 ? Boolean.TRUE : null;
    }

    private static List<StageInterval> stages(JsonRecord levels, String field, long atZero) {
        List<JsonRecord> pieces = levels.objects(field);
        Parts.checkCount(levels.name(field), pieces.size());
        return pieces.stream()
                .map(piece -> {
                    long start = atZero + piece.wallTime("dateTime").toEpochSecond(ZoneOffset.UTC);
                    return new StageInterval(stage(piece), start, start + piece.requiredSeconds("seconds"));
                })
                .toList();
    }

    private static Stage stage(JsonRecord piece) {
        String level = piece.requiredText("level");
        return switch (level) {
            case "wake", "awake", "restless" -> Stage.AWAKE;
            case "light" -> Stage.LIGHT;
            case "deep" -> Stage.DEEP;
            case "rem" -> Stage.REM;
            case "asleep" -> Stage.ASLEEP;
            case "unknown" -> Stage.UNKNOWN;
            default ->
                throw new Rejection(
                        piece.name("level"),
                        level,
                        "unknown-stage",
                        "A level is wake, light, deep, rem, or asleep, restless, awake.");
        };
    }

    private static void heartRate(Place place, JsonRecord record, LocalClock clock, Reading reading, RecordSink sink) {
        List<JsonRecord> days = record.objects("activities-heart");
        if (days.size() != 1) {
            throw new Rejection(
                    "activities-heart", days.size() + " days", "no-single-day", "Heart rate in detail is of one day.");
        }
        LocalDate day = days.getFirst().date("dateTime");
        for (JsonRecord point : record.object(INTRADAY).objects("dataset")) {
            try {
                String text = point.requiredText("time");
                long second = clock.nextRow(point.name("time"), text, day.atTime(clockTime(point, text)));
                BigDecimal value = point.number("value");
                if (value != null) {
                    Parts.sample(
                            place, PROVIDER, SeriesType.HEART_RATE, point.name("value"), second, value, reading, sink);
                }
            } catch (Rejection rejection) {
                sink.rejected(place, rejection);
            }
        }
    }

    private static LocalTime clockTime(JsonRecord point, String text) {
        try {
            return LocalTime.parse(text);
        } catch (DateTimeParseException unreadable) {
            throw new Rejection(point.name("time"), text, "unreadable-time", "It is not a time like 23:05:00.");
        }
    }
}
