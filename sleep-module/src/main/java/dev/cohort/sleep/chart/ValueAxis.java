package dev.cohort.sleep.chart;

/** A vertical axis whose ticks are round numbers: steps of 1, 2, 2.5 or 5 times a power of ten. */
record ValueAxis(double low, double high, double step, double top, double bottom) {

    private static final double[] ROUND = {1, 2, 2.5, 5, 10};
    private static final int TICKS = 4;

    /** An axis that shows {@code min} to {@code max} between the two heights. */
    static ValueAxis of(double min, double max, double top, double bottom) {
        double spread = Math.max(max - min, Math.max(Math.abs(max) * 0.02, 1e-6));
        double raw = spread / TICKS;
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        double step = ROUND[ROUND.length - 1] * power;
        for (double round : ROUND) {
            if (round * power >= raw) {
                step = round * power;
                break;
            }
        }
        double low = Math.floor(min / step) * step;
        double high = Math.max(Math.ceil(max / step) * step, low + step);
        return new ValueAxis(low, high, step, top, bottom);
    }

    double y(double value) {
        return bottom - (value - low) / (high - low) * (bottom - top);
    }

    /** Lines and numbers of the ticks; {@code divisor} turns minutes into hours, say. */
    void ticks(Svg svg, double left, double right, double divisor, String unit) {
        int count = (int) Math.round((high - low) / step);
        for (int i = 0; i <= count; i++) {
            double value = low + i * step;
            svg.line("grid", left, y(value), right, y(value));
            svg.label("tick", left - 10, y(value) + 4, "end", Svg.number(value / divisor) + unit);
        }
    }
}
