package dev.cohort.contacts.importing;

import dev.cohort.contacts.attribute.AttributeDefinition;
import dev.cohort.contacts.attribute.AttributeValues;
import dev.cohort.contacts.attribute.Texts;
import dev.cohort.contacts.attribute.ValueKey;
import dev.cohort.contacts.attribute.ValueKeys;
import dev.cohort.contacts.attribute.ValueRefused;
import dev.cohort.contacts.contact.HotField;
import dev.cohort.contacts.importing.Row.Cell;
import dev.cohort.contacts.importing.RowRequest.Refusal;
import dev.cohort.kernel.Tsid;
import dev.cohort.kernel.problem.ProblemException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads rows as changes. One is made for each run, and it is not shared between threads. */
final class RowReader {

    private final Columns columns;
    private final Target key;
    private final boolean clearEmpty;
    private @Nullable List<String> header;
    private List<Target> targets = List.of();

    RowReader(Columns columns, Target key, boolean clearEmpty) {
        this.columns = columns;
        this.key = key;
        this.clearEmpty = clearEmpty;
    }

    /** What {@code row} asks for; what is wrong with it stands among its refusals. */
    RowRequest read(Row row) {
        var reading = new Reading();
        if (row.refusal() != null) {
            reading.refusals.add(new Refusal(null, null, "unreadable-row", row.refusal()));
        }
        List<Target> meant = targets(row, reading);
        for (int at = 0; at < row.cells().size(); at++) {
            Cell cell = row.cells().get(at);
            if (cell != null && at < meant.size()) {
                reading.take(row.columns().get(at), meant.get(at), cell);
            }
        }
        reading.leaveOutDefaultDisplayName();
        return new RowRequest(
                row.number(),
                reading.names,
                reading.texts,
                reading.id,
                reading.key,
                reading.hot,
                reading.fields,
                reading.refusals);
    }

    /** One look-up for a CSV file, whose rows share their header; else one for each new name. */
    @SuppressWarnings("ReferenceEquality") // The rows of a CSV file share one list; comparing it would cost more.
    private List<Target> targets(Row row, Reading reading) {
        if (row.columns() == header) {
            return targets;
        }
        List<Target> found = new ArrayList<>();
        for (String column : row.columns()) {
            try {
                found.add(column.isEmpty() ? new Target.Ignored() : columns.of(column));
            } catch (ProblemException unknown) {
                found.add(new Target.Ignored());
                reading.refusals.add(new Refusal(column, null, unknown.code(), String.valueOf(unknown.getMessage())));
            }
        }
        if (reading.refusals.isEmpty()) {
            header = row.columns();
            targets = found;
        }
        return found;
    }

    /** One row while it is read. */
    private final class Reading {

        private final Map<String, String> names = new HashMap<>();
        private final Map<String, String> texts = new HashMap<>();
        private final Map<HotField, Optional<String>> hot = new EnumMap<>(HotField.class);
        private final Map<Integer, List<Object>> fields = new HashMap<>();
        private final List<Refusal> refusals = new ArrayList<>();
        private @Nullable Long id;
        private @Nullable ValueKey key;

        void take(String column, Target target, Cell cell) {
            String text = text(cell);
            boolean clears = cell instanceof Cell.Clear || Texts.trimmed(text).isEmpty();
            if (clears && !(cell instanceof Cell.Clear) && !clearEmpty) {
                return;
            }
            switch (target) {
                case Target.Id identity -> takeId(column, text);
                case Target.Hot property -> takeHot(column, property, clears ? "" : text);
                case Target.Field field -> takeField(column, field.definition(), clears ? null : cell, text);
                case Target.NewField later -> {}
                case Target.Ignored nothing -> {}
            }
        }

        private void takeId(String column, String text) {
            String trimmed = Texts.trimmed(text);
            if (trimmed.isEmpty()) {
                return;
            }
            OptionalLong given = Tsid.parse(trimmed);
            id = given.isPresent() ? given.getAsLong() : -1L;
            names.put("/id", column);
            texts.put(column, text);
        }

        private void takeHot(String column, Target.Hot property, String text) {
            HotField field = HotField.of(property.property()).orElseThrow();
            hot.put(field, text.isEmpty() ? Optional.empty() : Optional.of(text));
            names.put("/" + property.property(), column);
            texts.put(column, text);
            if (property.equals(RowReader.this.key) && !text.isEmpty()) {
                key = ValueKeys.text(Texts.trimmed(text));
            }
        }

        private void takeField(String column, AttributeDefinition field, @Nullable Cell cell, String text) {
            names.put("/fields/" + field.key(), column);
            texts.put(column, text);
            List<Object> values = new ArrayList<>();
            try {
                for (String item : cell == null ? List.<String>of() : items(field, cell)) {
                    if (!Texts.trimmed(item).isEmpty()) {
                        values.add(AttributeValues.parse(field, item));
                    }
                }
            } catch (ValueRefused refused) {
                refusals.add(new Refusal(column, text, refused.code(), String.valueOf(refused.getMessage())));
                return;
            }
            if (values.size() > 1 && !field.multiple()) {
                refusals.add(new Refusal(column, text, "wrong-type", field.key() + " takes one value."));
                return;
            }
            fields.put(field.id(), values);
            boolean isKey = RowReader.this.key instanceof Target.Field wanted
                    && wanted.definition().id() == field.id();
            if (isKey && !values.isEmpty()) {
                key = AttributeValues.key(field, values.getFirst());
            }
        }

        /** A display name that says what first and last name say anyway is how lists show it, not a given one. */
        void leaveOutDefaultDisplayName() {
            String given =
                    hot.getOrDefault(HotField.DISPLAY_NAME, Optional.empty()).orElse(null);
            String first = trimmed(HotField.FIRST_NAME);
            String last = trimmed(HotField.LAST_NAME);
            String usual = first.isEmpty() || last.isEmpty() ? first + last : first + " " + last;
            if (given != null && Texts.trimmed(given).equals(usual)) {
                hot.put(HotField.DISPLAY_NAME, Optional.empty());
            }
        }

        private String trimmed(HotField field) {
            return Texts.trimmed(hot.getOrDefault(field, Optional.empty()).orElse(""));
        }
    }

    private static List<String> items(AttributeDefinition field, Cell cell) {
        return switch (cell) {
            case Cell.Text text -> field.multiple() ? ItemText.split(text.text()) : List.of(text.text());
            case Cell.Items items -> items.items();
            case Cell.Clear nothing -> List.of();
        };
    }

    private static String text(Cell cell) {
        return switch (cell) {
            case Cell.Text text -> text.text();
            case Cell.Items items ->
                items.items().size() == 1 ? items.items().getFirst() : ItemText.join(items.items());
            case Cell.Clear nothing -> "";
        };
    }
}
