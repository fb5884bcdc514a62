package dev.cohort.sleep.importing;

import dev.cohort.sleep.importing.FileFormat.Reading;
import dev.cohort.sleep.night.Source;
import dev.cohort.sleep.night.Stage;
import dev.cohort.sleep.night.StageInterval;
import dev.cohort.sleep.series.SeriesType;
import dev.cohort.sleep.session.Moment;
import dev.cohort.sleep.session.SessionIn;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Documents of the Oura API (v2): {@code sleep}, {@code daily_spo2} and {@code heartrate}. Oura's blood oxygen and
 * breathing rate are one value for a night. Its HRV is RMSSD.
 */
final class OuraRecords implements JsonRecords {

    private static final String PROVIDER = "oura";
    private static final int THIRTY_SECONDS = 30;
    private static final int FIVE_MINUTES = 300;

    @Override
    public boolean knows(ObjectNode record) {
        return record.has("bedtime_start")
                || record.has("spo2_percentage")
                || (record.has("bpm") && record.has("timestamp"));
    }

    @Override
    public String described() {
        return "sleep periods with bedtime_start, days with spo2_percentage, or bpm with timestamp";
    }

    @Override
    public void read(Place place, JsonRecord record, Reading reading, RecordSink sink) {
        if (record.has("bedtime_start")) {
            period(place, record, reading, sink);
        } else if (record.has("bpm")) {
            sink.sample(
                    PROVIDER,
                    SeriesType.HEART_RATE,
                    Measurements.time(
                            "timestamp",
                            record.requiredText("timestamp"),
                            record.time("timestamp").toInstant(),
                            reading),
                    Measurements.hundredths(SeriesType.HEART_RATE, "bpm", record.requiredNumber("bpm"), "bpm"));
        } else {
            daily(record, record.object("spo2_percentage"), "average", SeriesType.SPO2, sink);
        }
    }

    private static void period(Place place, JsonRecord period, Reading reading, RecordSink sink) {
        String type = period.text("type");
        if ("deleted".equals(type) || "rest".equals(type)) {
            sink.skipped();
            return;
        }
        sink.session(place, session(period, type));
        if ("long_sleep".equals(type)) {
            try {
                daily(period, period, "average_breath", SeriesType.RESPIRATORY_RATE, sink);
            } catch (Rejection rejection) {
                sink.rejected(place, rejection);
            }
        }
        series(place, period, "heart_rate", SeriesType.HEART_RATE, reading, sink);
        series(place, period, "hrv", SeriesType.HRV_RMSSD, reading, sink);
    }

    private static SessionIn session(JsonRecord period, @Nullable String type) {
        OffsetDateTime start = period.time("bedtime_start");
        OffsetDateTime end = period.time("bedtime_end");
        var from = new Moment.Offset(start.toInstant(), start.getOffset());
        var to = new Moment.Offset(end.toInstant(), end.getOffset());
        return new SessionIn(
                period.id("id"),
                new Source(PROVIDER),
                from,
                to,
                nap(type),
                period.seconds("total_sleep_duration", 1),
                period.seconds("time_in_bed", 1),
                Parts.percent(period.number("efficiency")),
                Parts.stageSeconds(
                        period.seconds("deep_sleep_duration", 1),
                        period.seconds("light_sleep_duration", 1),
                        period.seconds("rem_sleep_duration", 1),
                        period.seconds("awake_time", 1)),
                Parts.within(from, to, stages(period, start.toEpochSecond())));
    }

    /** A short {@code sleep} may be a nap as well as a piece of a night; Oura does not say which. */
    private static @Nullable Boolean nap(@Nullable String type) {
        if ("late_nap".equals(type)) {
            return Boolean.TRUE;
        }
        return "long_sleep".equals(type) ? Boolean.FALSE : null;
    }

    private static List<StageInterval> stages(JsonRecord period, long start) {
        boolean fine = period.has("sleep_phase_30_sec");
        String field = fine ? "sleep_phase_30_sec" : "sleep_phase_5_min";
        int length = fine ? THIRTY_SECONDS : FIVE_MINUTES;
        JsonNode phases = period.node(field);
        String digits = phases.isString() ? phases.stringValue() : "";
        Parts.checkCount(field, digits.length());
        var run = new StageRun();
        for (int i = 0; i < digits.length(); i++) {
            long from = start + (long) i * length;
            run.add(stage(field, digits.charAt(i)), from, from + length);
        }
        return run.stages();
    }

    private static Stage stage(String field, char digit) {
        return switch (digit) {
            case '1' -> Stage.DEEP;
            case '2' -> Stage.LIGHT;
            case '3' -> Stage.REM;
            case '4' -> Stage.AWAKE;
            default ->
                throw new Rejection(
                        field,
                        String.valueOf(digit),
                        "unknown-stage",
                        "A phase is 1 (deep), 2 (light), 3 (REM) or 4 (awake).");
        };
    }

    private static void daily(JsonRecord record, JsonRecord holder, String field, SeriesType type, RecordSink sink) {
        BigDecimal value = holder.number(field);
        // Oura writes 0 for a night on which it could not measure.
        if (value == null || value.signum() == 0) {
            return;
        }
        sink.daily(
                PROVIDER,
                type,
                record.date("day"),
                Measurements.hundredths(type, holder.name(field), value, type.unit()));
    }

    private static void series(
            Place place, JsonRecord period, String field, SeriesType type, Reading reading, RecordSink sink) {
        try {
            JsonRecord samples = period.object(field);
            JsonNode items = samples.list("items");
            if (items.isEmpty()) {
                return;
            }
            long start = samples.time("timestamp").toEpochSecond();
            BigDecimal interval = samples.requiredNumber("interval");
            if (interval.compareTo(BigDecimal.ONE) < 0 || interval.compareTo(BigDecimal.valueOf(86_400)) > 0) {
                throw new Rejection(
                        samples.name("interval"),
                        interval.toString(),
                        "out-of-bounds",
                        "An interval lies between a second and a day.");
            }
            for (int i = 0; i < items.size(); i++) {
                if (items.get(i).isNumber()) {
                    long second = start
                            + interval.multiply(BigDecimal.valueOf(i))
                                    .setScale(0, RoundingMode.FLOOR)
                                    .longValue();
                    String name = samples.name("items") + "[" + i + "]";
                    Parts.sample(
                            place, PROVIDER, type, name, second, items.get(i).decimalValue(), reading, sink);
                }
            }
        } catch (Rejection rejection) {
            sink.rejected(place, rejection);
        }
    }
}
