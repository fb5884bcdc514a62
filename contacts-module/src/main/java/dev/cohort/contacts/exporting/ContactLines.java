package dev.cohort.contacts.exporting;

import dev.cohort.contacts.search.FoundContact;

/** Contacts as lines of a file. */
interface ContactLines {

    /** What stands above the first contact; called once, after the first contacts were read. */
    void appendHeader(StringBuilder out);

    void append(StringBuilder out, FoundContact contact);
}
