package dev.cohort.sleep.summary;

import dev.cohort.kernel.Tsid;
import dev.cohort.sleep.night.Flag;
import dev.cohort.sleep.night.Night;
import dev.cohort.sleep.night.Source;
import dev.cohort.sleep.night.StageMinutes;
import dev.cohort.sleep.series.NightStatistic;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A night as it is stored and answered. Times are texts, so that they keep their offset.
 *
 * @param averages by the type's code, always all of the night's types
 */
public record NightDocument(
        String date,
        @Nullable String nightOf,
        @Nullable String start,
        @Nullable String end,
        @Nullable Integer asleepMinutes,
        @Nullable Integer inBedMinutes,
        @Nullable Integer awakeMinutes,
        @Nullable BigDecimal efficiencyPercent,
        @Nullable Integer latencyMinutes,
        @Nullable Integer awakenings,
        @Nullable StageMinutes stages,
        int napCount,
        @Nullable Integer napMinutes,
        @Nullable Integer totalAsleepMinutes,
        Map<String, Average> averages,
        @Nullable Source source,
        List<Alternative> alternatives,
        List<SessionOfDocument> sessions,
        List<String> flags) {

    /** A series over the main sessions; all but samples and coverage are null without a sample. */
    public record Average(
            @Nullable BigDecimal mean,
            @Nullable BigDecimal timeWeightedMean,
            int samples,
            @Nullable BigDecimal coverage,
            @Nullable BigDecimal min,
            @Nullable BigDecimal max,
            @Nullable String provider) {

        static Average of(NightStatistic statistic) {
            return new Average(
                    plain(statistic.mean()),
                    plain(statistic.timeWeightedMean()),
                    statistic.samples(),
                    plain(statistic.coverage()),
                    plain(statistic.min()),
                    plain(statistic.max()),
                    statistic.samples() == 0 ? null : statistic.provider());
        }

        /** The one value that a source publishes for the day. */
        static Average daily(int hundredths, String provider) {
            return new Average(
                    plain(BigDecimal.valueOf(hundredths, 2)), null, 0, BigDecimal.ZERO, null, null, provider);
        }

        boolean isDaily() {
            return mean != null && samples == 0;
        }

        private static @Nullable BigDecimal plain(@Nullable BigDecimal value) {
            if (value == null) {
                return null;
            }
            BigDecimal stripped = value.stripTrailingZeros();
            return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
        }
    }

    /** What another provider says of the night. */
    public record Alternative(
            Source source,
            @Nullable Integer asleepMinutes,
            @Nullable Integer inBedMinutes) {}

    /** A session of the main sleep or a nap. */
    public record SessionOfDocument(
            String id,
            Source source,
            String start,
            String end,
            @Nullable Integer asleepMinutes,
            @Nullable Integer inBedMinutes,
            boolean nap,
            boolean napInferred) {}

    static NightDocument of(Night night, Map<String, Average> averages) {
        return new NightDocument(
                night.date().toString(),
                night.nightOf() == null ? null : night.nightOf().toString(),
                text(night.start()),
                text(night.end()),
                night.asleepMinutes(),
                night.inBedMinutes(),
                night.awakeMinutes(),
                night.efficiencyPercent(),
                night.latencyMinutes(),
                night.awakenings(),
                night.stages(),
                night.napCount(),
                night.napMinutes(),
                night.totalAsleepMinutes(),
                averages,
                night.source(),
                night.alternatives().stream()
                        .map(one -> new Alternative(one.source(), one.asleepMinutes(), one.inBedMinutes()))
                        .toList(),
                night.sessions().stream().map(NightDocument::session).toList(),
                flags(night.flags().stream().map(Flag::code).toList(), averages));
    }

    private static SessionOfDocument session(Night.SessionOfNight session) {
        return new SessionOfDocument(
                Tsid.text(session.id()),
                session.source(),
                DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(session.start()),
                DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(session.end()),
                session.asleepMinutes(),
                session.inBedMinutes(),
                session.nap(),
                session.napInferred());
    }

    /** The same night with another average. */
    NightDocument with(String type, Average average) {
        Map<String, Average> changed = new LinkedHashMap<>(averages);
        changed.put(type, average);
        return new NightDocument(
                date,
                nightOf,
                start,
                end,
                asleepMinutes,
                inBedMinutes,
                awakeMinutes,
                efficiencyPercent,
                latencyMinutes,
                awakenings,
                stages,
                napCount,
                napMinutes,
                totalAsleepMinutes,
                changed,
                source,
                alternatives,
                sessions,
                flags(flags, changed));
    }

    private static List<String> flags(List<String> others, Map<String, Average> averages) {
        var flags = new TreeSet<>(others);
        flags.remove(Flag.DAILY_VALUE.code());
        if (averages.values().stream().anyMatch(Average::isDaily)) {
            flags.add(Flag.DAILY_VALUE.code());
        }
        return List.copyOf(flags);
    }

    private static @Nullable String text(@Nullable OffsetDateTime time) {
        return time == null ? null : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);
    }
}
