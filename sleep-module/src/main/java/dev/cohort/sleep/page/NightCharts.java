package dev.cohort.sleep.page;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.Tsid;
import dev.cohort.kernel.time.TimeWindow;
import dev.cohort.kernel.web.Texts;
import dev.cohort.sleep.chart.Hypnogram;
import dev.cohort.sleep.chart.NightAxis;
import dev.cohort.sleep.chart.NightTrace;
import dev.cohort.sleep.night.Source;
import dev.cohort.sleep.series.SeriesByMinute;
import dev.cohort.sleep.series.SeriesType;
import dev.cohort.sleep.session.SessionStages;
import dev.cohort.sleep.summary.NightDocument;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The charts of one night, one above the other on the same axis, each with its table twin. */
@Component
class NightCharts {

    private static final List<SeriesType> TRACED =
            List.of(SeriesType.HEART_RATE, SeriesType.HRV_RMSSD, SeriesType.HRV_SDNN);

    private final SessionStages sessions;
    private final SeriesByMinute series;

    NightCharts(SessionStages sessions, SeriesByMinute series) {
        this.sessions = sessions;
        this.series = series;
    }

    /** A chart, and the same as rows of a table. */
    record Chart(String name, String note, String svg, List<String> headings, List<List<String>> rows) {}

    /**
     * The hypnogram, and a trace of each series that has samples in the night; none on a date of naps alone. At most
     * two statements: the stages, and all traces.
     */
    List<Chart> of(TenantId tenant, PersonId person, NightDocument night, ZoneId zone) {
        String start = night.start();
        String end = night.end();
        if (start == null || end == null || !OffsetDateTime.parse(end).isAfter(OffsetDateTime.parse(start))) {
            return List.of();
        }
        NightAxis axis = NightAxis.of(OffsetDateTime.parse(start), OffsetDateTime.parse(end));
        List<Chart> charts = new ArrayList<>();
        charts.add(hypnogram(axis, stages(tenant, person, night, zone)));
        List<SeriesType> traced = TRACED.stream()
                .filter(type -> {
                    NightDocument.Average average = night.averages().get(type.code());
                    return average != null && average.samples() > 0;
                })
                .toList();
        Source source = night.source();
        if (source != null) {
            series.of(tenant, person, traced, source.provider(), new TimeWindow(axis.start(), axis.end()))
                    .forEach((type, minutes) -> charts.add(trace(
                            axis, type, Objects.requireNonNull(night.averages().get(type.code())), minutes)));
        }
        return charts;
    }

    /** Of the main sessions, by time. */
    private List<Hypnogram.Stage> stages(TenantId tenant, PersonId person, NightDocument night, ZoneId zone) {
        List<Long> mains = night.sessions().stream()
                .filter(session -> !session.nap())
                .map(session -> Tsid.parse(session.id()).orElseThrow())
                .toList();
        if (mains.isEmpty()) {
            return List.of();
        }
        List<Hypnogram.Stage> stages = new ArrayList<>();
        for (SessionStages.StageOfSession stage : sessions.of(tenant, person, mains, zone)) {
            Hypnogram.Lane lane = lane(stage.stage());
            if (lane != null) {
                stages.add(new Hypnogram.Stage(
                        lane, stage.start().toInstant(), stage.end().toInstant()));
            }
        }
        return stages;
    }

    private static Chart hypnogram(NightAxis axis, List<Hypnogram.Stage> stages) {
        List<List<String>> rows = Hypnogram.complete(axis, stages).stream()
                .map(stage -> List.of(
                        stage.lane().label(),
                        axis.clock(stage.start()),
                        axis.clock(stage.end()),
                        Texts.of(
                                "sleep.words.minutes",
                                (stage.end().getEpochSecond() - stage.start().getEpochSecond() + 30) / 60)))
                .toList();
        String note = stages.isEmpty() ? Texts.of("sleep.night-charts.no-stages") : "";
        return new Chart(
                Texts.of("sleep.night-view.stages"),
                note,
                Hypnogram.svg("stages", axis, stages),
                List.of(
                        Texts.of("sleep.night-charts.stage"),
                        Texts.of("sleep.night-charts.from"),
                        Texts.of("sleep.night-charts.to"),
                        Texts.of("sleep.night-charts.lasted")),
                rows);
    }

    private static Chart trace(
            NightAxis axis, SeriesType type, NightDocument.Average average, List<SeriesByMinute.Minute> minutes) {
        List<NightTrace.Point> points = minutes.stream()
                .map(minute -> new NightTrace.Point(minute.at(), minute.mean().doubleValue()))
                .toList();
        String kind = type == SeriesType.HEART_RATE ? "pulse" : "hrv";
        String unit = Words.unit(type.code());
        var shown = new NightTrace.Series(Words.series(type.code()), unit, kind);
        OptionalDouble mean = average.mean() == null
                ? OptionalDouble.empty()
                : OptionalDouble.of(average.mean().doubleValue());
        List<List<String>> rows = minutes.stream()
                .map(minute -> List.of(
                        axis.clock(minute.at()),
                        minute.mean().toPlainString(),
                        minute.min().toPlainString(),
                        minute.max().toPlainString(),
                        Integer.toString(minute.samples())))
                .toList();
        String note = Texts.of(
                "sleep.night-charts.samples-coverage-mean",
                String.format(Locale.ENGLISH, "%,d", average.samples()),
                Words.percent(average.coverage()),
                Words.number(average.mean(), unit));
        return new Chart(
                shown.name(),
                note,
                NightTrace.svg("trace-" + type.code(), axis, shown, points, mean),
                List.of(
                        Texts.of("sleep.night-charts.minute"),
                        Texts.of("sleep.night-charts.mean", unit),
                        Texts.of("sleep.night-charts.lowest"),
                        Texts.of("sleep.night-charts.highest"),
                        Texts.of("sleep.night-view.samples")),
                rows);
    }

    private static Hypnogram.@Nullable Lane lane(String stage) {
        return switch (stage) {
            case "awake" -> Hypnogram.Lane.AWAKE;
            case "rem" -> Hypnogram.Lane.REM;
            case "light" -> Hypnogram.Lane.LIGHT;
            case "deep" -> Hypnogram.Lane.DEEP;
            case "asleep" -> Hypnogram.Lane.ASLEEP;
            default -> null;
        };
    }
}
