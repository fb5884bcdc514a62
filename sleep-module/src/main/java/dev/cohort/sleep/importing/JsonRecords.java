package dev.cohort.sleep.importing;

import dev.cohort.sleep.importing.FileFormat.Reading;
import tools.jackson.databind.node.ObjectNode;

/** What a provider's records mean. */
interface JsonRecords {

    /** Whether {@code record} looks like one of these records. */
    boolean knows(ObjectNode record);

    /** The records that are known, for the text that says so. */
    String described();

    /**
     * Hands on what {@code record} says.
     *
     * @throws Rejection if it cannot be taken; nothing of it has been handed on then
     */
    void read(Place place, JsonRecord record, Reading reading, RecordSink sink);
}
