package dev.cohort.sleep.night;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one session says, after the precedence of its parts and the cuts of what cannot be. Seconds; null is unknown.
 *
 * @param asleep net sleep, at most {@code inBed}, at most the window
 * @param inBed at most the window
 * @param efficiencyPercent as reported, at most 100
 * @param sleep seconds of the intervals of sleep, each once
 * @param awake seconds of the intervals awake
 * @param inBedFrom first second in bed of which the intervals tell; null without intervals
 */
record SessionFigures(
        @Nullable Long asleep,
        @Nullable Long inBed,
        @Nullable BigDecimal efficiencyPercent,
        @Nullable Long deep,
        @Nullable Long light,
        @Nullable Long rem,
        @Nullable Long awakeStage,
        Spans sleep,
        Spans awake,
        @Nullable Long inBedFrom,
        boolean durationOnly,
        boolean clamped) {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    static SessionFigures of(Session session) {
        var stages = new Stages(session);
        Long inBed = stages.inBed();
        boolean inBedIsGiven = !stages.inBedIntervals.isEmpty() || session.inBedSeconds() != null;
        Long asleep = stages.asleep();
        boolean durationOnly = asleep == null && !inBedIsGiven;
        if (durationOnly) {
            asleep = session.window();
            inBed = null;
        }
        boolean clamped = false;
        if (inBed != null && inBed > session.window()) {
            inBed = session.window();
            clamped = true;
        }
        long most = inBed == null ? session.window() : inBed;
        if (asleep != null && asleep > most) {
            asleep = most;
            clamped = true;
        }
        BigDecimal efficiency = session.efficiencyPercent();
        if (efficiency != null && efficiency.compareTo(HUNDRED) > 0) {
            efficiency = HUNDRED;
            clamped = true;
        }
        return new SessionFigures(
                asleep,
                inBed,
                efficiency,
                stages.deep(),
                stages.light(),
                stages.rem(),
                stages.awake(),
                stages.sleep,
                stages.awakeIntervals,
                stages.inBedFrom(),
                durationOnly,
                clamped);
    }

    /** The stages of one session, from intervals where there are any, else from the reported sums. */
    private static final class Stages {

        final Session session;
        final Spans deepIntervals;
        final Spans remIntervals;
        final Spans lightIntervals;
        final Spans sleep;
        final Spans awakeIntervals;
        final Spans inBedIntervals;
        final Spans told;
        final boolean isFine;

        Stages(Session session) {
            List<StageInterval> all = session.stages();
            this.session = session;
            deepIntervals = of(all, Stage.DEEP);
            remIntervals = of(all, Stage.REM).minus(deepIntervals);
            lightIntervals = of(all, Stage.LIGHT).minus(deepIntervals).minus(remIntervals);
            Spans fine = Spans.of(all, interval -> interval.stage().isFine());
            sleep = fine.plus(Spans.of(all, interval -> interval.stage() == Stage.ASLEEP && !isWrapper(interval, all)));
            awakeIntervals = of(all, Stage.AWAKE);
            inBedIntervals = of(all, Stage.IN_BED);
            isFine = !fine.isEmpty();
            told = sleep.isEmpty() && awakeIntervals.isEmpty()
                    ? Spans.NONE
                    : Spans.of(all, interval -> interval.stage() != Stage.IN_BED);
        }

        private static Spans of(List<StageInterval> all, Stage stage) {
            return Spans.of(all, interval -> interval.stage() == stage);
        }

        /** Some sources send the whole sleep as one interval besides the stages in it. */
        private static boolean isWrapper(StageInterval asleep, List<StageInterval> all) {
            return all.stream()
                    .anyMatch(other -> other.stage().isFine()
                            && other.end() > other.start()
                            && other.start() >= asleep.start()
                            && other.end() <= asleep.end());
        }

        @Nullable
        Long asleep() {
            if (!sleep.isEmpty()) {
                return sleep.length();
            }
            if (session.asleepSeconds() != null) {
                return session.asleepSeconds().longValue();
            }
            Integer sum = session.stageSeconds() == null
                    ? null
                    : session.stageSeconds().asleep();
            if (sum != null) {
                return sum.longValue();
            }
            return awakeIntervals.isEmpty() ? null : 0L;
        }

        @Nullable
        Long inBed() {
            if (!inBedIntervals.isEmpty()) {
                return inBedIntervals.length();
            }
            if (session.inBedSeconds() != null) {
                return session.inBedSeconds().longValue();
            }
            return told.isEmpty() ? null : told.last() - told.first();
        }

        @Nullable
        Long inBedFrom() {
            if (!inBedIntervals.isEmpty()) {
                return inBedIntervals.first();
            }
            if (told.isEmpty()) {
                return null;
            }
            return session.inBedSeconds() == null ? told.first() : session.start();
        }

        @Nullable
        Long deep() {
            return isFine ? (Long) deepIntervals.length() : reported(Stage.DEEP);
        }

        @Nullable
        Long light() {
            return isFine ? (Long) lightIntervals.length() : reported(Stage.LIGHT);
        }

        @Nullable
        Long rem() {
            return isFine ? (Long) remIntervals.length() : reported(Stage.REM);
        }

        @Nullable
        Long awake() {
            if (!awakeIntervals.isEmpty()) {
                return awakeIntervals.length();
            }
            Long reported = reported(Stage.AWAKE);
            return reported == null && isFine ? Long.valueOf(0) : reported;
        }

        private @Nullable Long reported(Stage stage) {
            StageSeconds sums = session.stageSeconds();
            if (sums == null) {
                return null;
            }
            Integer seconds = switch (stage) {
                case DEEP -> sums.deep();
                case LIGHT -> sums.light();
                case REM -> sums.rem();
                default -> sums.awake();
            };
            return seconds == null ? null : seconds.longValue();
        }
    }
}
