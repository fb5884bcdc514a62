package dev.cohort.sleep.series;

import dev.cohort.kernel.time.TimeWindow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A series over a night's intervals as exact sums, in hundredths and seconds: what its figures are made of, and what
 * one more sample changes without a look at the others. Public for {@code sleep.summary}.
 *
 * @param held the seconds for which the samples hold
 * @param weight each value times the seconds for which it holds
 * @param low 0, as all others, without a sample
 */
public record NightSums(int samples, long total, long held, long weight, int low, int high) {

    public static final NightSums NONE = new NightSums(0, 0, 0, 0, 0, 0);

    /** The figures of a night of {@code provider} that is so many seconds long. */
    public NightStatistic statistic(String provider, long seconds) {
        return samples == 0 ? NightStatistic.NONE : NightStatistic.of(provider, this, seconds);
    }

    /**
     * The sums after a sample; these if it lies outside the intervals, and null if they must be added up anew: for the
     * first sample, and where the lowest or the highest value goes.
     *
     * @param disjoint the night's intervals; no two overlap or touch
     */
    public @Nullable NightSums with(LateSample sample, List<TimeWindow> disjoint) {
        for (TimeWindow interval : disjoint) {
            long start = interval.start().getEpochSecond();
            long end = interval.end().getEpochSecond();
            if (start <= sample.second() && sample.second() < end) {
                return within(sample, start, end);
            }
        }
        return this;
    }

    private @Nullable NightSums within(LateSample sample, long start, long end) {
        Integer before = sample.before();
        boolean extremeGoes = before != null
                && ((before == low && sample.value() > low) || (before == high && sample.value() < high));
        if (samples == 0 || extremeGoes) {
            return null;
        }
        Long next = sample.next();
        long until = next != null && next < end ? next : end;
        long hold = hold(sample.second(), until);
        LateSample.Neighbour previous = sample.previous();
        long cut = before != null || previous == null || previous.second() < start
                ? 0
                : hold(previous.second(), until) - hold(previous.second(), sample.second());
        return new NightSums(
                before == null ? samples + 1 : samples,
                total + sample.value() - (before == null ? 0 : before),
                before == null ? held + hold - cut : held,
                weight
                        + hold * (sample.value() - (before == null ? 0 : before))
                        - (previous == null ? 0 : cut * previous.value()),
                Math.min(low, sample.value()),
                Math.max(high, sample.value()));
    }

    private static long hold(long from, long until) {
        return Math.min(ChunkSamples.HOLD, until - from);
    }
}
