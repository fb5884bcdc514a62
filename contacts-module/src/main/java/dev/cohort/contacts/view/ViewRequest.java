package dev.cohort.contacts.view;

import dev.cohort.contacts.attribute.Errors;
import dev.cohort.contacts.attribute.Texts;
import dev.cohort.contacts.attribute.ValueRefused;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads what a request says of a view and lays it over what the view is; everything wrong is gathered. */
final class ViewRequest {

    static final int LONGEST_NAME = 200;
    static final int LONGEST_QUERY = 10_000;
    static final int MOST_COLUMNS = 600;
    private static final int WIDEST = 10_000;

    private static final Set<String> PROPERTIES = Set.of("name", "visibility", "filter", "sort", "columns");
    private static final Set<String> OF_COLUMN = Set.of("selector", "width", "pinned");

    private final JsonNode body;
    private final Errors errors = new Errors();

    private ViewRequest(JsonNode body) {
        this.body = body;
    }

    /**
     * The content after the request: what it does not name stays, null takes away.
     *
     * @throws dev.cohort.kernel.problem.ProblemException 400 for unknown properties and wrong types, 422 beyond bounds
     */
    static ViewContent over(ViewContent before, JsonNode body) {
        var request = new ViewRequest(body);
        if (!body.isObject()) {
            request.errors.malformed("", "wrong-type", "A view is a JSON object.");
            request.errors.check();
        }
        request.refuseUnknown(body, PROPERTIES, "");
        var after = new ViewContent(
                request.name(before.name()),
                request.visibility(before.visibility()),
                request.query("filter", before.filter()),
                request.query("sort", before.sort()),
                request.columns(before.columns()));
        request.errors.check();
        return after;
    }

    private void refuseUnknown(JsonNode object, Set<String> known, String pointer) {
        for (String name : object.propertyNames()) {
            if (!known.contains(name)) {
                errors.malformed(
                        pointer + "/" + Errors.step(name),
                        "unknown-property",
                        "There is no property \"" + shown(name) + "\" here; known are "
                                + known.stream().sorted().toList() + ".");
            }
        }
    }

    private String name(String before) {
        String name = Texts.trimmed(text("name", before));
        if (name.isEmpty()) {
            errors.invalid("/name", "required", "A view needs a name.");
        }
        return checked("/name", LONGEST_NAME, name);
    }

    private Visibility visibility(Visibility before) {
        if (!body.has("visibility")) {
            return before;
        }
        String code = text("visibility", "");
        return Visibility.of(code).orElseGet(() -> {
            errors.malformed(
                    "/visibility",
                    "unknown-visibility",
                    "There is no visibility \"" + shown(code) + "\"; known are private, shared and locked.");
            return before;
        });
    }

    private @Nullable String query(String name, @Nullable String before) {
        JsonNode node = body.get(name);
        if (node == null) {
            return before;
        }
        String text = node.isNull() ? "" : text(name, "");
        return text.isBlank() ? null : checked("/" + name, LONGEST_QUERY, text);
    }

    private List<ViewColumn> columns(List<ViewColumn> before) {
        JsonNode node = body.get("columns");
        List<ViewColumn> columns = new ArrayList<>();
        if (node == null) {
            return before;
        }
        if (node.isNull()) {
            return columns;
        }
        if (!node.isArray()) {
            errors.malformed("/columns", "wrong-type", "columns takes an array of {selector, width, pinned}.");
            return columns;
        }
        if (node.size() > MOST_COLUMNS) {
            errors.invalid("/columns", "too-many-items", "A view has at most " + MOST_COLUMNS + " columns.");
            return columns;
        }
        Set<String> selectors = new HashSet<>();
        for (int at = 0; at < node.size(); at++) {
            ViewColumn column = column(node.get(at), "/columns/" + at);
            columns.add(column);
            if (!selectors.add(column.selector())) {
                errors.invalid(
                        "/columns/" + at + "/selector",
                        "duplicate-column",
                        "The column \"" + shown(column.selector()) + "\" is named twice.");
            }
        }
        return columns;
    }

    private ViewColumn column(JsonNode node, String pointer) {
        JsonNode selector = node.get("selector");
        JsonNode width = node.get("width");
        JsonNode pinned = node.get("pinned");
        boolean fits = node.isObject()
                && selector != null
                && selector.isString()
                && (width == null || width.isNull() || width.isInt())
                && (pinned == null || pinned.isBoolean());
        if (!fits) {
            errors.malformed(
                    pointer,
                    "wrong-type",
                    "A column is {\"selector\": text, \"width\": pixels, \"pinned\": true|false}.");
            return new ViewColumn(pointer, null, false);
        }
        refuseUnknown(node, OF_COLUMN, pointer);
        Integer pixels = width == null || width.isNull() ? null : width.intValue();
        if (pixels != null && (pixels < 1 || pixels > WIDEST)) {
            errors.invalid(
                    pointer + "/width", "out-of-range", "A width is 1 to " + WIDEST + " pixels, not " + pixels + ".");
        }
        return new ViewColumn(selector.asString(), pixels, pinned != null && pinned.booleanValue());
    }

    private String text(String name, String before) {
        JsonNode node = body.get(name);
        if (node == null) {
            return before;
        }
        if (!node.isString()) {
            errors.malformed("/" + name, "wrong-type", name + " takes a string.");
            return before;
        }
        return node.asString();
    }

    private String checked(String pointer, int most, String text) {
        try {
            Texts.atMost(most, Texts.stored(text));
        } catch (ValueRefused refused) {
            errors.add(pointer, refused);
        }
        return text;
    }

    private static String shown(String text) {
        return text.length() <= 80 ? text : text.substring(0, text.offsetByCodePoints(0, 40)) + "…";
    }
}
