package dev.cohort.sleep.series;

import dev.cohort.kernel.problem.ProblemException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.annotation.JsonDeserialize;

/** The body of a POST of samples. The items are read one by one, so that an unreadable one spoils only itself. */
record SamplesIn(
        @Nullable SourceIn source,
        @Nullable String type,
        @Nullable String unit,

        @JsonDeserialize(using = SampleItems.class) @Nullable
        JsonNode samples) {

    /** Who measured; samples are kept by provider. */
    record SourceIn(
            @Nullable String provider,
            @Nullable String deviceModel,
            @Nullable String deviceType,
            @Nullable String name) {}

    /** An item that was not stored. */
    record Rejected(int index, String code, String message) {}

    /** What can be stored, and what cannot and why. */
    record Read(String provider, SeriesType type, List<Sample> samples, List<Rejected> rejected) {}

    /**
     * @param latest the last second that a sample may have
     * @throws ProblemException 400 if anything but an item is missing, unknown or of the wrong type, 422 if there are
     *     too many items
     */
    Read read(long latest) {
        String provider = RequestValues.provider(source == null ? null : source.provider(), "/source/provider");
        SeriesType of = RequestValues.type(type, "/type");
        if (unit == null || !of.units().contains(unit)) {
            throw RequestValues.malformed(
                    "/unit",
                    "unknown-unit",
                    (unit == null ? "The unit is missing" : "There is no unit \"" + RequestValues.shown(unit) + "\"")
                            + "; for " + of.code() + " known are " + of.units() + ".");
        }
        if (samples == null || !samples.isArray()) {
            throw RequestValues.malformed(
                    "/samples", "wrong-type", "samples must be an array of [\"<instant>\", value].");
        }
        var read = new Read(provider, of, new ArrayList<>(samples.size()), new ArrayList<>());
        int index = 0;
        for (JsonNode item : samples) {
            item(item, index++, unit, latest, read);
        }
        return read;
    }

    private static void item(JsonNode item, int index, String unit, long latest, Read read) {
        if (!item.isArray() || item.size() != 2) {
            reject(read, index, "unreadable", "A sample is a pair [\"<instant>\", value].");
            return;
        }
        long second;
        try {
            second = OffsetDateTime.parse(item.get(0).isString() ? item.get(0).stringValue() : "")
                    .toEpochSecond();
        } catch (DateTimeException unreadable) {
            String shown = RequestValues.shown(item.get(0).toString());
            reject(read, index, "unreadable-instant", shown + " is no instant with offset.");
            return;
        }
        if (!item.get(1).isNumber()) {
            String shown = RequestValues.shown(item.get(1).toString());
            reject(read, index, "not-a-number", shown + " is not a number.");
            return;
        }
        if (second < 0 || second > latest) {
            boolean ahead = second > latest;
            reject(
                    read,
                    index,
                    ahead ? "in-the-future" : "before-1970",
                    item.get(0).stringValue() + (ahead ? " is more than 24 hours ahead." : " is before 1970."));
            return;
        }
        OptionalInt value = read.type().hundredths(item.get(1).decimalValue(), unit);
        if (value.isEmpty()) {
            SeriesType type = read.type();
            String shown = RequestValues.shown(item.get(1).toString());
            reject(
                    read,
                    index,
                    "out-of-bounds",
                    shown + " " + unit + " is outside " + type.min() + " to " + type.max() + " " + type.unit() + ".");
            return;
        }
        read.samples().add(new Sample(second, value.getAsInt()));
    }

    private static void reject(Read read, int index, String code, String message) {
        read.rejected().add(new Rejected(index, code, message));
    }
}
