package dev.cohort.sleep.importing;

import dev.cohort.kernel.PersonId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a job has to know of an import besides the file.
 *
 * @param now when it was asked for: a job that goes on tomorrow judges by the same hour
 */
record ImportInput(
        PersonId person, ImportFormat format, @Nullable ZoneId zone, Instant now) {

    private static final String NO_ZONE = "-";

    static ImportInput parse(String text) {
        List<String> parts = List.of(text.split(" ", -1));
        return new ImportInput(
                PersonId.parse(parts.get(0)).orElseThrow(),
                ImportFormat.of(parts.get(1)).orElseThrow(),
                parts.get(2).equals(NO_ZONE) ? null : ZoneId.of(parts.get(2)),
                Instant.parse(parts.get(3)));
    }

    String text() {
        return person + " " + format.code() + " " + (zone == null ? NO_ZONE : zone.getId()) + " " + now;
    }
}
