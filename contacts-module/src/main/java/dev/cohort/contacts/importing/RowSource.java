package dev.cohort.contacts.importing;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a file, one after the other, in memory bounded by one row. */
interface RowSource extends AutoCloseable {

    /** The columns that the file announces before its first row; empty if each row names its own. */
    List<String> header();

    /**
     * The next row; null after the last.
     *
     * @throws FileRefused if the file cannot be read on from here
     */
    @Nullable
    Row next() throws IOException;

    @Override
    void close() throws IOException;
}
