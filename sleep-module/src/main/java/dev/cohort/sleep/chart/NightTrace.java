package dev.cohort.sleep.chart;

import dev.cohort.kernel.web.Texts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A measured series through a night. Where no sample holds, the line breaks and the gap is hatched; nothing is drawn
 * across it.
 */
public final class NightTrace {

    /** How long a sample holds, as in the time-weighted mean: a longer silence is a gap. */
    public static final Duration HOLD = Duration.ofMinutes(5);

    private static final int TOP = 10;
    private static final int HEIGHT = 150;

    private NightTrace() {}

    /** A sample, or the mean of the samples in a short bucket. */
    public record Point(Instant at, double value) {}

    /** A stretch of the night without samples, {@code end} exclusive. */
    public record Gap(Instant start, Instant end) {}

    /** What is drawn: its name ({@code Heart rate}), unit, and the class of its line. */
    public record Series(String name, String unit, String kind) {}

    /** {@code points} in time order, all within the night. */
    public static String svg(String id, NightAxis axis, Series series, List<Point> points, OptionalDouble mean) {
        int bottom = TOP + HEIGHT;
        List<Gap> gaps = gaps(axis, points);
        String title = Texts.of("sleep.chart.through-the-night", series.name());
        var svg = new Svg(id, "trace", NightAxis.WIDTH, bottom + 24, title, describe(series, points, gaps, mean));
        double right = NightAxis.WIDTH - NightAxis.RIGHT;
        double min = points.stream().mapToDouble(Point::value).min().orElse(40);
        double max = points.stream().mapToDouble(Point::value).max().orElse(80);
        ValueAxis values = ValueAxis.of(min, max, TOP, bottom);
        values.ticks(svg, NightAxis.LEFT, right, 1, "");
        axis.hours(svg, TOP, bottom);
        for (Gap gap : gaps) {
            double x = axis.x(gap.start());
            String hint = Texts.of("sleep.chart.no-samples-between", axis.clock(gap.start()), axis.clock(gap.end()));
            svg.hatched(id, x, TOP, Math.max(1, axis.x(gap.end()) - x), HEIGHT, 0, hint);
        }
        if (mean.isPresent()) {
            double y = values.y(Math.clamp(mean.getAsDouble(), values.low(), values.high()));
            svg.line("mean", NightAxis.LEFT, y, right, y);
        }
        draw(svg, axis, values, series, points);
        return svg.end();
    }

    /** The stretches in which no sample holds: longer than {@link #HOLD} between two samples, or to either end. */
    public static List<Gap> gaps(NightAxis axis, List<Point> points) {
        List<Gap> gaps = new ArrayList<>();
        Instant heldUntil = axis.start();
        for (Point point : points) {
            if (point.at().isAfter(heldUntil)) {
                gaps.add(new Gap(heldUntil, point.at()));
            }
            heldUntil = point.at().plus(HOLD);
        }
        if (heldUntil.isBefore(axis.end())) {
            gaps.add(new Gap(heldUntil, axis.end()));
        }
        return gaps;
    }

    private static void draw(Svg svg, NightAxis axis, ValueAxis values, Series series, List<Point> points) {
        var path = new StringBuilder();
        for (int i = 0; i < points.size(); i++) {
            Point point = points.get(i);
            boolean continues =
                    i > 0 && !point.at().isAfter(points.get(i - 1).at().plus(HOLD));
            boolean goesOn = i + 1 < points.size()
                    && !points.get(i + 1).at().isAfter(point.at().plus(HOLD));
            double x = axis.x(point.at());
            double y = values.y(point.value());
            if (!continues && !goesOn) {
                svg.dot(series.kind(), x, y, 2, "");
            } else {
                path.append(continues ? 'L' : 'M')
                        .append(Svg.number(x))
                        .append(' ')
                        .append(Svg.number(y));
            }
        }
        if (!path.isEmpty()) {
            svg.path(series.kind() + " line", path.toString());
        }
    }

    private static String describe(Series series, List<Point> points, List<Gap> gaps, OptionalDouble mean) {
        if (points.isEmpty()) {
            return Texts.of("sleep.chart.no-samples");
        }
        double min = points.stream().mapToDouble(Point::value).min().orElseThrow();
        double max = points.stream().mapToDouble(Point::value).max().orElseThrow();
        String text = Texts.of("sleep.chart.between", series.name(), Svg.number(min), Svg.number(max), series.unit());
        if (mean.isPresent()) {
            text += ", " + Texts.of("sleep.chart.mean", Svg.number(mean.getAsDouble()));
        }
        long seconds = gaps.stream()
                .mapToLong(gap -> gap.end().getEpochSecond() - gap.start().getEpochSecond())
                .sum();
        String key = gaps.isEmpty()
                ? "sleep.chart.without-a-gap"
                : gaps.size() == 1 ? "sleep.chart.one-gap" : "sleep.chart.gaps";
        return text + "; " + Texts.of(key, gaps.size(), (seconds + 30) / 60);
    }
}
