package dev.cohort.sleep.chart;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * The time axis of one night, from its start to its end, shared by the charts that lie above each other. Clock times
 * are those of the offset in which the night began.
 */
public record NightAxis(Instant start, Instant end, ZoneOffset offset) {

    static final int WIDTH = 960;
    static final int LEFT = 76;
    static final int RIGHT = 12;
    private static final int MANY_HOURS = 14;
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    /** @throws IllegalArgumentException if the night does not last */
    public NightAxis {
        if (!end.isAfter(start)) {
            throw new IllegalArgumentException("a night ends after it starts");
        }
    }

    public static NightAxis of(OffsetDateTime start, OffsetDateTime end) {
        return new NightAxis(start.toInstant(), end.toInstant(), start.getOffset());
    }

    /** The clock as people read it, {@code 23:05}. */
    public String clock(Instant at) {
        return CLOCK.format(at.atOffset(offset));
    }

    double x(Instant at) {
        double share = (double) (at.getEpochSecond() - start.getEpochSecond()) / seconds();
        return LEFT + Math.clamp(share, 0, 1) * (WIDTH - LEFT - RIGHT);
    }

    long seconds() {
        return end.getEpochSecond() - start.getEpochSecond();
    }

    /** Draws a line and the clock for each full hour, every second one of a long span. */
    void hours(Svg svg, double top, double bottom) {
        int step = seconds() > MANY_HOURS * 3600L ? 3 : 1;
        OffsetDateTime hour = start.atOffset(offset).truncatedTo(ChronoUnit.HOURS);
        for (; !hour.toInstant().isAfter(end); hour = hour.plusHours(1)) {
            if (hour.toInstant().isBefore(start) || hour.getHour() % step != 0) {
                continue;
            }
            double x = x(hour.toInstant());
            svg.line("grid", x, top, x, bottom);
            svg.label("tick", x, bottom + 16, "middle", CLOCK.format(hour));
        }
    }
}
