package dev.cohort.sleep.series;

import dev.cohort.kernel.time.TimeWindow;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What the stored series must amount to, by the plainest means: maps of raw samples and loops over them. */
final class NaiveSeries {

    final Map<String, NavigableMap<Long, Integer>> byProvider = new TreeMap<>();

    SampleOutcome write(String provider, List<Sample> samples) {
        NavigableMap<Long, Integer> series = byProvider.computeIfAbsent(provider, p -> new TreeMap<>());
        int accepted = 0;
        int replaced = 0;
        int unchanged = 0;
        for (Sample sample : samples) {
            Integer before = series.put(sample.epochSecond(), sample.hundredths());
            if (before == null) {
                accepted++;
            } else if (before == sample.hundredths()) {
                unchanged++;
            } else {
                replaced++;
            }
        }
        return new SampleOutcome(accepted, replaced, unchanged);
    }

    WindowAverage average(TimeWindow window, List<String> rank, String only) {
        List<String> providers = new ArrayList<>(byProvider.keySet());
        providers.sort(Comparator.comparingInt((String p) -> rank.contains(p) ? rank.indexOf(p) : rank.size())
                .thenComparing(Comparator.naturalOrder()));
        for (String provider : providers) {
            if (only == null || only.equals(provider)) {
                NightStatistic found = statistic(provider, List.of(window));
                if (found.samples() > 0) {
                    return new WindowAverage(
                            found.mean(), found.timeWeightedMean(), found.samples(), found.coverage(), provider);
                }
            }
        }
        return WindowAverage.NONE;
    }

    /** Of intervals that do not overlap. */
    NightStatistic statistic(String provider, List<TimeWindow> intervals) {
        BigDecimal total = BigDecimal.ZERO;
        BigDecimal weight = BigDecimal.ZERO;
        long held = 0;
        long seconds = 0;
        int samples = 0;
        int low = Integer.MAX_VALUE;
        int high = 0;
        for (TimeWindow interval : intervals) {
            long end = interval.end().getEpochSecond();
            seconds += Duration.between(interval.start(), interval.end()).toSeconds();
            NavigableMap<Long, Integer> inside = byProvider
                    .getOrDefault(provider, new TreeMap<>())
                    .subMap(interval.start().getEpochSecond(), true, end, false);
            for (Map.Entry<Long, Integer> sample : inside.entrySet()) {
                Long next = inside.higherKey(sample.getKey());
                long hold = Math.min(300, (next == null ? end : next) - sample.getKey());
                samples++;
                held += hold;
                total = total.add(BigDecimal.valueOf(sample.getValue(), 2));
                weight = weight.add(BigDecimal.valueOf(sample.getValue(), 2).multiply(BigDecimal.valueOf(hold)));
                low = Math.min(low, sample.getValue());
                high = Math.max(high, sample.getValue());
            }
        }
        if (samples == 0) {
            return NightStatistic.NONE;
        }
        return new NightStatistic(
                total.divide(BigDecimal.valueOf(samples), 2, RoundingMode.HALF_UP),
                weight.divide(BigDecimal.valueOf(held), 2, RoundingMode.HALF_UP),
                BigDecimal.valueOf(low, 2),
                BigDecimal.valueOf(high, 2),
                samples,
                BigDecimal.valueOf(held).divide(BigDecimal.valueOf(seconds), 2, RoundingMode.HALF_UP),
                provider);
    }
}
