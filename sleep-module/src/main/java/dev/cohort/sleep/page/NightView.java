package dev.cohort.sleep.page;

import dev.cohort.kernel.web.Texts;
import dev.cohort.sleep.night.Source;
import dev.cohort.sleep.night.StageMinutes;
import dev.cohort.sleep.summary.NightDocument;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A night as its page and the table of nights show it. */
record NightView(NightDocument night) {

    /** A number with its name, and how it came to be, line by line. */
    record Figure(String name, String value, String kind, List<Line> provenance) {}

    record Line(String name, String value) {}

    public LocalDate date() {
        return LocalDate.parse(night.date());
    }

    public String day() {
        return Words.day(date());
    }

    /** The evening and the morning, for a night that crosses midnight. */
    public String title() {
        String nightOf = night.nightOf();
        return nightOf == null
                ? Texts.of("sleep.night-view.naps-of", day())
                : Texts.of("sleep.night-view.night-to", day());
    }

    public String span() {
        return Words.span(night.start(), night.end());
    }

    public boolean hasMainSleep() {
        return night.source() != null;
    }

    public String device() {
        Source source = night.source();
        return source == null ? Words.UNKNOWN : device(source);
    }

    public String asleep() {
        return Words.minutes(night.asleepMinutes());
    }

    public String awake() {
        return Words.minutes(night.awakeMinutes());
    }

    public String inBed() {
        return Words.minutes(night.inBedMinutes());
    }

    public String efficiency() {
        return Words.number(night.efficiencyPercent(), "%");
    }

    public String naps() {
        return night.napCount() == 0 ? "" : night.napCount() + " · " + Words.minutes(night.napMinutes());
    }

    /** Asleep, awake, in bed, efficiency. */
    public List<Figure> figures() {
        return List.of(
                new Figure(
                        Texts.of("sleep.night-view.asleep"),
                        Words.minutes(night.asleepMinutes()),
                        "asleep",
                        provenance(stageLines())),
                new Figure(
                        Texts.of("sleep.night-view.awake"),
                        Words.minutes(night.awakeMinutes()),
                        "awake",
                        provenance(awakeLines())),
                new Figure(
                        Texts.of("sleep.night-view.in-bed"),
                        Words.minutes(night.inBedMinutes()),
                        "inbed",
                        provenance(List.of())),
                new Figure(
                        Texts.of("sleep.night-view.efficiency"),
                        Words.number(night.efficiencyPercent(), "%"),
                        "efficiency",
                        provenance(List.of(
                                new Line(Texts.of("sleep.night-view.asleep-in-bed"), asleep() + " / " + inBed())))));
    }

    /** The averages that have a value, then those without: each says of how many samples it is. */
    public List<Figure> averages() {
        List<Figure> figures = new ArrayList<>();
        night.averages().forEach((type, average) -> {
            if (average.mean() != null) {
                String unit = Words.unit(type);
                figures.add(new Figure(
                        Words.series(type),
                        Words.number(average.mean(), unit),
                        type,
                        List.of(
                                new Line(
                                        Texts.of("sleep.night-view.time-weighted"),
                                        Words.number(average.timeWeightedMean(), unit)),
                                new Line(
                                        Texts.of("sleep.night-view.lowest-highest"),
                                        Words.number(average.min(), "") + ", " + Words.number(average.max(), unit)),
                                new Line(Texts.of("sleep.night-view.samples"), Integer.toString(average.samples())),
                                new Line(Texts.of("sleep.night-view.coverage"), Words.percent(average.coverage())),
                                new Line(Texts.of("sleep.night-view.provider"), String.valueOf(average.provider())),
                                new Line(Texts.of("sleep.night-view.window"), span()),
                                new Line(
                                        Texts.of("sleep.night-view.rule"),
                                        Texts.of("sleep.night-view.rule-of-averages")))));
            }
        });
        return figures;
    }

