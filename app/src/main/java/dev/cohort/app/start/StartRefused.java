package dev.cohort.app.start;

/** Cohort does not start as it is configured; the message is one line that says why and what would work. */
public final class StartRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StartRefused(String message) {
        super(message);
    }

    public StartRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
