package dev.cohort.contacts.importing;

import dev.cohort.contacts.importing.RowRequest.Refusal;
import java.util.List;
import java.util.Locale;

/** What became of a row. */
record RowOutcome(long row, Status status, List<Refusal> refusals) {

    enum Status {
        CREATED,
        UPDATED,
        UNCHANGED,
        SKIPPED,
        FAILED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
