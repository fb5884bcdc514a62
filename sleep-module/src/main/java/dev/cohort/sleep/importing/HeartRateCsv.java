package dev.cohort.sleep.importing;

import dev.cohort.sleep.series.SeriesType;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code recorded_at,heart_rate_bpm,steps}: one row a minute, in wall-clock time, of a Fitbit. An empty cell was not
 * measured, which is not 0.
 */
final class HeartRateCsv implements FileFormat {

    static final String PROVIDER = "fitbit";

    private static final CsvRows ROWS = new CsvRows(List.of("recorded_at", "heart_rate_bpm", "steps"));

    @Override
    public void read(InputStream file, Reading reading, RecordSink sink) throws IOException {
        var clock = new LocalClock(Objects.requireNonNull(reading.zone(), "zone"));
        ROWS.read(file, sink, (place, cells) -> {
            String at = cells.get(0);
            LocalDateTime time = time("recorded_at", at);
            long second = Measurements.time("recorded_at", at, clock.nextRow("recorded_at", at, time), reading);
            // Both are checked before either is handed on: a row is taken or refused whole.
            Integer heartRate = value(SeriesType.HEART_RATE, "heart_rate_bpm", cells.get(1));
            Integer steps = value(SeriesType.STEPS, "steps", cells.get(2));
            if (heartRate != null) {
                sink.sample(PROVIDER, SeriesType.HEART_RATE, second, heartRate);
            }
            if (steps != null) {
                sink.sample(PROVIDER, SeriesType.STEPS, second, steps);
            }
        });
    }

    static LocalDateTime time(String field, String text) {
        try {
            return LocalDateTime.parse(text.strip());
        } catch (DateTimeParseException unreadable) {
            throw new Rejection(
                    field, text, "unreadable-time", "It is not a wall-clock time like 2016-04-01T23:05:00.");
        }
    }

    private static @Nullable Integer value(SeriesType type, String field, String cell) {
        return cell.isBlank() ? null : Measurements.hundredths(type, field, cell, type.unit());
    }
}
