package dev.cohort.contacts.page;

import dev.cohort.contacts.attribute.AttributeCatalog;
import dev.cohort.contacts.attribute.AttributeDefinition;
import dev.cohort.kernel.web.Texts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The columns that a tenant's table can have, and which of them are shown. */
final class Columns {

    private static final int FIELDS_BY_DEFAULT = 4;
    private static final long WIDTH_STEP = 20;
    private static final int NARROWEST = 60;
    private static final int WIDEST = 600;
    private static final Pattern SHOWN_TEXT = Pattern.compile("(!)?([^:]*)(?::(\\d{1,5}))?");
    private static final List<Hot> HOT = List.of(
            new Hot("displayName", "text", true),
            new Hot("firstName", "text", true),
            new Hot("lastName", "text", true),
            new Hot("email", "email", true),
            new Hot("phone", "phone", true),
            new Hot("company", "text", true),
            new Hot("address", "text", true),
            new Hot("externalId", "text", true),
            new Hot("createdAt", "datetime", false),
            new Hot("updatedAt", "datetime", false));
    private static final List<String> SHOWN = List.of("displayName", "email", "phone", "company");

    /** A property of every contact. */
    private record Hot(String selector, String type, boolean editable) {

        Column column() {
            String label = Texts.of("contacts.columns." + selector);
            boolean unique = selector.equals("externalId");
            return new Column(selector, label, type, false, false, unique, List.of(), editable);
        }
    }

    private final Map<String, Column> bySelector = new LinkedHashMap<>();

    Columns(AttributeCatalog catalog) {
        HOT.forEach(hot -> bySelector.put(hot.selector(), hot.column()));
        catalog.active().forEach(field -> bySelector.put(Column.FIELD + field.key(), of(field)));
    }

    static Column of(AttributeDefinition field) {
        return new Column(
                Column.FIELD + field.key(),
                field.label(),
                field.type().code(),
                field.multiple(),
                field.required(),
                field.unique(),
                field.options().stream()
                        .map(option -> new Column.Option(option.externalId(), option.label(), option.retired()))
                        .toList(),
                true);
    }

    public Collection<Column> all() {
        return bySelector.values();
    }

    /** The properties of every contact. */
    public List<Column> hot() {
        return all().stream().filter(column -> column.key() == null).toList();
    }

    /** The tenant's fields in use. */
    public List<Column> fields() {
        return all().stream().filter(column -> column.key() != null).toList();
    }

    @Nullable
    Column named(String selector) {
        return bySelector.get(selector);
    }

    /** The label of a selector; the selector itself if nothing is called so (any more). */
    String label(String selector) {
        Column column = bySelector.get(selector);
        return column == null ? selector : column.label();
    }

    /**
     * A column in its place.
     *
     * @param pinned whether it stays while the others scroll; pinned ones come first
     * @param width in CSS pixels, a multiple of {@value #WIDTH_STEP}; 0 is as wide as it needs
     */
    record Shown(Column column, boolean pinned, int width) {

        /** As the URL has it: {@code !displayName:240} is pinned and 240 pixels wide. */
        String text() {
            return (pinned ? "!" : "") + column.selector() + (width == 0 ? "" : ":" + width);
        }
    }

    /** The columns as the URL has them. */
    static String text(List<Shown> shown) {
        return String.join(",", shown.stream().map(Shown::text).toList());
    }

    /** A width that the style sheet knows, 0 for none. */
    static int width(@Nullable Integer pixels) {
        return pixels == null || pixels <= 0
                ? 0
                : Math.clamp((pixels + WIDTH_STEP / 2) / WIDTH_STEP * WIDTH_STEP, NARROWEST, WIDEST);
    }

    /** What {@code columns} asks for, without unknown names. By default: the name, how to reach, some fields. */
    List<Shown> shown(@Nullable String columns) {
        if (columns == null) {
            return byDefault();
        }
        List<Shown> shown = new ArrayList<>();
        for (String part : columns.split(",", -1)) {
            Matcher matcher = SHOWN_TEXT.matcher(part);
            Column column = matcher.matches() ? bySelector.get(matcher.group(2)) : null;
            if (column != null && shown.stream().noneMatch(one -> one.column().equals(column))) {
                Integer width = matcher.group(3) == null ? null : Integer.valueOf(matcher.group(3));
                shown.add(new Shown(column, matcher.group(1) != null, width(width)));
            }
        }
        shown.sort((one, other) -> Boolean.compare(other.pinned(), one.pinned()));
        return shown.isEmpty() ? byDefault() : shown;
    }

    private List<Shown> byDefault() {
        List<Shown> shown = new ArrayList<>();
        hot().stream()
                .filter(column -> SHOWN.contains(column.selector()))
                .forEach(column -> shown.add(new Shown(column, column.selector().equals("displayName"), 0)));
        fields().stream()
                .filter(column -> !column.type().equals("long_text"))
                .sorted((one, other) -> Boolean.compare(isPlain(one), isPlain(other)))
                .limit(FIELDS_BY_DEFAULT)
                .forEach(column -> shown.add(new Shown(column, false, 0)));
        return shown;
    }

    /** Free texts tell two contacts apart less well than choices, dates and numbers do. */
    private static boolean isPlain(Column column) {
        return column.type().equals("text") || column.type().equals("url");
    }

    /** The {@code fields} of the statement that fetches those columns: keys, or {@code none}. */
    static String fieldsOf(List<Shown> shown) {
        List<String> keys = new ArrayList<>();
        for (Shown one : shown) {
            String key = one.column().key();
            if (key != null) {
                keys.add(key);
            }
        }
        return keys.isEmpty() ? "none" : String.join(",", keys);
    }
}
