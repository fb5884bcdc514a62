package dev.cohort.sleep.importing;

import dev.cohort.sleep.importing.FileFormat.Reading;
import dev.cohort.sleep.night.StageInterval;
import dev.cohort.sleep.night.StageSeconds;
import dev.cohort.sleep.series.SeriesType;
import dev.cohort.sleep.session.Moment;
import dev.cohort.sleep.session.SessionIn.StageIn;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What several providers' records have in common. */
final class Parts {

    /** 48 hours in intervals of 30 seconds are 5,760. */
    static final int MOST_STAGES = 10_000;

    private static final int DECIMALS = 2;
    private static final BigDecimal ABSURD = BigDecimal.valueOf(1_000_000);

    private Parts() {}

    /**
     * The offset at {@code end} of a session whose source gives one offset alone, that of its start: if the user's
     * zone agrees with it, that zone knows whether the clocks changed in between.
     */
    static @Nullable ZoneOffset offsetAtEnd(
            Instant start, @Nullable ZoneOffset offset, Instant end, @Nullable ZoneId zone) {
        if (offset == null || zone == null || !zone.getRules().getOffset(start).equals(offset)) {
            return offset;
        }
        return zone.getRules().getOffset(end);
    }

    /** {@code stages}, cut to [start, end), with moments like {@code start}: devices round their last interval up. */
    static List<StageIn> within(Moment start, Moment end, List<StageInterval> stages) {
        long first = instant(start).getEpochSecond();
        long last = instant(end).getEpochSecond();
        List<StageIn> cut = new ArrayList<>();
        for (StageInterval stage : stages) {
            long from = Math.max(first, stage.start());
            long to = Math.min(last, stage.end());
            if (from < to) {
                cut.add(new StageIn(stage.stage(), like(start, from), like(start, to)));
            }
        }
        return cut;
    }

    private static Moment like(Moment moment, long second) {
        Instant instant = Instant.ofEpochSecond(second);
        return moment instanceof Moment.Offset known
                ? new Moment.Offset(instant, known.offset())
                : new Moment.Universal(instant);
    }

    private static Instant instant(Moment moment) {
        return switch (moment) {
            case Moment.Offset known -> known.instant();
            case Moment.Universal universal -> universal.instant();
            case Moment.Wall wall -> wall.time().toInstant(ZoneOffset.UTC);
        };
    }

    /** The seconds of the stages; null if none is reported. */
    static @Nullable StageSeconds stageSeconds(
            @Nullable Integer deep, @Nullable Integer light, @Nullable Integer rem, @Nullable Integer awake) {
        return deep == null && light == null && rem == null && awake == null
                ? null
                : new StageSeconds(deep, light, rem, awake);
    }

    /** A share in percent with the decimals that a night shows; what is no share is left as it is, to be refused. */
    static @Nullable BigDecimal percent(@Nullable BigDecimal reported) {
        return reported == null || reported.abs().compareTo(ABSURD) > 0
                ? reported
                : reported.setScale(DECIMALS, RoundingMode.HALF_UP);
    }

    /**
     * @throws Rejection if there are more than a session of 48 hours can have
     */
    static void checkCount(String field, int stages) {
        if (stages > MOST_STAGES) {
            throw new Rejection(
                    field, stages + " stages", "too-many", "A session has at most " + MOST_STAGES + " stages.");
        }
    }

    /** Hands on a sample of a record, or its rejection: the rest of the record stands without it. */
    static void sample(
            Place place,
            String provider,
            SeriesType type,
            String field,
            long second,
            BigDecimal value,
            Reading reading,
            RecordSink sink) {
        try {
            long at = Measurements.time(field, Long.toString(second), second, reading);
            sink.sample(provider, type, at, Measurements.hundredths(type, field, value, type.unit()));
        } catch (Rejection rejection) {
            sink.rejected(place, rejection);
        }
    }
}
