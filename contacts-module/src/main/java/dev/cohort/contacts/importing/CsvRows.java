package dev.cohort.contacts.importing;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.cohort.contacts.importing.Row.Cell;
import dev.cohort.kernel.csv.CsvText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * CSV with a header (RFC 4180). The separator is a comma, or a tab or semicolon if the header has no comma. A row may
 * have fewer cells than the header, not more. Bounds: 1,000 columns, 16 million characters a cell.
 */
final class CsvRows implements RowSource {

    private static final int MOST_COLUMNS = 1_000;
    private static final int MOST_BUFFERED = 1 << 24;
    private static final int LOOK_AHEAD = 1 << 16;

    private final CsvReader<CsvRecord> csv;
    private final Iterator<CsvRecord> records;
    private final List<String> header;
    private long number;

    CsvRows(Reader text) throws IOException {
        var ahead = new BufferedReader(text, LOOK_AHEAD);
        this.csv = CsvReader.builder()
                .fieldSeparator(separator(ahead))
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .maxBufferSize(MOST_BUFFERED)
                .ofCsvRecord(ahead);
        this.records = csv.iterator();
        this.header = readHeader();
    }

    @Override
    public List<String> header() {
        return header;
    }

    @Override
    public @Nullable Row next() {
        CsvRecord record = nextRecord();
        if (record == null) {
            return null;
        }
        number++;
        List<String> fields = record.getFields();
        if (fields.size() > header.size()) {
            return Row.refused(
                    number, "The row has " + fields.size() + " cells, the header " + header.size() + " columns.");
        }
        List<@Nullable Cell> cells = new ArrayList<>(header.size());
        for (int column = 0; column < header.size(); column++) {
            cells.add(column < fields.size() ? new Cell.Text(CsvText.plain(fields.get(column))) : null);
        }
        return new Row(number, header, cells, null);
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }

    private List<String> readHeader() {
        CsvRecord record = nextRecord();
        if (record == null) {
            throw new FileRefused("The file is empty; its first line names the columns.");
        }
        if (record.getFieldCount() > MOST_COLUMNS) {
            throw new FileRefused(
                    "The file has " + record.getFieldCount() + " columns; at most " + MOST_COLUMNS + " are allowed.");
        }
        List<String> names = record.getFields().stream()
                .map(name -> CsvText.plain(name.strip()))
                .toList();
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!name.isEmpty() && !seen.add(name.toLowerCase(Locale.ROOT))) {
                throw new FileRefused("Two columns are named \"" + Columns.shown(name) + "\".");
            }
        }
        return Collections.unmodifiableList(names);
    }

    private @Nullable CsvRecord nextRecord() {
        try {
            return records.hasNext() ? records.next() : null;
        } catch (CsvParseException malformed) {
            throw refused(malformed);
        }
    }

    private FileRefused refused(CsvParseException malformed) {
        for (Throwable cause = malformed.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof FileRefused notText) {
                return notText;
            }
        }
        String reason = String.valueOf(malformed.getMessage());
        String where = header == null ? "The header" : "Row " + (number + 1);
        if (reason.contains("quote") || reason.contains("Quote")) {
            return new FileRefused(
                    where + " cannot be read: a quoted cell is not closed, or goes on behind its quote.");
        }
        return new FileRefused(where + " is too long: it has more than " + MOST_COLUMNS
                + " columns or more than 16 million characters in a cell. A quote that is not closed does this, too.");
    }

    private static char separator(BufferedReader text) throws IOException {
        text.mark(LOOK_AHEAD - 1);
        boolean comma = false;
        char other = ',';
        for (int read = 0; read < LOOK_AHEAD - 1; read++) {
            int sign = text.read();
            if (sign < 0 || sign == '\n' || sign == '\r') {
                break;
            }
            comma = comma || sign == ',';
            if (other == ',' && (sign == '\t' || sign == ';')) {
                other = (char) sign;
            }
        }
        text.reset();
        return comma ? ',' : other;
    }
}
