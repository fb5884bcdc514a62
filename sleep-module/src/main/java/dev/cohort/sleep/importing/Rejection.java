package dev.cohort.sleep.importing;

import org.jspecify.annotations.Nullable;

/** A record that cannot be taken, and why. Ends the reading of that record alone. */
final class Rejection extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final @Nullable String field;
    private final @Nullable String value;
    private final String code;

    /**
     * @param field that is at fault, as the file calls it; null if it is the whole record
     * @param value it has
     * @param reason a sentence for the user
     */
    Rejection(@Nullable String field, @Nullable String value, String code, String reason) {
        super(reason, null, false, false);
        this.field = field;
        this.value = value;
        this.code = code;
    }

    @Nullable
    String field() {
        return field;
    }

    @Nullable
    String value() {
        return value;
    }

    String code() {
        return code;
    }

    String reason() {
        String reason = getMessage();
        return reason == null ? code : reason;
    }
}
