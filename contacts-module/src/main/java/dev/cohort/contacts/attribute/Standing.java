package dev.cohort.contacts.attribute;

import java.util.Locale;

/** Which part a definition plays; every key has at most one of each but {@code PAST}. */
enum Standing {
    /** In use, or retired. */
    CURRENT,
    /** Values are being copied into it; nobody reads it. */
    COMING,
    /** It was current before a conversion and keeps the originals. */
    FORMER,
    /** Only history shows it. */
    PAST;

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Standing of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
