package dev.cohort.kernel.problem;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** Failures of the database that are not the program's: the caller may try again, and learns when. */
final class DatabaseFailures {

    private DatabaseFailures() {}

    /** The 503 of a failure that a later try may not meet; null for anything else. */
    static @Nullable ProblemException problem(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientConnectionException) {
                return unavailable("overloaded", "All database connections are busy; try again shortly.", "2");
            }
            if (cause instanceof SQLException database) {
                ProblemException problem =
                        database.getSQLState() == null ? ofPool(database) : byState(database.getSQLState());
                if (problem != null) {
                    return problem;
                }
            }
        }
        return null;
    }

    /** The pool's own words, without an SQLSTATE: a rollback met a connection that had just broken and was evicted. */
    private static @Nullable ProblemException ofPool(SQLException failure) {
        return "Connection is closed".equals(failure.getMessage()) ? unreachable() : null;
    }

    /** SQLSTATEs of the PostgreSQL manual, appendix A. */
    private static @Nullable ProblemException byState(String state) {
        return switch (state) {
            case "57014" ->
                unavailable("statement-timeout", "The database took too long for this request and was stopped.", "5");
            case "40001", "40P01", "55P03" ->
                unavailable("contention", "Other changes were in the way; nothing was written. Try again.", "1");
            case "25006", "53100", "53200", "53300", "57P01", "57P02", "57P03" ->
                unavailable("database-unavailable", "The database cannot do this now; nothing was written.", "5");
            default -> state.startsWith("08") ? unreachable() : null;
        };
    }

    private static ProblemException unreachable() {
        return unavailable("database-unavailable", "The database cannot be reached.", "5");
    }

    private static ProblemException unavailable(String code, String detail, String retryAfterSeconds) {
        return new ProblemException(HttpStatus.SERVICE_UNAVAILABLE, code, detail)
                .header(HttpHeaders.RETRY_AFTER, retryAfterSeconds);
    }
}
