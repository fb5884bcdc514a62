package dev.cohort.contacts.importing;

import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * How far an import is.
 *
 * @param row the last row that is done
 * @param created the columns for which fields were created, with their selectors
 */
record ImportCheckpoint(long row, Map<String, String> created) {

    private static final JsonMapper JSON = new JsonMapper();

    static ImportCheckpoint read(String text) {
        return JSON.readValue(text, ImportCheckpoint.class);
    }

    String text() {
        return JSON.writeValueAsString(this);
    }

    ImportCheckpoint at(long reached) {
        return new ImportCheckpoint(reached, created);
    }
}
