package dev.cohort.sleep.importing;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Reads one format of file. Without state; the same file gives the same calls in the same order. */
@FunctionalInterface
interface FileFormat {

    /**
     * What a file does not say itself.
     *
     * @param zone of times without an offset; null where the format has none or the user does not know
     * @param now what lies more than 24 hours after it is no record of anything
     */
    record Reading(@Nullable ZoneId zone, Instant now) {}

    /**
     * Hands every record to {@code sink}; memory is bounded whatever the file holds. Issues no statements itself.
     *
     * @param file read to its end, not closed
     * @throws UnreadableFile if the file as a whole cannot be read as this format
     */
    void read(InputStream file, Reading reading, RecordSink sink) throws IOException;
}
