package dev.cohort.kernel.database;

/** The database cannot serve Cohort; the message is one line that says why and what mends it. */
public final class UnusableDatabase extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnusableDatabase(String message) {
        super(message);
    }
}
