package dev.cohort.contacts.attribute;

import dev.cohort.kernel.Tsid;

/**
 * A choice of a select field. Values hold the id, so a label is renamed for nothing; {@code rank} is its place in the
 * order of the options, retired ones included. A retired option stays where it is held and cannot be newly chosen.
 */
public record AttributeOption(int id, String label, int rank, boolean retired) {

    /** The id outside: 13 characters, so that no label is mistaken for it. */
    public String externalId() {
        return Tsid.text(id);
    }
}
