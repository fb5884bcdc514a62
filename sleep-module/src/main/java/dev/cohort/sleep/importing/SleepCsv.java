package dev.cohort.sleep.importing;

import dev.cohort.sleep.night.Source;
import dev.cohort.sleep.session.Moment;
import dev.cohort.sleep.session.SessionIn;
import java.io.IOException;
import java.io.InputStream;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;

/** {@code start,end,kind}: sessions of a Fitbit in wall-clock time; a kind is {@code night} or {@code nap}. */
final class SleepCsv implements FileFormat {

    private static final CsvRows ROWS = new CsvRows(List.of("start", "end", "kind"));

    @Override
    public void read(InputStream file, Reading reading, RecordSink sink) throws IOException {
        var clock = new LocalClock(Objects.requireNonNull(reading.zone(), "zone"));
        ROWS.read(file, sink, (place, cells) -> {
            OffsetDateTime start = clock.first(HeartRateCsv.time("start", cells.get(0)));
            OffsetDateTime end = clock.after(start, HeartRateCsv.time("end", cells.get(1)));
            boolean nap = nap(cells.get(2));
            sink.session(
                    place,
                    new SessionIn(
                            null,
                            new Source(HeartRateCsv.PROVIDER),
                            moment(start),
                            moment(end),
                            nap,
                            null,
                            null,
                            null,
                            null,
                            List.of()));
        });
    }

    private static boolean nap(String kind) {
        return switch (kind.strip()) {
            case "nap" -> true;
            case "night" -> false;
            default -> throw new Rejection("kind", kind, "unknown-kind", "A kind is night or nap.");
        };
    }

    private static Moment moment(OffsetDateTime time) {
        return new Moment.Offset(time.toInstant(), time.getOffset());
    }
}
