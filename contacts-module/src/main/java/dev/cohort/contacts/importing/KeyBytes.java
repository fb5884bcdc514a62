package dev.cohort.contacts.importing;

import dev.cohort.contacts.attribute.ValueKey;
import java.util.Base64;

/** A key as it is compared. */
record KeyBytes(String text) {

    static KeyBytes of(ValueKey key) {
        var encoder = Base64.getEncoder();
        byte[] rest = key.rest();
        return new KeyBytes(
                encoder.encodeToString(key.sortKey()) + (rest == null ? "" : ":" + encoder.encodeToString(rest)));
    }
}
