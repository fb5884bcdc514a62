package dev.cohort.sleep.night;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What several sleeps of one provider come to, exact: nothing is rounded before it is shown. */
final class SleepFigures {

    private static final long AWAKENING = 5 * 60;

    private final List<Sleep> sleeps;
    private final List<Sleep.Part> parts;

    SleepFigures(List<Sleep> sleeps) {
        this.sleeps = sleeps;
        this.parts =
                sleeps.stream().flatMap(sleep -> sleep.countingParts().stream()).toList();
    }

    /** Unknown only if no session knows: time in bed without a word about sleep adds no sleep. */
    @Nullable
    Fraction asleep() {
        return sum(SessionFigures::asleep);
    }

    /** Unknown if one session does not know: less than all of it could be less than the sleep in it. */
    @Nullable
    Fraction inBed() {
        return parts.stream().anyMatch(part -> part.figures().inBed() == null) ? null : sum(SessionFigures::inBed);
    }

    /** Time in bed, windows where it is unknown. */
    Fraction coverage() {
        return parts.stream().map(Sleep.Part::coverage).reduce(Fraction.ZERO, Fraction::plus);
    }

    @Nullable
    StageMinutes stages() {
        var stages = new StageMinutes(
                Fraction.minutesOf(sum(SessionFigures::deep)),
                Fraction.minutesOf(sum(SessionFigures::light)),
                Fraction.minutesOf(sum(SessionFigures::rem)),
                Fraction.minutesOf(sum(SessionFigures::awakeStage)));
        return stages.isUnknown() ? null : stages;
    }

    /** Reported percents and, where none is reported, sleep in time in bed; each weighs as its time in bed. */
    @Nullable
    BigDecimal efficiencyPercent() {
        Fraction weighted = Fraction.ZERO;
        Fraction weights = Fraction.ZERO;
        for (Sleep.Part part : parts) {
            SessionFigures figures = part.figures();
            Fraction weight = part.coverage();
            if (figures.efficiencyPercent() != null) {
                weighted = weighted.plus(weight.times(Fraction.of(figures.efficiencyPercent())));
                weights = weights.plus(weight);
            } else if (figures.asleep() != null && figures.inBed() != null) {
                weighted = weighted.plus(Objects.requireNonNull(part.share(figures.asleep() * 100)));
                weights = weights.plus(weight);
            }
        }
        return weights.isZero() ? null : weighted.dividedBy(weights);
    }

    @Nullable
    Fraction awake() {
        Fraction awake = null;
        for (Sleep sleep : sleeps) {
            Long onset = onset(sleep);
            for (Sleep.Part part : sleep.countingParts()) {
                awake = Fraction.sumOfKnown(awake, part.share(awake(part, onset)));
            }
        }
        return awake;
    }

    private static @Nullable Long awake(Sleep.Part part, @Nullable Long onset) {
        SessionFigures figures = part.figures();
        if (!figures.awake().isEmpty()) {
            return onset == null ? Long.valueOf(0) : figures.awake().from(onset).length();
        }
        StageSeconds reported = part.session().stageSeconds();
        if (reported != null && reported.awake() != null) {
            return reported.awake().longValue();
        }
        return figures.asleep() == null || figures.inBed() == null
                ? null
                : Long.valueOf(figures.inBed() - figures.asleep());
    }

    /** The first second asleep that is told; a session without intervals is taken to begin with sleep. */
    private static @Nullable Long onset(Sleep sleep) {
        return sleep.countingParts().stream()
                .map(SleepFigures::onset)
                .filter(Objects::nonNull)
                .min(Long::compare)
                .orElse(null);
    }

    private static @Nullable Long onset(Sleep.Part part) {
        SessionFigures figures = part.figures();
        if (!figures.sleep().isEmpty()) {
            return figures.sleep().first();
        }
        return figures.asleep() == null || figures.asleep() == 0
                ? null
                : part.session().start();
    }

    /** Seconds from bed to sleep of one sleep; unknown unless intervals tell of both. */
    static @Nullable Fraction latency(Sleep sleep) {
        Long onset = onset(sleep);
        Long firstStage = firsts(
                sleep,
                part -> part.figures().sleep().isEmpty()
                        ? null
                        : (Long) part.figures().sleep().first());
        Long inBed = firsts(sleep, part -> part.figures().inBedFrom());
        if (onset == null || inBed == null || !onset.equals(firstStage)) {
            return null;
        }
        return Fraction.of(Math.max(0, onset - inBed));
    }

    private static @Nullable Long firsts(Sleep sleep, Function<Sleep.Part, @Nullable Long> instant) {
        return sleep.countingParts().stream()
                .map(instant)
                .filter(Objects::nonNull)
                .min(Long::compare)
                .orElse(null);
    }

    /** Times awake of more than five minutes between the first and the last stage of sleep. */
    @Nullable
    Integer awakenings() {
        Integer awakenings = null;
        for (Sleep sleep : sleeps) {
            Spans asleep = told(sleep, SessionFigures::sleep);
            if (!asleep.isEmpty()) {
                long count = told(sleep, SessionFigures::awake).list().stream()
                        .filter(span -> span.start() >= asleep.first()
                                && span.end() <= asleep.last()
                                && span.length() > AWAKENING)
                        .count();
                awakenings = (awakenings == null ? 0 : awakenings) + (int) count;
            }
        }
        return awakenings;
    }

    /** Intervals of all sessions of a sleep; where two overlap, the fuller one tells. */
    private static Spans told(Sleep sleep, Function<SessionFigures, Spans> which) {
        return Spans.of(
                sleep.countingParts().stream().flatMap(part -> within(which.apply(part.figures()), part.outside())));
    }

    private static Stream<Spans.Span> within(Spans spans, Spans bounds) {
        return spans.minus(spans.minus(bounds)).list().stream();
    }

    /** The seconds of all sessions, each once. */
    Spans intervals() {
        return Spans.of(parts.stream().flatMap(part -> part.outside().list().stream()));
    }

    private @Nullable Fraction sum(Function<SessionFigures, @Nullable Long> figure) {
        Fraction sum = null;
        for (Sleep.Part part : parts) {
            sum = Fraction.sumOfKnown(sum, part.share(figure.apply(part.figures())));
        }
        return sum;
    }
}
