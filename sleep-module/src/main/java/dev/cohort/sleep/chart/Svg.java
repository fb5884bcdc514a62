package dev.cohort.sleep.chart;

import java.util.Locale;

/** Writes SVG: an image with a title and a description, and the few shapes that charts need. */
final class Svg {

    private final StringBuilder text = new StringBuilder();

    /** Begins an image; {@code id} is unique on its page and names title, description and patterns. */
    Svg(String id, String kind, int width, int height, String title, String description) {
        text.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart %s\" viewBox=\"0 0 %d %d\" role=\"img\""
                        + " aria-labelledby=\"%s-t %s-d\"><title id=\"%s-t\">%s</title><desc id=\"%s-d\">%s</desc>"
                        + "<defs><pattern id=\"%s-h\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\""
                        + " patternTransform=\"rotate(45)\"><path class=\"hatch\" d=\"M0 0V6\"/></pattern></defs>",
                kind,
                width,
                height,
                id,
                id,
                id,
                escape(title),
                id,
                escape(description),
                id));
    }

    /** A rectangle; {@code hint} shows on hover. */
    void rect(String kind, double x, double y, double width, double height, double radius, String hint) {
        text.append(String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"%s\">%s</rect>",
                kind,
                number(x),
                number(y),
                number(width),
                number(height),
                number(radius),
                hint(hint)));
    }

    /** A rectangle filled with the image's hatching: where nothing is known. */
    void hatched(String id, double x, double y, double width, double height, double radius, String hint) {
        text.append(String.format(
                Locale.ROOT,
                "<rect class=\"unknown\" fill=\"url(#%s-h)\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"%s\">"
                        + "%s</rect>",
                id,
                number(x),
                number(y),
                number(width),
                number(height),
                number(radius),
                hint(hint)));
    }

    void line(String kind, double x1, double y1, double x2, double y2) {
        text.append(String.format(
                Locale.ROOT,
                "<path class=\"%s\" d=\"M%s %sL%s %s\"/>",
                kind,
                number(x1),
                number(y1),
                number(x2),
                number(y2)));
    }

    void path(String kind, String d) {
        text.append("<path class=\"").append(kind).append("\" d=\"").append(d).append("\"/>");
    }

    void dot(String kind, double x, double y, double radius, String hint) {
        text.append(String.format(
                Locale.ROOT,
                "<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"%s\">%s</circle>",
                kind,
                number(x),
                number(y),
                number(radius),
                hint(hint)));
    }

    /** Text at a point; {@code anchor} is {@code start}, {@code middle} or {@code end}. */
    void label(String kind, double x, double y, String anchor, String label) {
        text.append(String.format(
                Locale.ROOT,
                "<text class=\"%s\" x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>",
                kind,
                number(x),
                number(y),
                anchor,
                escape(label)));
    }

    String end() {
        return text.append("</svg>").toString();
    }

    /** At most two decimals, without trailing zeros. */
    static String number(double value) {
        double rounded = Math.round(value * 100) / 100.0;
        return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
    }

    private static String hint(String hint) {
        return hint.isEmpty() ? "" : "<title>" + escape(hint) + "</title>";
    }

    private static String escape(String plain) {
        return plain.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
