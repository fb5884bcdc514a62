package dev.cohort.contacts.attribute;

/** A value that its field does not take. The message names the value and what is allowed, fit to be shown. */
public final class ValueRefused extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final boolean malformed;

    private ValueRefused(String code, String message, boolean malformed) {
        super(message);
        this.code = code;
        this.malformed = malformed;
    }

    /** The value is well-formed and breaks a constraint: 422. */
    static ValueRefused breaks(String code, String message) {
        return new ValueRefused(code, message, false);
    }

    /** The value is of another type than the field: 400. */
    static ValueRefused malformed(String message) {
        return new ValueRefused("wrong-type", message, true);
    }

    /** Stable, for programs. */
    public String code() {
        return code;
    }

    public boolean isMalformed() {
        return malformed;
    }

    /** How much of a value a message repeats. */
    static String shown(String value) {
        return value.length() <= 80 ? value : value.substring(0, value.offsetByCodePoints(0, 40)) + "…";
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
