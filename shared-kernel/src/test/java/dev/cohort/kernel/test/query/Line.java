package dev.cohort.kernel.test.query;

import java.util.List;
import java.util.Locale;

/** The least-squares line through measured numbers. */
record Line(double slope, double start) {

    static final String CONSTANT = "constant";

    static Line through(List<double[]> points) {
        double meanX = points.stream().mapToDouble(point -> point[0]).average().orElse(0);
        double meanY = points.stream().mapToDouble(point -> point[1]).average().orElse(0);
        double xy = 0;
        double xx = 0;
        for (double[] point : points) {
            xy += (point[0] - meanX) * (point[1] - meanY);
            xx += (point[0] - meanX) * (point[0] - meanX);
        }
        double slope = xx == 0 ? 0 : xy / xx;
        return new Line(slope, meanY - slope * meanX);
    }

    /** The slope, and what such a slope of statements commonly is. */
    String inWords() {
        String number = String.format(Locale.ROOT, "slope %.2f per element", slope);
        if (Math.abs(slope) < 0.001) {
            return CONSTANT;
        }
        if (slope > 0.9) {
            long times = Math.round(slope);
            return number + (times == 1 ? " (N+1)" : " (" + times + "N+1)");
        }
        return slope < 0 ? number : number + String.format(Locale.ROOT, " (one for every %.0f: batch+1)", 1 / slope);
    }
}
