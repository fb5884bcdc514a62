package dev.cohort.contacts.contact;

import dev.cohort.kernel.problem.ProblemException;
import dev.cohort.kernel.problem.ProblemException.FieldError;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What became of one {@link ContactChange}.
 *
 * @param contact the contact after it; null if refused. For a contact that was not changed, as it is
 * @param problem with which the API answers a refusal: 400, 404, 409, 412 or 422; null unless refused
 */
public record ContactOutcome(
        Status status,
        @Nullable ContactState contact,
        @Nullable ProblemException problem) {

    /** How it ended. */
    public enum Status {
        CREATED,
        UPDATED,
        UNCHANGED,
        REFUSED
    }

    static ContactOutcome refused(ProblemException problem) {
        return new ContactOutcome(Status.REFUSED, null, problem);
    }

    /** What was wrong, at least one entry if refused; empty otherwise. */
    public List<FieldError> errors() {
        if (problem == null) {
            return List.of();
        }
        return problem.errors().isEmpty()
                ? List.of(new FieldError("", problem.code(), String.valueOf(problem.getMessage())))
                : problem.errors();
    }

    /**
     * The contact.
     *
     * @throws ProblemException if refused
     */
    public ContactState orThrow() {
        if (problem != null) {
            throw problem;
        }
        return Objects.requireNonNull(contact);
    }
}
