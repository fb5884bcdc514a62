package dev.cohort.contacts.exporting;

import dev.cohort.contacts.search.FoundContact;
import tools.jackson.databind.json.JsonMapper;

/** One JSON object a line, as a page shows the contact. */
record ContactNdjson(JsonMapper json) implements ContactLines {

    @Override
    public void appendHeader(StringBuilder out) {
        // There is none.
    }

    @Override
    public void append(StringBuilder out, FoundContact contact) {
        out.append(json.writeValueAsString(contact)).append('\n');
    }
}
