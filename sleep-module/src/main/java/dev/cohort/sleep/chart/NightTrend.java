package dev.cohort.sleep.chart;

import dev.cohort.kernel.web.Texts;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A figure of many nights. Every calendar night has its place on the axis; one without data has a mark instead of a
 * value: it is not 0, and no line crosses it.
 */
public final class NightTrend {

    private static final int WIDTH = 560;
    private static final int LEFT = 44;
    private static final int RIGHT = 12;
    private static final int TOP = 10;
    private static final int HEIGHT = 130;
    private static final int LABELS = 6;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);

    private NightTrend() {}

    /** How values are drawn: columns from zero, or a line that breaks at missing nights. */
    public enum Form {
        COLUMNS,
        LINE
    }

    /**
     * What is drawn: its name, the unit of its values, how, and the class of its shapes. {@code divisor} and
     * {@code tickUnit} are for the axis alone: 60 and {@code h} show minutes as hours.
     */
    public record Figure(String name, String unit, Form form, String kind, double divisor, String tickUnit) {}

    /** From {@code from} to {@code to}, both with it; {@code values} by night, without the missing ones. */
    public static String svg(
            String id,
            Figure figure,
            LocalDate from,
            LocalDate to,
            Map<LocalDate, Double> values,
            OptionalDouble mean) {
        int bottom = TOP + HEIGHT;
        var nights = from.datesUntil(to.plusDays(1)).toList();
        double slot = (double) (WIDTH - LEFT - RIGHT) / nights.size();
        List<Double> known =
                nights.stream().filter(values::containsKey).map(values::get).toList();
        String title = Texts.of("sleep.chart.by-night", figure.name());
        var svg = new Svg(id, "trend", WIDTH, bottom + 24, title, describe(figure, nights, known, mean));
        ValueAxis axis = axis(figure, known, bottom);
        if (known.isEmpty()) {
            svg.label(
                    "tick", WIDTH / 2.0, TOP + HEIGHT / 2.0, "middle", Texts.of("sleep.chart.no-data-in-these-nights"));
        } else {
            axis.ticks(svg, LEFT, WIDTH - RIGHT, figure.divisor(), figure.tickUnit());
        }
        if (mean.isPresent()) {
            svg.line("mean", LEFT, axis.y(mean.getAsDouble()), WIDTH - RIGHT, axis.y(mean.getAsDouble()));
        }
        if (figure.form() == Form.LINE) {
            svg.path(figure.kind() + " line", line(nights, values, axis, slot));
        }
        int every = Math.max(1, (int) Math.ceil((double) nights.size() / LABELS));
        for (int i = 0; i < nights.size(); i++) {
            LocalDate night = nights.get(i);
            double middle = LEFT + (i + 0.5) * slot;
            Double value = values.get(night);
            if (value == null) {
                svg.hatched(
                        id,
                        middle - slot * 0.32,
                        bottom - 12,
                        slot * 0.64,
                        12,
                        2,
                        Texts.of("sleep.chart.no-data", DAY.format(night)));
            } else if (figure.form() == Form.COLUMNS) {
                double y = Math.min(axis.y(value), bottom - 1);
                double radius = Math.min(3, slot / 4);
                svg.rect(
                        figure.kind(),
                        middle - slot * 0.32,
                        y,
                        slot * 0.64,
                        bottom - y,
                        radius,
                        hint(figure, night, value));
            } else {
                svg.dot(figure.kind(), middle, axis.y(value), slot > 8 ? 3 : 2, hint(figure, night, value));
            }
            if ((nights.size() - 1 - i) % every == 0) {
                svg.label("tick", middle, bottom + 16, "middle", DAY.format(night));
            }
        }
        return svg.end();
    }

    private static ValueAxis axis(Figure figure, List<Double> known, int bottom) {
        double max = known.stream().mapToDouble(Double::doubleValue).max().orElse(1);
        double min = known.stream().mapToDouble(Double::doubleValue).min().orElse(0);
        boolean fromZero = figure.form() == Form.COLUMNS;
        double scale = figure.divisor();
        ValueAxis round = ValueAxis.of(fromZero ? 0 : min / scale, max / scale, TOP, bottom);
        return new ValueAxis(round.low() * scale, round.high() * scale, round.step() * scale, TOP, bottom);
    }

    private static String line(List<LocalDate> nights, Map<LocalDate, Double> values, ValueAxis axis, double slot) {
        var path = new StringBuilder();
        boolean drawing = false;
        for (int i = 0; i < nights.size(); i++) {
            Double value = values.get(nights.get(i));
            if (value != null) {
                path.append(drawing ? 'L' : 'M')
                        .append(Svg.number(LEFT + (i + 0.5) * slot))
                        .append(' ')
                        .append(Svg.number(axis.y(value)));
            }
            drawing = value != null;
        }
        return path.toString();
    }

    private static String hint(Figure figure, LocalDate night, double value) {
        return DAY.format(night) + ": " + shown(figure, value);
    }

    private static String shown(Figure figure, double value) {
        if (figure.unit().equals("min")) {
            long minutes = Math.round(value);
            return Texts.of("sleep.chart.hours-and-minutes", minutes / 60, minutes % 60);
        }
        return Svg.number(value) + " " + figure.unit();
    }

    private static String describe(Figure figure, List<LocalDate> nights, List<Double> known, OptionalDouble mean) {
        LocalDate first = nights.getFirst();
        LocalDate last = nights.getLast();
        long all = ChronoUnit.DAYS.between(first, last) + 1;
        String from = DAY.format(first);
        String to = DAY.format(last);
        return mean.isPresent()
                ? Texts.of(
                        "sleep.chart.nights-with-mean", from, to, known.size(), all, shown(figure, mean.getAsDouble()))
                : Texts.of("sleep.chart.nights", from, to, known.size(), all);
    }
}
