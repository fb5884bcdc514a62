package dev.cohort.contacts.page;

import dev.cohort.contacts.attribute.AttributeCatalog;
import dev.cohort.contacts.attribute.AttributeDefinition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The columns that a tenant's table can have, and which of them are shown. */
final class Columns {

    private static final int FIELDS_BY_DEFAULT = 4;
    private static final List<Column> HOT = List.of(
            hot("displayName", "Name", "text", true),
            hot("firstName", "First name", "text", true),
            hot("lastName", "Last name", "text", true),
            hot("email", "Email", "email", true),
            hot("phone", "Phone", "phone", true),
            hot("company", "Company", "text", true),
            hot("address", "Address", "text", true),
            hot("externalId", "External id", "text", true),
            hot("createdAt", "Created", "datetime", false),
            hot("updatedAt", "Changed", "datetime", false));
    private static final List<String> SHOWN = List.of("displayName", "email", "phone", "company");

    private final Map<String, Column> bySelector = new LinkedHashMap<>();

    Columns(AttributeCatalog catalog) {
        HOT.forEach(column -> bySelector.put(column.selector(), column));
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

    private static Column hot(String selector, String label, String type, boolean editable) {
        return new Column(selector, label, type, false, false, selector.equals("externalId"), List.of(), editable);
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

    /** A column in its place; {@code pinned} ones stay while the others scroll. */
    record Shown(Column column, boolean pinned) {}

    /** What {@code columns} asks for, without unknown names. By default: the name, how to reach, some fields. */
    List<Shown> shown(@Nullable String columns) {
        List<Shown> shown = new ArrayList<>();
        if (columns == null) {
            hot().stream()
                    .filter(column -> SHOWN.contains(column.selector()))
                    .forEach(column ->
                            shown.add(new Shown(column, column.selector().equals("displayName"))));
            fields().stream()
                    .filter(column -> !column.type().equals("long_text"))
                    .sorted((one, other) -> Boolean.compare(isPlain(one), isPlain(other)))
                    .limit(FIELDS_BY_DEFAULT)
                    .forEach(column -> shown.add(new Shown(column, false)));
            return shown;
        }
        for (String part : columns.split(",", -1)) {
            boolean pinned = part.startsWith("!");
            Column column = bySelector.get(pinned ? part.substring(1) : part);
            if (column != null && shown.stream().noneMatch(one -> one.column().equals(column))) {
                shown.add(new Shown(column, pinned));
            }
        }
        return shown.isEmpty() ? shown(null) : shown;
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
