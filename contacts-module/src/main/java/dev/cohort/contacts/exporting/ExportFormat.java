package dev.cohort.contacts.exporting;

import dev.cohort.kernel.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** What an export is written in. */
enum ExportFormat {
    CSV("csv", "text/csv;charset=UTF-8"),
    NDJSON("ndjson", "application/x-ndjson;charset=UTF-8");

    private final String extension;
    private final String mediaType;

    ExportFormat(String extension, String mediaType) {
        this.extension = extension;
        this.mediaType = mediaType;
    }

    /** The format that {@code name} names, CSV without one; 400 for any other. */
    static ExportFormat of(@Nullable String name) {
        return switch (name) {
            case null -> CSV;
            case "csv" -> CSV;
            case "ndjson" -> NDJSON;
            default ->
                throw ProblemException.badParameter(
                        "format",
                        "unknown-format",
                        "There is no format \"" + name.substring(0, Math.min(name.length(), 40))
                                + "\"; an export is csv or ndjson.");
        };
    }

    String extension() {
        return extension;
    }

    String mediaType() {
        return mediaType;
    }
}
