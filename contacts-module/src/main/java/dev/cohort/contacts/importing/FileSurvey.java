package dev.cohort.contacts.importing;

import dev.cohort.contacts.importing.Row.Cell;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What one reading of the whole file finds out before anything is written: that it can be read to its end, how many
 * rows it has, and which fields are to be created.
 *
 * @param rows data rows
 * @param newFields by column
 */
record FileSurvey(long rows, Map<String, NewField> newFields) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int LONGEST_LABEL = 200;

    /** A field to be. */
    record NewField(Target.NewField name, NarrowestType type) {}

    /**
     * Reads {@code source} to its end.
     *
     * @throws FileRefused if it cannot be read
     */
    static FileSurvey of(RowSource source, Columns columns) throws IOException {
        Map<String, NewField> newFields = new LinkedHashMap<>();
        List<Target> header = columns.of(source.header());
        for (int at = 0; at < header.size(); at++) {
            if (header.get(at) instanceof Target.NewField name) {
                newFields.put(source.header().get(at), new NewField(name, new NarrowestType()));
            }
        }
        long rows = 0;
        for (Row row = source.next(); row != null; row = source.next()) {
            rows = row.number();
            for (int at = 0; at < row.cells().size(); at++) {
                Cell cell = row.cells().get(at);
                if (cell != null) {
                    see(row, row.columns().get(at), cell, columns, newFields);
                }
            }
        }
        return new FileSurvey(rows, newFields);
    }

    /** The definitions of the new fields, as the API's POST takes them. */
    ArrayNode definitions() {
        ArrayNode items = JSON.createArrayNode();
        for (NewField field : newFields.values()) {
            ObjectNode item = items.addObject();
            String label = field.name().label();
            item.put("key", field.name().key());
            item.put(
                    "label",
                    label.length() <= LONGEST_LABEL ? label : field.name().key());
            item.put("type", field.type().type().code());
            if (field.type().isMultiple()) {
                item.put("multiple", true);
            }
        }
        return items;
    }

    /** The selectors of the new fields, by column. */
    Map<String, String> selectors() {
        Map<String, String> selectors = new LinkedHashMap<>();
        newFields.forEach((column, field) ->
                selectors.put(column, Columns.FIELD_PREFIX + field.name().key()));
        return selectors;
    }

    private static void see(Row row, String column, Cell cell, Columns columns, Map<String, NewField> newFields) {
        if (column.isEmpty()) {
            if (cell instanceof Cell.Text text && !text.text().isBlank()) {
                throw new FileRefused(
                        "Row " + row.number() + " has a value in a column without a name; name it in the header.");
            }
            return;
        }
        NewField field = newFields.get(column);
        if (field == null && columns.createsFieldFor(column) instanceof Target.NewField name) {
            field = new NewField(name, new NarrowestType());
            newFields.put(column, field);
        }
        if (field != null) {
            switch (cell) {
                case Cell.Text text -> field.type().see(text.text());
                case Cell.Items items -> field.type().seeItems(items.items());
                case Cell.Clear nothing -> {}
            }
        }
    }
}
