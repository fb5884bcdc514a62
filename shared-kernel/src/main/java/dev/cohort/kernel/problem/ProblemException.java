package dev.cohort.kernel.problem;

import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * A request that cannot be answered as asked, as RFC 9457 problem. The detail names the culprit and what is
 * allowed; it is shown to the caller, so it holds no SQL, no class name and nothing of another tenant.
 */
public class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String code;
    private final transient List<FieldError> errors;
    private final transient HttpHeaders headers = new HttpHeaders();

    /** One culprit: a JSON Pointer ({@code /fields/<key>}), a stable code, and a message with the value. */
    public record FieldError(String pointer, String code, String message) {}

    /** {@code code} is the last segment of the stable {@code type} URI. */
    public ProblemException(HttpStatus status, String code, String detail, List<FieldError> errors) {
        super(detail);
        this.status = status;
        this.code = code;
        this.errors = List.copyOf(errors);
    }

    public ProblemException(HttpStatus status, String code, String detail) {
        this(status, code, detail, List.of());
    }

    /** 400: malformed, wrongly typed, or an unknown name. */
    public static ProblemException badRequest(String code, String detail) {
        return new ProblemException(HttpStatus.BAD_REQUEST, code, detail);
    }

    /** 400 about a query parameter, which {@code errors} names as {@code /<parameter>}. */
    public static ProblemException badParameter(String parameter, String code, String detail) {
        return new ProblemException(
                HttpStatus.BAD_REQUEST, code, detail, List.of(new FieldError("/" + parameter, code, detail)));
    }

    /** 404: unknown, malformed, deleted or another tenant's id; one answer for all of them. */
    public static ProblemException notFound(String what) {
        return new ProblemException(HttpStatus.NOT_FOUND, "not-found", "There is no such " + what + ".");
    }

    /** 422: well-formed values that break constraints. */
    public static ProblemException invalid(List<FieldError> errors) {
        return new ProblemException(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "invalid-value",
                errors.size() == 1 ? errors.getFirst().message() : errors.size() + " values are not allowed.",
                errors);
    }

    /** Adds a response header (ETag of a 412, Retry-After of a 503). */
    public ProblemException header(String name, String value) {
        headers.set(name, value);
        return this;
    }

    public HttpStatus status() {
        return status;
    }

    public String code() {
        return code;
    }

    public List<FieldError> errors() {
        return errors;
    }

    public HttpHeaders headers() {
        return headers;
    }

    /** A problem is an answer, not a fault of the program: its stack says nothing and costs microseconds. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
