package dev.cohort.contacts.importing;

import dev.cohort.contacts.importing.Row.Cell;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One JSON object a line, as the export writes them: properties, and fields under {@code fields}; fields may stand
 * beside the properties, too. {@code null} and blank texts clear. Bound: 16 million characters a line.
 */
final class NdjsonRows implements RowSource {

    private static final int LONGEST_LINE = 1 << 24;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final BufferedReader text;
    private final StringBuilder line = new StringBuilder();
    private long number;

    NdjsonRows(Reader text) {
        this.text = new BufferedReader(text, 1 << 16);
    }

    @Override
    public List<String> header() {
        return List.of();
    }

    @Override
    public @Nullable Row next() throws IOException {
        while (readLine()) {
            if (!line.toString().isBlank()) {
                number++;
                return row(line.toString());
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        text.close();
    }

    private boolean readLine() throws IOException {
        line.setLength(0);
        int sign = text.read();
        if (sign < 0) {
            return false;
        }
        while (sign >= 0 && sign != '\n') {
            if (line.length() == LONGEST_LINE) {
                throw new FileRefused("Row " + (number + 1) + " has more than 16 million characters.");
            }
            line.append((char) sign);
            sign = text.read();
        }
        return true;
    }

    private Row row(String json) {
        JsonNode object;
        try {
            object = JSON.readTree(json);
        } catch (JacksonException malformed) {
            return Row.refused(number, "The line is not JSON: " + malformed.getOriginalMessage());
        }
        if (!object.isObject()) {
            return Row.refused(number, "The line is not a JSON object.");
        }
        List<String> columns = new ArrayList<>();
        List<@Nullable Cell> cells = new ArrayList<>();
        for (Map.Entry<String, JsonNode> property : object.properties()) {
            if (property.getKey().equals("fields") && property.getValue().isObject()) {
                for (Map.Entry<String, JsonNode> field : property.getValue().properties()) {
                    columns.add(Columns.FIELD_PREFIX + field.getKey());
                    cells.add(cell(field.getValue()));
                }
            } else {
                columns.add(property.getKey());
                cells.add(cell(property.getValue()));
            }
        }
        return new Row(number, columns, cells, null);
    }

    private static Cell cell(JsonNode value) {
        if (value.isNull()) {
            return new Cell.Clear();
        }
        if (value.isArray()) {
            List<String> items = new ArrayList<>();
            value.forEach(item -> items.add(scalar(item)));
            return items.isEmpty() ? new Cell.Clear() : new Cell.Items(items);
        }
        String scalar = scalar(value);
        return scalar.isBlank() ? new Cell.Clear() : new Cell.Items(List.of(scalar));
    }

    private static String scalar(JsonNode value) {
        if (value.isString()) {
            return value.stringValue();
        }
        return value.isBigDecimal() ? value.decimalValue().toPlainString() : value.toString();
    }
}
