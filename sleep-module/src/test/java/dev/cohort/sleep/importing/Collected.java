package dev.cohort.sleep.importing;

import dev.cohort.sleep.importing.FileFormat.Reading;
import dev.cohort.sleep.night.StageInterval;
import dev.cohort.sleep.series.SeriesType;
import dev.cohort.sleep.session.Moment;
import dev.cohort.sleep.session.SessionIn;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Everything that a small file holds, as text where that reads well in a test. */
final class Collected implements RecordSink {

    static final Instant NOW = Instant.parse("2026-04-01T00:00:00Z");

    final List<SessionIn> sessions = new ArrayList<>();
    final List<SourceStage> stages = new ArrayList<>();
    final List<String> samples = new ArrayList<>();
    final List<String> dailies = new ArrayList<>();
    final List<String> rejections = new ArrayList<>();
    int skipped;

    static Collected of(String format, @Nullable String zone, InputStream file) {
        var collected = new Collected();
        try {
            ImportFormat.of(format)
                    .orElseThrow()
                    .file()
                    .read(file, new Reading(zone == null ? null : ZoneId.of(zone), NOW), collected);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return collected;
    }

    static Collected of(String format, @Nullable String zone, String text) {
        return of(format, zone, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    static Collected ofFixture(String format, @Nullable String zone, String name) {
        return of(format, zone, fixture(name));
    }

    static InputStream fixture(String name) {
        return Objects.requireNonNull(Collected.class.getResourceAsStream(name), name);
    }

    /** Start and end of a session as they are written, with the offset that was found. */
    static String times(SessionIn session) {
        return time(session.start()) + "/" + time(session.end());
    }

    static List<String> stagesOf(SessionIn session) {
        return session.stages().stream()
                .map(stage -> stage.stage().code() + " " + time(stage.start()) + "/" + time(stage.end()))
                .toList();
    }

    static long secondsOf(List<StageInterval> stages) {
        return stages.stream().mapToLong(stage -> stage.end() - stage.start()).sum();
    }

    private static String time(Moment moment) {
        return switch (moment) {
            case Moment.Offset known -> known.instant().atOffset(known.offset()).toString();
            case Moment.Universal universal -> universal.instant() + "?";
            case Moment.Wall wall -> wall.time() + "!";
        };
    }

    @Override
    public void session(Place place, SessionIn session) {
        sessions.add(session);
    }

    @Override
    public void stage(Place place, SourceStage stage) {
        stages.add(stage);
    }

    @Override
    public void sample(String provider, SeriesType type, long epochSecond, int hundredths) {
        samples.add(provider + " " + type.code() + " " + Instant.ofEpochSecond(epochSecond) + " " + hundredths);
    }

    @Override
    public void daily(String provider, SeriesType type, LocalDate day, int hundredths) {
        dailies.add(provider + " " + type.code() + " " + day + " " + hundredths);
    }

    @Override
    public void rejected(Place place, Rejection rejection) {
        rejections.add(place.row() + "/" + place.line() + " " + rejection.field() + "=" + rejection.value() + " "
                + rejection.code());
    }

    @Override
    public void skipped() {
        skipped++;
    }
}
