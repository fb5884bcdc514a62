package dev.cohort.sleep.night;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A wake date and what is known of the sleep that ended on it. Everything about the main sleep is null on a date that
 * has naps alone; elsewhere null is unknown and 0 is measured. Minutes are rounded half-up, once.
 *
 * @param nightOf the date on which the night began, for those who go to bed after midnight too
 * @param start of the longest main sleep, in the offset in which it began; {@code end} likewise
 * @param alternatives what the other providers say of the same night, the next best first
 * @param sessions of the main sleep and of the naps that count, by time
 * @param mainIntervals seconds of the main sessions, over which averages are made
 */
public record Night(
        LocalDate date,
        @Nullable LocalDate nightOf,
        @Nullable OffsetDateTime start,
        @Nullable OffsetDateTime end,
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
        @Nullable Source source,
        List<Alternative> alternatives,
        List<SessionOfNight> sessions,
        List<Spans.Span> mainIntervals,
        Set<Flag> flags) {

    /** What another provider says of the night. */
    public record Alternative(
            Source source,
            @Nullable Integer asleepMinutes,
            @Nullable Integer inBedMinutes) {}

    /** A session, with its own figures and what it was taken for. */
    public record SessionOfNight(
            long id,
            Source source,
            OffsetDateTime start,
            OffsetDateTime end,
            @Nullable Integer asleepMinutes,
            @Nullable Integer inBedMinutes,
            boolean nap,
            boolean napInferred) {}
}