    /** The series of which this night has no sample. */
    public String silent() {
        return night.averages().entrySet().stream()
                .filter(entry -> entry.getValue().mean() == null)
                .map(entry -> Words.series(entry.getKey()))
                .collect(Collectors.joining(", "));
    }

    public List<String> flags() {
        return night.flags().stream().map(Words::flag).toList();
    }

    /** What other providers say of the night. */
    public List<Line> alternatives() {
        return night.alternatives().stream()
                .map(one -> new Line(
                        device(one.source()),
                        Texts.of(
                                "sleep.night-view.asleep-and-in-bed",
                                Words.minutes(one.asleepMinutes()),
                                Words.minutes(one.inBedMinutes()))))
                .toList();
    }

    public List<Line> sessions() {
        return night.sessions().stream()
                .map(one -> new Line(
                        kind(one.nap(), one.napInferred(), device(one.source())),
                        Texts.of(
                                "sleep.night-view.span-asleep",
                                Words.span(one.start(), one.end()),
                                Words.minutes(one.asleepMinutes()))))
                .toList();
    }

    private static String kind(boolean nap, boolean inferred, String device) {
        String main = "sleep.night-view.main-sleep";
        return Texts.of(nap ? inferred ? "sleep.night-view.nap-inferred" : "sleep.night-view.nap" : main, device);
    }

    private List<Line> provenance(List<Line> own) {
        List<Line> lines = new ArrayList<>(own);
        lines.add(new Line(Texts.of("sleep.night-view.device"), device()));
        lines.add(new Line(Texts.of("sleep.night-view.window"), span()));
        lines.add(new Line(
                Texts.of("sleep.night-view.sessions"),
                Long.toString(
                        night.sessions().stream().filter(one -> !one.nap()).count())));
        if (!night.flags().isEmpty()) {
            lines.add(new Line(
                    Texts.of("sleep.night-view.flags"),
                    String.join(
                            ", ", night.flags().stream().map(Words::flagName).toList())));
        }
        alternatives()
                .forEach(other ->
                        lines.add(new Line(Texts.of("sleep.night-view.instead", other.name()), other.value())));
        return lines;
    }

    private List<Line> stageLines() {
        StageMinutes stages = night.stages();
        return stages == null
                ? List.of(new Line(Texts.of("sleep.night-view.stages"), Texts.of("sleep.night-view.not-recorded")))
                : List.of(
                        new Line(Texts.of("sleep.night-view.deep"), Words.minutes(stages.deep())),
                        new Line(Texts.of("sleep.night-view.light"), Words.minutes(stages.light())),
                        new Line(Texts.of("sleep.night-view.rem"), Words.minutes(stages.rem())));
    }

    private List<Line> awakeLines() {
        Integer awakenings = night.awakenings();
        return List.of(
                new Line(
                        Texts.of("sleep.night-view.awakenings"),
                        awakenings == null ? Words.UNKNOWN : awakenings.toString()),
                new Line(Texts.of("sleep.night-view.latency"), Words.minutes(night.latencyMinutes())));
    }

    static String device(Source source) {
        return Stream.of(source.provider(), source.deviceModel(), source.name())
                .filter(Objects::nonNull)
                .map(String::valueOf)
                .collect(Collectors.joining(" · "));
    }

    static @Nullable Double value(NightDocument night, String metric) {
        return switch (metric) {
            case "asleepMinutes" -> number(night.asleepMinutes());
            case "efficiencyPercent" -> number(night.efficiencyPercent());
            case "heartRate" -> mean(night, "heart_rate");
            case "hrvRmssd" -> mean(night, "hrv_rmssd");
            case "hrvSdnn" -> mean(night, "hrv_sdnn");
            case "respiratoryRate" -> mean(night, "respiratory_rate");
            case "spo2" -> mean(night, "spo2");
            default -> null;
        };
    }

    private static @Nullable Double mean(NightDocument night, String type) {
        NightDocument.Average average = night.averages().get(type);
        return average == null ? null : number(average.mean());
    }

    private static @Nullable Double number(@Nullable Number number) {
        return number == null ? null : number.doubleValue();
    }
}
