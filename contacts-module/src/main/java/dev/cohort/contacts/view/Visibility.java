package dev.cohort.contacts.view;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Who sees a view, and who changes it; an administrator changes every view that they see. */
enum Visibility {
    /** Its owner alone. */
    PRIVATE,
    /** All see it and all change it. */
    SHARED,
    /** All see it, its owner changes it. */
    LOCKED;

    /** The name outside, as {@code private}. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Visibility> of(String code) {
        return Arrays.stream(values()).filter(one -> one.code().equals(code)).findFirst();
    }
}
