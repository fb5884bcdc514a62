package dev.cohort.contacts.importing;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The formats of files. */
enum FileFormat {
    CSV,
    NDJSON;

    /** By the file's name; where that says nothing, by its first character: no CSV header begins with a brace. */
    static FileFormat of(@Nullable String name, InputStream file) throws IOException {
        String lower = name == null ? "" : name.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".csv")) {
            return CSV;
        }
        if (lower.endsWith(".ndjson") || lower.endsWith(".jsonl")) {
            return NDJSON;
        }
        Reader text = FileText.of(file);
        int first = text.read();
        while (first >= 0 && Character.isWhitespace(first)) {
            first = text.read();
        }
        return first == '{' ? NDJSON : CSV;
    }

    /** The rows of {@code file}. Closing them closes it. */
    RowSource open(InputStream file) throws IOException {
        return this == CSV ? new CsvRows(FileText.of(file)) : new NdjsonRows(FileText.of(file));
    }
}
