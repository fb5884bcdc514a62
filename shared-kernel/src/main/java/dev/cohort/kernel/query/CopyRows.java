package dev.cohort.kernel.query;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;

/** Rows on their way into a COPY, in its text format (PostgreSQL manual, COPY, "Text Format"). */
public final class CopyRows {

    private static final int CHUNK = 1 << 16;

    private final CopyIn copy;
    private final StringBuilder pending = new StringBuilder(CHUNK + 1024);

    CopyRows(CopyIn copy) {
        this.copy = copy;
    }

    /**
     * Adds a row of as many values as the COPY has columns. A null is NULL; anything else goes as its
     * {@code toString()}, which PostgreSQL reads as it would a literal of the column's type.
     */
    public void add(@Nullable Object... values) throws IOException {
        for (int column = 0; column < values.length; column++) {
            if (column > 0) {
                pending.append('\t');
            }
            Object value = values[column];
            if (value == null) {
                pending.append("\\N");
            } else {
                append(value.toString());
            }
        }
        pending.append('\n');
        if (pending.length() >= CHUNK) {
            flush();
        }
    }

    void flush() throws IOException {
        byte[] bytes = pending.toString().getBytes(StandardCharsets.UTF_8);
        pending.setLength(0);
        try {
            copy.writeToCopy(bytes, 0, bytes.length);
        } catch (SQLException refused) {
            throw new IOException(refused);
        }
    }

    private void append(String text) {
        for (int at = 0; at < text.length(); at++) {
            char sign = text.charAt(at);
            switch (sign) {
                case '\\' -> pending.append("\\\\");
                case '\t' -> pending.append("\\t");
                case '\n' -> pending.append("\\n");
                case '\r' -> pending.append("\\r");
                default -> pending.append(sign);
            }
        }
    }
}
