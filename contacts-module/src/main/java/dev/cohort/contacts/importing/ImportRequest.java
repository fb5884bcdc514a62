package dev.cohort.contacts.importing;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a file is to be imported.
 *
 * @param mapping column to selector, or to null for a column that is not read
 * @param key the selector that identifies a row
 * @param dryRun whether the rows are only tried, each step being rolled back
 * @param createFields whether unknown columns become fields
 * @param clearEmpty whether an empty cell clears; without it, it leaves the value as it is
 */
record ImportRequest(
        FileFormat format,
        Map<String, @Nullable String> mapping,
        String key,
        boolean dryRun,
        boolean createFields,
        boolean clearEmpty) {

    static final String DEFAULT_KEY = "externalId";
}
