package dev.cohort.sleep.importing;

import dev.cohort.sleep.importing.FileFormat.Reading;
import dev.cohort.sleep.night.Source;
import dev.cohort.sleep.night.StageSeconds;
import dev.cohort.sleep.series.SeriesType;
import dev.cohort.sleep.session.Moment;
import dev.cohort.sleep.session.SessionIn;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sleeps of the Whoop API (v1 and v2): times in UTC beside {@code timezone_offset}, totals of the stages but no
 * intervals, one breathing rate for a night. A sleep that is not scored yet is a session without figures.
 */
final class WhoopRecords implements JsonRecords {

    private static final String PROVIDER = "whoop";
    private static final int MILLIS = 1000;

    @Override
    public boolean knows(ObjectNode record) {
        return record.has("start")
                && record.has("end")
                && (record.has("nap") || record.path("score").has("stage_summary"));
    }

    @Override
    public String described() {
        return "sleeps with start, end, timezone_offset and nap";
    }

    @Override
    public void read(Place place, JsonRecord record, Reading reading, RecordSink sink) {
        Instant start = record.time("start").toInstant();
        Instant end = record.time("end").toInstant();
        ZoneOffset offset = record.offset("timezone_offset");
        Moment from = JsonRecord.moment(start, offset, reading.zone());
        Moment to = JsonRecord.moment(end, Parts.offsetAtEnd(start, offset, end, reading.zone()), reading.zone());
        JsonRecord score = record.object("score");
        JsonRecord stages = score.object("stage_summary");
        Boolean nap = record.flag("nap");
        sink.session(
                place,
                new SessionIn(
                        record.id("id"),
                        new Source(PROVIDER),
                        from,
                        to,
                        nap,
                        null,
                        stages.seconds("total_in_bed_time_milli", MILLIS),
                        Parts.percent(score.number("sleep_efficiency_percentage")),
                        stageSeconds(stages),
                        List.of()));
        if (!Boolean.TRUE.equals(nap) && to instanceof Moment.Offset local) {
            breathing(place, score, local, sink);
        }
    }

    private static @Nullable StageSeconds stageSeconds(JsonRecord stages) {
        return Parts.stageSeconds(
                stages.seconds("total_slow_wave_sleep_time_milli", MILLIS),
                stages.seconds("total_light_sleep_time_milli", MILLIS),
                stages.seconds("total_rem_sleep_time_milli", MILLIS),
                stages.seconds("total_awake_time_milli", MILLIS));
    }

    private static void breathing(Place place, JsonRecord score, Moment.Offset end, RecordSink sink) {
        try {
            BigDecimal rate = score.number("respiratory_rate");
            if (rate != null && rate.signum() != 0) {
                SeriesType type = SeriesType.RESPIRATORY_RATE;
                sink.daily(
                        PROVIDER,
                        type,
                        end.instant().atOffset(end.offset()).toLocalDate(),
                        Measurements.hundredths(type, score.name("respiratory_rate"), rate, type.unit()));
            }
        } catch (Rejection rejection) {
            sink.rejected(place, rejection);
        }
    }
}
