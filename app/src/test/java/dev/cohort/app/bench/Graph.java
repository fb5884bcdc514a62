package dev.cohort.app.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Panels of lines on logarithmic axes, side by side, each line named at its end: one SVG. */
final class Graph {

    private static final int WIDTH = 430;
    private static final int HEIGHT = 330;
    private static final int LEFT = 56;
    private static final int RIGHT = 150;
    private static final int TOP = 58;
    private static final int BOTTOM = 44;
    private static final int LINE = 13;

    private final String title;
    private final String across;
    private final String up;
    private final List<Panel> panels = new ArrayList<>();

    Graph(String title, String across, String up) {
        this.title = title;
        this.across = across;
        this.up = up;
    }

    /** Points by ascending x; values above zero. */
    record Series(String name, List<double[]> points) {

        boolean isOurs() {
            return name.startsWith(Peers.OURS);
        }
    }

    private record Panel(String title, List<Series> series) {}

    Graph panel(String name, List<Series> series) {
        List<Series> drawn =
                series.stream().filter(one -> !one.points().isEmpty()).toList();
        if (!drawn.isEmpty()) {
            panels.add(new Panel(name, drawn));
        }
        return this;
    }

    void save(Path file) {
        if (panels.isEmpty()) {
            return;
        }
        var svg = new StringBuilder();
        int width = WIDTH * panels.size();
        svg.append(text("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img"
                  font-family="system-ui, sans-serif" font-size="11"><title>%s</title>
                <rect width="100%%" height="100%%" fill="#ffffff"/>
                <text x="16" y="22" font-size="15" font-weight="600" fill="#1c2430">%s</text>
                """, width, HEIGHT, width, HEIGHT, title, title));
        for (int at = 0; at < panels.size(); at++) {
            draw(svg, panels.get(at), at * WIDTH);
        }
        svg.append("</svg>\n");
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, svg);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void draw(StringBuilder svg, Panel panel, int offset) {
        List<double[]> all =
                panel.series().stream().flatMap(one -> one.points().stream()).toList();
        Axis x = new Axis(all.stream().mapToDouble(point -> point[0]).toArray(), offset + LEFT, offset + WIDTH - RIGHT);
        Axis y = new Axis(all.stream().mapToDouble(point -> point[1]).toArray(), HEIGHT - BOTTOM, TOP);
        svg.append(text(
                "<text x=\"%d\" y=\"42\" font-weight=\"600\" fill=\"#1c2430\">%s</text>%n",
                offset + LEFT, panel.title()));
        for (double tick : y.ticks()) {
            svg.append(text(
                    "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#e3e7ec\"/>"
                            + "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\" fill=\"#5b6673\">%s</text>%n",
                    offset + LEFT,
                    offset + WIDTH - RIGHT,
                    y.at(tick),
                    y.at(tick),
                    offset + LEFT - 6,
                    y.at(tick) + 4,
                    number(tick)));
        }
        for (double tick : x.ticks()) {
            svg.append(text(
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" fill=\"#5b6673\">%s</text>%n",
                    x.at(tick), HEIGHT - BOTTOM + 16, number(tick)));
        }
        svg.append(text(
                "<text x=\"%d\" y=\"%d\" fill=\"#5b6673\">%s</text><text x=\"%d\" y=\"%d\" fill=\"#5b6673\">%s</text>%n",
                offset + LEFT, HEIGHT - 10, across, offset + 8, TOP - 6, up));
        panel.series().forEach(one -> line(svg, one, x, y));
        names(svg, panel.series(), x, y);
    }

    private static void line(StringBuilder svg, Series series, Axis x, Axis y) {
        var points = new StringBuilder();
        series.points().forEach(point -> points.append(text("%.1f,%.1f ", x.at(point[0]), y.at(point[1]))));
        svg.append(text(
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%s\"/>%n",
                points.toString().strip(), colour(series), series.isOurs() ? "3" : "1.4"));
    }

    /** Names beside the last points, pushed apart where they would lie on each other. */
    private static void names(StringBuilder svg, List<Series> series, Axis x, Axis y) {
        List<Series> fromTop = series.stream()
                .sorted(Comparator.comparingDouble(one -> y.at(one.points().getLast()[1])))
                .toList();
        double below = TOP - LINE;
        for (Series one : fromTop) {
            double[] end = one.points().getLast();
            double place = Math.max(y.at(end[1]) + 4, below + LINE);
            below = place;
            svg.append(text(
                    "<text x=\"%.1f\" y=\"%.1f\" fill=\"%s\" font-weight=\"%s\">%s</text>%n",
                    x.at(end[0]) + 6, place, colour(one), one.isOurs() ? "700" : "400", one.name()));
        }
    }

    private static String colour(Series series) {
        if (series.isOurs()) {
            return "#0b6e4f";
        }
        String name = series.name();
        if (name.contains("lazy") || name.contains("N+1") || name.contains("projection")) {
            return "#c0392b";
        }
        return name.startsWith("article") || name.startsWith("Forma") ? "#b7791f" : "#66758a";
    }

    private static String number(double value) {
        return value >= 1_000_000
                ? text("%.0f M", value / 1e6)
                : value >= 1_000 ? text("%.0f k", value / 1e3) : value >= 1 ? text("%.0f", value) : text("%s", value);
    }

    private static String text(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }

    /** A logarithmic axis over whole decades. */
    private static final class Axis {

        private final int low;
        private final int high;
        private final double from;
        private final double to;

        Axis(double[] values, double from, double to) {
            double least = Double.MAX_VALUE;
            double most = 0;
            for (double value : values) {
                least = Math.min(least, value);
                most = Math.max(most, value);
            }
            this.low = (int) Math.floor(Math.log10(least));
            this.high = Math.max(low + 1, (int) Math.ceil(Math.log10(most)));
            this.from = from;
            this.to = to;
        }

        double at(double value) {
            return from + (to - from) * (Math.log10(value) - low) / (high - low);
        }

        List<Double> ticks() {
            List<Double> ticks = new ArrayList<>();
            for (int power = low; power <= high; power++) {
                ticks.add(Math.pow(10, power));
            }
            return ticks;
        }
    }
}
