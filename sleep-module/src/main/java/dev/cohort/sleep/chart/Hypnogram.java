package dev.cohort.sleep.chart;

import dev.cohort.kernel.web.Texts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The stages of a night over time, one lane for each. What no interval covers is drawn, hatched, in a lane of its own:
 * unknown is neither awake nor asleep.
 */
public final class Hypnogram {

    private static final int TOP = 8;
    private static final int LANE = 30;
    private static final int BAR = 18;
    private static final Set<Lane> STAGES = EnumSet.of(Lane.AWAKE, Lane.REM, Lane.LIGHT, Lane.DEEP);

    private Hypnogram() {}

    /** A lane, from the top of the chart to its bottom. */
    public enum Lane {
        AWAKE,
        REM,
        LIGHT,
        DEEP,
        ASLEEP,
        UNKNOWN;

        public String label() {
            return Texts.of("sleep.lane." + kind());
        }

        private String kind() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** A stage from {@code start} until {@code end}, exclusive. */
    public record Stage(Lane lane, Instant start, Instant end) {}

    /** {@code stages} in any order, may overlap; parts outside the night are cut. */
    public static String svg(String id, NightAxis axis, List<Stage> stages) {
        List<Stage> all = complete(axis, stages);
        List<Lane> lanes = lanes(all);
        int bottom = TOP + lanes.size() * LANE;
        String description = describe(axis, all);
        var svg = new Svg(id, "hypnogram", NightAxis.WIDTH, bottom + 24, Texts.of("sleep.chart.stages"), description);
        axis.hours(svg, TOP, bottom);
        for (int i = 0; i < lanes.size(); i++) {
            svg.label(
                    "lane",
                    NightAxis.LEFT - 12,
                    middle(i) + 4,
                    "end",
                    lanes.get(i).label());
        }
        connect(svg, axis, all, lanes);
        for (Stage stage : all) {
            double x = axis.x(stage.start());
            double width = Math.max(1.5, axis.x(stage.end()) - x - 0.5);
            double y = middle(lanes.indexOf(stage.lane())) - BAR / 2.0;
            if (stage.lane() == Lane.UNKNOWN) {
                svg.hatched(id, x, y, width, BAR, 3, hint(axis, stage));
            } else {
                svg.rect(stage.lane().kind(), x, y, width, BAR, Math.min(4, width / 2), hint(axis, stage));
            }
        }
        return svg.end();
    }

    /** The stages by start, cut to the night, and unknown ones for what they leave open. */
    public static List<Stage> complete(NightAxis axis, List<Stage> stages) {
        List<Stage> within = stages.stream()
                .map(stage ->
                        new Stage(stage.lane(), later(stage.start(), axis.start()), earlier(stage.end(), axis.end())))
                .filter(stage -> stage.end().isAfter(stage.start()))
                .sorted(Comparator.comparing(Stage::start).thenComparing(Stage::end))
                .toList();
        List<Stage> all = new ArrayList<>();
        Instant known = axis.start();
        for (Stage stage : within) {
            if (stage.start().isAfter(known)) {
                all.add(new Stage(Lane.UNKNOWN, known, stage.start()));
            }
            all.add(stage);
            known = later(known, stage.end());
        }
        if (known.isBefore(axis.end())) {
            all.add(new Stage(Lane.UNKNOWN, known, axis.end()));
        }
        return all;
    }

    /** The four stages if any of them is known, and the lanes beside them that something lies in. */
    private static List<Lane> lanes(List<Stage> stages) {
        Set<Lane> used = new LinkedHashSet<>();
        stages.forEach(stage -> used.add(stage.lane()));
        boolean staged = used.stream().anyMatch(STAGES::contains);
        List<Lane> lanes = new ArrayList<>();
        for (Lane lane : Lane.values()) {
            if (used.contains(lane) || (staged && STAGES.contains(lane))) {
                lanes.add(lane);
            }
        }
        return lanes;
    }

    private static void connect(Svg svg, NightAxis axis, List<Stage> all, List<Lane> lanes) {
        for (int i = 1; i < all.size(); i++) {
            Stage from = all.get(i - 1);
            Stage to = all.get(i);
            boolean touches = from.end().equals(to.start());
            if (touches && from.lane() != Lane.UNKNOWN && to.lane() != Lane.UNKNOWN && from.lane() != to.lane()) {
                double x = axis.x(to.start());
                svg.line("step", x, middle(lanes.indexOf(from.lane())), x, middle(lanes.indexOf(to.lane())));
            }
        }
    }

    private static double middle(int lane) {
        return TOP + lane * LANE + LANE / 2.0;
    }

    private static String hint(NightAxis axis, Stage stage) {
        long minutes = (stage.end().getEpochSecond() - stage.start().getEpochSecond() + 30) / 60;
        return Texts.of(
                "sleep.chart.stage", stage.lane().label(), axis.clock(stage.start()), axis.clock(stage.end()), minutes);
    }

    private static String describe(NightAxis axis, List<Stage> all) {
        var text = new StringBuilder(Texts.of("sleep.chart.from-to", axis.clock(axis.start()), axis.clock(axis.end())));
        for (Lane lane : Lane.values()) {
            long seconds = all.stream()
                    .filter(stage -> stage.lane() == lane)
                    .mapToLong(stage ->
                            stage.end().getEpochSecond() - stage.start().getEpochSecond())
                    .sum();
            if (seconds > 0) {
                text.append(' ').append(Texts.of("sleep.chart.lane-minutes", lane.label(), (seconds + 30) / 60));
            }
        }
        return text.toString();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
