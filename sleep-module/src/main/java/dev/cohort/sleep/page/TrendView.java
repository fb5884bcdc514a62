package dev.cohort.sleep.page;

import dev.cohort.kernel.web.Texts;
import dev.cohort.sleep.chart.NightTrend;
import dev.cohort.sleep.chart.NightTrend.Figure;
import dev.cohort.sleep.chart.NightTrend.Form;
import dev.cohort.sleep.summary.NightDocument;
import dev.cohort.sleep.summary.SleepTrends;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** A figure over many nights: its chart, its baseline, and of how many nights that is. */
record TrendView(
        String code,
        String name,
        String mean,
        String spread,
        String nights,
        @Nullable String change,
        String svg) {

    private record Metric(
            String code, String unit, Form form, String kind, double divisor, String tickUnit, boolean always) {

        static Metric line(String code, String unit, String kind, boolean always) {
            return new Metric(code, unit, Form.LINE, kind, 1, "", always);
        }

        Figure figure() {
            return new Figure(Texts.of("sleep.trend." + code), unit, form, kind, divisor, tickUnit);
        }
    }

    private static List<Metric> metrics() {
        return List.of(
                new Metric("asleepMinutes", "min", Form.COLUMNS, "asleep", 60, Texts.of("sleep.trend.hours"), true),
                Metric.line("efficiencyPercent", "%", "efficiency", true),
                Metric.line("heartRate", Words.unit("heart_rate"), "pulse", true),
                Metric.line("hrvRmssd", Words.unit("hrv_rmssd"), "hrv", false),
                Metric.line("hrvSdnn", Words.unit("hrv_sdnn"), "hrv", false),
                Metric.line("respiratoryRate", Words.unit("respiratory_rate"), "breath", false),
                Metric.line("spo2", Words.unit("spo2"), "oxygen", false));
    }

    /** One for each figure that some night of the span knows, and always for the first three. */
    static List<TrendView> of(SleepTrends.Trends trends, List<NightDocument> nights) {
        List<TrendView> views = new ArrayList<>();
        for (Metric metric : metrics()) {
            Map<LocalDate, Double> values = new HashMap<>();
            for (NightDocument night : nights) {
                Double value = NightView.value(night, metric.code());
                if (value != null && !LocalDate.parse(night.date()).isBefore(trends.from())) {
                    values.put(LocalDate.parse(night.date()), value);
                }
            }
            if (!values.isEmpty() || metric.always()) {
                views.add(view(metric, trends, values));
            }
        }
        return views;
    }

    private static TrendView view(Metric metric, SleepTrends.Trends trends, Map<LocalDate, Double> values) {
        SleepTrends.Metric known = trends.metrics().get(metric.code());
        BigDecimal mean = known == null ? null : known.mean();
        BigDecimal sd = known == null ? null : known.sd();
        BigDecimal change = known == null ? null : known.change();
        Figure figure = metric.figure();
        OptionalDouble line = mean == null ? OptionalDouble.empty() : OptionalDouble.of(mean.doubleValue());
        return new TrendView(
                metric.code(),
                figure.name(),
                shown(figure, mean),
                sd == null ? "" : "± " + shown(figure, sd),
                Texts.of("sleep.trend.nights", known == null ? 0 : known.n(), trends.days()),
                change == null
                        ? null
                        : Texts.of(
                                "sleep.trend.change",
                                (change.signum() < 0 ? "−" : "+") + shown(figure, change.abs()),
                                trends.days()),
                NightTrend.svg("trend-" + metric.code(), figure, trends.from(), trends.to(), values, line));
    }

    /** The figure of one night in words. */
    String of(NightDocument night) {
        Figure figure = metrics().stream()
                .filter(one -> one.code().equals(code))
                .findFirst()
                .orElseThrow()
                .figure();
        Double value = NightView.value(night, code);
        return value == null
                ? Words.UNKNOWN
                : shown(figure, BigDecimal.valueOf(value).stripTrailingZeros());
    }

    private static String shown(Figure figure, @Nullable BigDecimal value) {
        if (value == null) {
            return Words.UNKNOWN;
        }
        return figure.unit().equals("min")
                ? Words.minutes((int) Math.round(value.doubleValue()))
                : Words.number(value, figure.unit());
    }
}
