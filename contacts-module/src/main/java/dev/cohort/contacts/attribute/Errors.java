package dev.cohort.contacts.attribute;

import dev.cohort.kernel.problem.ProblemException;
import dev.cohort.kernel.problem.ProblemException.FieldError;
import java.util.ArrayList;
import java.util.List;
import org.springframework.http.HttpStatus;

/** Gathers what is wrong with a request, so that one answer names all of it. Not thread-safe. */
public final class Errors {

    private final List<FieldError> errors = new ArrayList<>();
    private HttpStatus status = HttpStatus.UNPROCESSABLE_CONTENT;

    /** Malformed, wrongly typed or unknown: 400. */
    public void malformed(String pointer, String code, String message) {
        errors.add(new FieldError(pointer, code, message));
        status = HttpStatus.BAD_REQUEST;
    }

    /** Well-formed and not allowed: 422, unless something else is malformed. */
    public void invalid(String pointer, String code, String message) {
        errors.add(new FieldError(pointer, code, message));
    }

    public void add(String pointer, ValueRefused refused) {
        if (refused.isMalformed()) {
            malformed(pointer, refused.code(), String.valueOf(refused.getMessage()));
        } else {
            invalid(pointer, refused.code(), String.valueOf(refused.getMessage()));
        }
    }

    public boolean isEmpty() {
        return errors.isEmpty();
    }

    public List<FieldError> list() {
        return List.copyOf(errors);
    }

    /**
     * Ends the request if anything was gathered.
     *
     * @throws ProblemException 400 if anything was malformed, else 422
     */
    public void check() {
        if (!errors.isEmpty()) {
            throw problem(status, errors);
        }
    }

    /** A problem of that status which names all of {@code errors}. */
    public static ProblemException problem(HttpStatus status, List<FieldError> errors) {
        FieldError first = errors.getFirst();
        String detail = errors.size() == 1
                ? first.message()
                : first.message() + " And " + (errors.size() - 1) + " more, see errors.";
        String code = switch (status) {
            case UNPROCESSABLE_CONTENT -> "invalid-value";
            case CONFLICT -> "taken";
            default -> first.code();
        };
        return new ProblemException(status, code, detail, errors);
    }

    /** {@code refused} as the problem of a part of the body: its pointers lead there. */
    public static ProblemException under(String pointer, ProblemException refused) {
        List<FieldError> errors = refused.errors().stream()
                .map(error -> new FieldError(pointer + error.pointer(), error.code(), error.message()))
                .toList();
        return new ProblemException(refused.status(), refused.code(), String.valueOf(refused.getMessage()), errors);
    }

    /** {@code name} as a step of a JSON Pointer (RFC 6901). */
    public static String step(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
