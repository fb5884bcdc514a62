package dev.cohort.sleep.importing;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a CSV file in UTF-8 (with or without a byte order mark) whose header is known. */
final class CsvRows {

    private static final int LONGEST_ROW = 64 * 1024;
    private static final int BYTE_ORDER_MARK = 0xFEFF;

    private final List<String> header;

    /** Takes one row. */
    interface RowReader {
        /** What it throws as a {@link Rejection} concerns the row alone. */
        void read(Place place, List<String> cells);
    }

    CsvRows(List<String> header) {
        this.header = header;
    }

    /**
     * Hands every row that has as many cells as the header to {@code rows}, and those that are refused to
     * {@code sink}. Empty lines are none.
     *
     * @throws UnreadableFile if the file is empty, has another header, is no UTF-8 or has an endless row
     */
    void read(InputStream file, RecordSink sink, RowReader rows) throws IOException {
        var text = new InputStreamReader(withoutMark(file), StandardCharsets.UTF_8.newDecoder());
        // Not closed: the file is its caller's.
        CsvReader<CsvRecord> reader = CsvReader.builder()
                .maxBufferSize(LONGEST_ROW)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(text);
        long row = 0;
        try {
            Iterator<CsvRecord> records = reader.iterator();
            checkHeader(records.hasNext() ? records.next().getFields() : null);
            while (records.hasNext()) {
                CsvRecord csvRow = records.next();
                row++;
                readRow(new Place(row, csvRow.getStartingLineNumber()), csvRow.getFields(), sink, rows);
            }
        } catch (CsvParseException broken) {
            throw new UnreadableFile(
                    "The row after data row " + row + " is longer than " + LONGEST_ROW + " characters or has no end.");
        } catch (UncheckedIOException unreadable) {
            if (unreadable.getCause() instanceof CharacterCodingException) {
                throw notUtf8(row);
            }
            throw unreadable;
        }
    }

    private void readRow(Place place, List<String> cells, RecordSink sink, RowReader rows) {
        try {
            if (cells.size() != header.size()) {
                throw new Rejection(
                        null,
                        String.join(",", cells),
                        "wrong-cells",
                        "It has " + cells.size() + " cells; the header has " + header.size() + ".");
            }
            rows.read(place, cells);
        } catch (Rejection rejection) {
            sink.rejected(place, rejection);
        }
    }

    private void checkHeader(@Nullable List<String> found) {
        if (found == null) {
            throw new UnreadableFile("The file is empty; its first line should be " + String.join(",", header) + ".");
        }
        if (!found.stream().map(String::strip).toList().equals(header)) {
            String shown = String.join(",", found);
            throw new UnreadableFile("The first line should be " + String.join(",", header) + ", not "
                    + Texts.shortened(shown, 200) + ".");
        }
    }

    private static UnreadableFile notUtf8(long row) {
        return new UnreadableFile("The file is not UTF-8: some bytes after data row " + row + " are no characters.");
    }

    private static InputStream withoutMark(InputStream file) throws IOException {
        var buffered = new BufferedInputStream(file, 1 << 16);
        buffered.mark(3);
        byte[] start = buffered.readNBytes(3);
        buffered.reset();
        if (start.length == 3 && new String(start, StandardCharsets.UTF_8).codePointAt(0) == BYTE_ORDER_MARK) {
            buffered.skipNBytes(3);
        }
        return buffered;
    }
}
