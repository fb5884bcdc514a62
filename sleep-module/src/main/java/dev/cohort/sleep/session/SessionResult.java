package dev.cohort.sleep.session;

import dev.cohort.kernel.problem.ProblemException.FieldError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of one session of a request; {@code id} is null and {@code errors} not empty only if rejected. */
public record SessionResult(
        @Nullable String externalId, @Nullable String id, Status status, List<FieldError> errors) {

    /** What became of it. */
    public enum Status {
        CREATED,
        REPLACED,
        UNCHANGED,
        REJECTED
    }
}
