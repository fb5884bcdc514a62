package dev.cohort.sleep.importing;

import dev.cohort.sleep.importing.FileFormat.Reading;
import dev.cohort.sleep.night.Source;
import dev.cohort.sleep.night.Stage;
import dev.cohort.sleep.night.StageInterval;
import dev.cohort.sleep.night.StageSeconds;
import dev.cohort.sleep.series.SeriesType;
import dev.cohort.sleep.session.Moment;
import dev.cohort.sleep.session.SessionIn;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code /events/sleep} and {@code /timeseries} of open-wearables answer. Times are instants beside a
 * {@code zone_offset} that may be null, which is unknown and not UTC. Stages that were not reported are written as 0
 * there: four zeros are none.
 */
final class OpenWearablesRecords implements JsonRecords {

    private static final Map<String, SeriesType> TYPES = Map.of(
            "heart_rate", SeriesType.HEART_RATE,
            "heart_rate_variability_sdnn", SeriesType.HRV_SDNN,
            "heart_rate_variability_rmssd", SeriesType.HRV_RMSSD,
            "respiratory_rate", SeriesType.RESPIRATORY_RATE,
            "oxygen_saturation", SeriesType.SPO2,
            "skin_temperature", SeriesType.SKIN_TEMPERATURE,
            "steps", SeriesType.STEPS);
    private static final Set<String> OF_SLEEP = Set.of(
            "is_nap", "stages", "sleep_stages", "stage_intervals", "efficiency_percent", "sleep_duration_seconds");
    private static final List<String> INTERVALS = List.of("stage_intervals", "sleep_stages", "stages");

    @Override
    public boolean knows(ObjectNode record) {
        return isSample(record)
                || (record.has("start_time")
                        && record.has("end_time")
                        && OF_SLEEP.stream().anyMatch(record::has));
    }

    private static boolean isSample(ObjectNode record) {
        return record.has("timestamp") && record.has("type") && record.has("value");
    }

    @Override
    public String described() {
        return "sleep events with start_time, end_time and is_nap, or samples with timestamp, type and value";
    }

    @Override
    public void read(Place place, JsonRecord record, Reading reading, RecordSink sink) {
        if (record.has("start_time")) {
            sink.session(place, session(record, reading));
        } else {
            sample(record, reading, sink);
        }
    }

    private static void sample(JsonRecord record, Reading reading, RecordSink sink) {
        SeriesType type = TYPES.get(record.requiredText("type"));
        if (type == null || Boolean.TRUE.equals(record.flag("is_daily_total")) || !record.has("value")) {
            // Of no concern here, the sum of a day, which is no sample, or nothing measured.
            sink.skipped();
            return;
        }
        String unit = record.text("unit");
        String at = record.requiredText("timestamp");
        sink.sample(
                source(record).provider(),
                type,
                Measurements.time("timestamp", at, record.time("timestamp").toInstant(), reading),
                Measurements.hundredths(
                        type, "value", record.requiredNumber("value"), unit == null ? type.unit() : unit));
    }

    private static SessionIn session(JsonRecord event, Reading reading) {
        OffsetDateTime start = event.time("start_time");
        OffsetDateTime end = event.time("end_time");
        ZoneOffset offset = event.offset("zone_offset");
        Moment from = moment(start, offset, reading);
        Moment to = moment(end, Parts.offsetAtEnd(start.toInstant(), offset, end.toInstant(), reading.zone()), reading);
        Integer inBed = event.seconds("time_in_bed_seconds", 1);
        return new SessionIn(
                event.id("id"),
                source(event),
                from,
                to,
                event.flag("is_nap"),
                event.seconds("sleep_duration_seconds", 1),
                inBed == null ? event.secondsOfMinutes("time_in_bed_minutes") : inBed,
                Parts.percent(event.number("efficiency_percent")),
                stageSeconds(event),
                Parts.within(from, to, stages(event)));
    }

    /** An offset in the time itself other than UTC's says as much as {@code zone_offset}. */
    private static Moment moment(OffsetDateTime time, @Nullable ZoneOffset offset, Reading reading) {
        Instant instant = time.toInstant();
        boolean local = offset == null && !time.getOffset().equals(ZoneOffset.UTC);
        return JsonRecord.moment(instant, local ? time.getOffset() : offset, reading.zone());
    }

    private static Source source(JsonRecord record) {
        JsonRecord source = record.object("source");
        String provider = source.text("provider");
        if (provider == null) {
            provider = record.requiredText("provider");
        }
        String model = source.text("device");
        String name = source.text("device_name");
        return new Source(
                provider,
                model == null ? source.text("device_model") : model,
                source.text("device_type"),
                name == null ? source.text("source") : name);
    }

    private static @Nullable StageSeconds stageSeconds(JsonRecord event) {
        if (!event.node("stages").isObject()) {
            return null;
        }
        JsonRecord stages = event.object("stages");
        var seconds = new StageSeconds(
                seconds(stages, "deep"), seconds(stages, "light"), seconds(stages, "rem"), seconds(stages, "awake"));
        boolean reported = positive(seconds.deep())
                || positive(seconds.light())
                || positive(seconds.rem())
                || positive(seconds.awake());
        return reported ? seconds : null;
    }

    private static @Nullable Integer seconds(JsonRecord stages, String stage) {
        Integer seconds = stages.seconds(stage + "_seconds", 1);
        return seconds == null ? stages.secondsOfMinutes(stage + "_minutes") : seconds;
    }

    private static boolean positive(@Nullable Integer seconds) {
        return seconds != null && seconds > 0;
    }

    private static List<StageInterval> stages(JsonRecord event) {
        for (String field : INTERVALS) {
            if (event.node(field).isArray()) {
                List<JsonRecord> pieces = event.objects(field);
                Parts.checkCount(field, pieces.size());
                return pieces.stream()
                        .map(piece -> new StageInterval(
                                stage(piece),
                                piece.time("start_time").toEpochSecond(),
                                piece.time("end_time").toEpochSecond()))
                        .toList();
            }
        }
        return List.of();
    }

    private static Stage stage(JsonRecord piece) {
        String stage = piece.requiredText("stage");
        return Stage.of(stage.equals("sleeping") ? "asleep" : stage)
                .orElseThrow(() -> new Rejection(
                        piece.name("stage"),
                        stage,
                        "unknown-stage",
                        "A stage is in_bed, awake, sleeping, light, deep, rem or unknown."));
    }
}
