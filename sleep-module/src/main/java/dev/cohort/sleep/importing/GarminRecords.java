package dev.cohort.sleep.importing;

import dev.cohort.sleep.importing.FileFormat.Reading;
import dev.cohort.sleep.night.Source;
import dev.cohort.sleep.night.Stage;
import dev.cohort.sleep.night.StageInterval;
import dev.cohort.sleep.series.SeriesType;
import dev.cohort.sleep.session.Moment;
import dev.cohort.sleep.session.SessionIn;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Summaries of the Garmin Health API. A sleep is known by its start: the API sends it again with another id when it
 * has got longer. It spans what was monitored, awake time included.
 */
final class GarminRecords implements JsonRecords {

    private static final String PROVIDER = "garmin";
    private static final String NAPS = "naps";
    private static final Map<String, Stage> LEVELS = Map.of(
            "deep", Stage.DEEP,
            "light", Stage.LIGHT,
            "rem", Stage.REM,
            "awake", Stage.AWAKE,
            "unmeasurable", Stage.UNKNOWN);

    /** Series as objects of seconds since the record's start to values. */
    private static final Map<String, SeriesType> SERIES = Map.of(
            "timeOffsetHeartRateSamples", SeriesType.HEART_RATE,
            "timeOffsetSleepSpo2", SeriesType.SPO2,
            "timeOffsetSpo2Values", SeriesType.SPO2,
            "timeOffsetSleepRespiration", SeriesType.RESPIRATORY_RATE,
            "timeOffsetEpochToBreaths", SeriesType.RESPIRATORY_RATE,
            "hrvValues", SeriesType.HRV_RMSSD);

    @Override
    public boolean knows(ObjectNode record) {
        return (record.has("startTimeInSeconds") && (isSleep(record) || hasSeries(record))) || record.has(NAPS);
    }

    private static boolean isSleep(JsonNode record) {
        return record.has("sleepLevelsMap")
                || record.has("deepSleepDurationInSeconds")
                || record.has("lightSleepDurationInSeconds");
    }

    private static boolean hasSeries(JsonNode record) {
        return SERIES.keySet().stream().anyMatch(record::has);
    }

    @Override
    public String described() {
        return "sleep summaries with startTimeInSeconds, durationInSeconds and sleepLevelsMap or stage durations,"
                + " or series like timeOffsetHeartRateSamples";
    }

    @Override
    public void read(Place place, JsonRecord record, Reading reading, RecordSink sink) {
        List<SessionIn> sessions = new ArrayList<>();
        if (isSleep(record.node())) {
            sessions.add(sleep(record, reading));
        }
        for (JsonRecord nap : record.objects(NAPS)) {
            sessions.add(nap(nap, record, reading));
        }
        sessions.forEach(session -> sink.session(place, session));
        SERIES.forEach((field, type) -> {
            if (record.has(field)) {
                series(place, record, field, type, reading, sink);
            }
        });
    }

    private static SessionIn sleep(JsonRecord sleep, Reading reading) {
        long start = sleep.requiredEpochSecond("startTimeInSeconds");
        List<StageInterval> stages = stages(sleep.object("sleepLevelsMap"));
        Integer deep = sleep.seconds("deepSleepDurationInSeconds", 1);
        Integer light = sleep.seconds("lightSleepDurationInSeconds", 1);
        Integer rem = sleep.seconds("remSleepInSeconds", 1);
        Integer awake = sleep.seconds("awakeDurationInSeconds", 1);
        int parts = orZero(deep)
                + orZero(light)
                + orZero(rem)
                + orZero(awake)
                + orZero(sleep.seconds("unmeasurableSleepInSeconds", 1));
        long end = start + Math.max(sleep.requiredSeconds("durationInSeconds"), parts);
        for (StageInterval stage : stages) {
            end = Math.max(end, stage.end());
        }
        Moments moments = moments(start, end, offset(sleep, "startTimeOffsetInSeconds"), reading);
        return new SessionIn(
                "sleep-" + start,
                new Source(PROVIDER),
                moments.start(),
                moments.end(),
                Boolean.FALSE,
                null,
                (int) (end - start),
                null,
                Parts.stageSeconds(deep, light, rem, awake),
                Parts.within(moments.start(), moments.end(), stages));
    }

    private static SessionIn nap(JsonRecord nap, JsonRecord sleep, Reading reading) {
        long start = nap.requiredEpochSecond("napStartTimeInSeconds");
        int length = nap.requiredSeconds("napDurationInSeconds");
        ZoneOffset offset = offset(nap, "napOffsetInSeconds");
        Moments moments = moments(
                start, start + length, offset == null ? offset(sleep, "startTimeOffsetInSeconds") : offset, reading);
        return new SessionIn(
                "nap-" + start,
                new Source(PROVIDER),
                moments.start(),
                moments.end(),
                Boolean.TRUE,
                length,
                null,
                null,
                null,
                List.of());
    }

    private record Moments(Moment start, Moment end) {}

    private static Moments moments(long start, long end, @Nullable ZoneOffset offset, Reading reading) {
        Instant from = Instant.ofEpochSecond(start);
        Instant to = Instant.ofEpochSecond(end);
        ZoneOffset atEnd = Parts.offsetAtEnd(from, offset, to, reading.zone());
        return new Moments(
                JsonRecord.moment(from, offset, reading.zone()), JsonRecord.moment(to, atEnd, reading.zone()));
    }

    private static @Nullable ZoneOffset offset(JsonRecord record, String field) {
        var value = record.number(field);
        try {
            return value == null ? null : ZoneOffset.ofTotalSeconds(value.intValueExact());
        } catch (DateTimeException | ArithmeticException unreadable) {
            throw new Rejection(
                    record.name(field), String.valueOf(value), "unreadable-offset", "It is no offset in seconds.");
        }
    }

    private static List<StageInterval> stages(JsonRecord levels) {
        List<StageInterval> stages = new ArrayList<>();
        LEVELS.forEach((level, stage) -> {
            List<JsonRecord> pieces = levels.objects(level);
            Parts.checkCount(levels.name(level), pieces.size());
            for (JsonRecord piece : pieces) {
                long start = piece.requiredEpochSecond("startTimeInSeconds");
                long end = piece.requiredEpochSecond("endTimeInSeconds");
                if (end < start) {
                    throw new Rejection(
                            piece.name("endTimeInSeconds"),
                            Long.toString(end),
                            "end-before-start",
                            "It lies before the start, " + start + ".");
                }
                stages.add(new StageInterval(stage, start, end));
            }
        });
        stages.sort(Comparator.comparingLong(StageInterval::start).thenComparing(StageInterval::stage));
        return stages;
    }

    private static void series(
            Place place, JsonRecord record, String field, SeriesType type, Reading reading, RecordSink sink) {
        long start = record.requiredEpochSecond("startTimeInSeconds");
        record.node(field).properties().forEach(entry -> {
            String name = record.name(field) + "." + entry.getKey();
            try {
                long second = start + Measurements.number(name, entry.getKey()).intValue();
                JsonNode value = entry.getValue();
                // Garmin writes 0 and below where nothing could be measured.
                if (value.isNumber() && value.decimalValue().signum() > 0) {
                    Parts.sample(place, PROVIDER, type, name, second, value.decimalValue(), reading, sink);
                }
            } catch (Rejection rejection) {
                sink.rejected(place, rejection);
            }
        });
    }

    private static int orZero(@Nullable Integer seconds) {
        return seconds == null ? 0 : seconds;
    }
}
