package dev.cohort.sleep.importing;

import dev.cohort.sleep.importing.FileFormat.Reading;
import dev.cohort.sleep.night.Stage;
import dev.cohort.sleep.series.SeriesType;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * The {@code Record} elements of an export. Those inside a {@code Correlation} are passed over: each stands in the
 * file once more on its own. The offset that a time is printed with is that of the phone that exported, so
 * {@code HKTimeZone}, where a record has it, says better where its wearer slept.
 */
final class AppleRecords {

    static final String PROVIDER = "apple";

    private static final String SLEEP = "HKCategoryTypeIdentifierSleepAnalysis";
    private static final String SLEEP_VALUE = "HKCategoryValueSleepAnalysis";
    private static final Map<String, SeriesType> TYPES = Map.of(
            "HKQuantityTypeIdentifierHeartRate", SeriesType.HEART_RATE,
            "HKQuantityTypeIdentifierHeartRateVariabilitySDNN", SeriesType.HRV_SDNN,
            "HKQuantityTypeIdentifierRespiratoryRate", SeriesType.RESPIRATORY_RATE,
            "HKQuantityTypeIdentifierOxygenSaturation", SeriesType.SPO2,
            "HKQuantityTypeIdentifierAppleSleepingWristTemperature", SeriesType.SKIN_TEMPERATURE,
            "HKQuantityTypeIdentifierStepCount", SeriesType.STEPS);
    private static final Map<String, String> UNITS = Map.of("degC", "celsius", "degF", "fahrenheit");

    private final Reading reading;
    private final RecordSink sink;
    private int correlations;
    private @Nullable SleepRecord sleep;

    AppleRecords(Reading reading, RecordSink sink) {
        this.reading = reading;
        this.sink = sink;
    }

    /** An element starts, and {@code events} stands on it. */
    void start(XMLStreamReader events) {
        switch (events.getLocalName()) {
            case "Correlation" -> correlations++;
            case "Record" -> record(events);
            case "MetadataEntry" -> {
                if (sleep != null && "HKTimeZone".equals(events.getAttributeValue(null, "key"))) {
                    sleep.zone = events.getAttributeValue(null, "value");
                }
            }
            default -> {}
        }
    }

    void end(XMLStreamReader events) {
        switch (events.getLocalName()) {
            case "Correlation" -> correlations--;
            case "Record" -> {
                if (sleep != null) {
                    sleep(sleep);
                    sleep = null;
                }
            }
            default -> {}
        }
    }

    private void record(XMLStreamReader events) {
        if (correlations > 0) {
            return;
        }
        String type = events.getAttributeValue(null, "type");
        if (SLEEP.equals(type)) {
            sleep = new SleepRecord(events);
            return;
        }
        SeriesType series = type == null ? null : TYPES.get(type);
        if (series == null) {
            return;
        }
        try {
            sample(series, events);
        } catch (Rejection rejection) {
            sink.rejected(place(events), rejection);
        }
    }

    private void sample(SeriesType type, XMLStreamReader events) {
        String at = required(events.getAttributeValue(null, "startDate"), "startDate");
        String unit = required(events.getAttributeValue(null, "unit"), "unit");
        String value = required(events.getAttributeValue(null, "value"), "value");
        long second = Measurements.time("startDate", at, AppleTime.epochSecond("startDate", at), reading);
        sink.sample(
                PROVIDER, type, second, Measurements.hundredths(type, "value", value, UNITS.getOrDefault(unit, unit)));
    }

    private void sleep(SleepRecord record) {
        try {
            sink.stage(record.place, stage(record));
        } catch (Rejection rejection) {
            sink.rejected(record.place, rejection);
        }
    }

    private SourceStage stage(SleepRecord record) {
        String from = required(record.start, "startDate");
        String to = required(record.end, "endDate");
        Stage stage = stage(required(record.value, "value"));
        long start = Measurements.time("startDate", from, AppleTime.epochSecond("startDate", from), reading);
        long end = Measurements.time("endDate", to, AppleTime.epochSecond("endDate", to), reading);
        if (end <= start) {
            throw new Rejection("endDate", to, "end-before-start", "It does not lie after the start, " + from + ".");
        }
        if (end - start > StageSessions.LONGEST) {
            throw new Rejection("endDate", to, "too-long", "It lies more than 48 hours after the start, " + from + ".");
        }
        ZoneId zone = zone(record.zone);
        int startOffset = zone == null ? AppleTime.offset("startDate", from) : offset(zone, start);
        int endOffset = zone == null ? AppleTime.offset("endDate", to) : offset(zone, end);
        String source = record.source == null ? "" : Texts.shortened(record.source, 100);
        AppleDevice device = AppleDevice.of(record.device);
        return new SourceStage(source, device.model(), device.type(), stage, start, startOffset, end, endOffset);
    }

    private static Stage stage(String value) {
        String name = value.startsWith(SLEEP_VALUE) ? value.substring(SLEEP_VALUE.length()) : value;
        return switch (name) {
            case "InBed" -> Stage.IN_BED;
            case "Awake" -> Stage.AWAKE;
            case "Asleep", "AsleepUnspecified" -> Stage.ASLEEP;
            case "AsleepCore" -> Stage.LIGHT;
            case "AsleepDeep" -> Stage.DEEP;
            case "AsleepREM" -> Stage.REM;
            default ->
                throw new Rejection(
                        "value",
                        value,
                        "unknown-stage",
                        "A value is " + SLEEP_VALUE
                                + " followed by InBed, Awake, Asleep, AsleepUnspecified, AsleepCore, AsleepDeep or"
                                + " AsleepREM.");
        };
    }

    /** The zone that {@code name} names; a name that is none leaves the printed offset as the best there is. */
    private static @Nullable ZoneId zone(@Nullable String name) {
        try {
            return name == null ? null : ZoneId.of(name);
        } catch (DateTimeException unknown) {
            return null;
        }
    }

    private static int offset(ZoneId zone, long epochSecond) {
        return zone.getRules().getOffset(Instant.ofEpochSecond(epochSecond)).getTotalSeconds();
    }

    private static String required(@Nullable String value, String field) {
        if (value == null || value.isEmpty()) {
            throw new Rejection(field, value, "missing", "The record has no " + field + ".");
        }
        return value;
    }

    private static Place place(XMLStreamReader events) {
        int line = events.getLocation().getLineNumber();
        return new Place(line, line);
    }

    /** What a sleep record says, kept until its metadata is read. */
    private static final class SleepRecord {

        private final Place place;
        private final @Nullable String source;
        private final @Nullable String device;
        private final @Nullable String start;
        private final @Nullable String end;
        private final @Nullable String value;
        private @Nullable String zone;

        SleepRecord(XMLStreamReader events) {
            place = place(events);
            source = events.getAttributeValue(null, "sourceName");
            device = events.getAttributeValue(null, "device");
            start = events.getAttributeValue(null, "startDate");
            end = events.getAttributeValue(null, "endDate");
            value = events.getAttributeValue(null, "value");
        }
    }
}
