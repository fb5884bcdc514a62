package dev.cohort.kernel.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;

/**
 * The one place that turns whatever went wrong into an RFC 9457 problem: {@code type}, {@code title},
 * {@code status}, {@code detail}, {@code instance}, {@code requestId}, and {@code errors} where values were
 * refused. A fault of the program becomes a 500 that says nothing but its request id; the log has the rest.
 */
public final class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private Problems() {}

    /** The problem that answers {@code failure}. */
    public static ResponseEntity<ProblemDetail> answer(Throwable failure, HttpServletRequest request) {
        ProblemException problem = known(failure).orElse(null);
        if (problem == null && failure instanceof ErrorResponse framework) {
            return answer(framework.getStatusCode(), framework.getHeaders(), request);
        }
        if (problem == null) {
            LOG.error("Request {} failed", requestId(request), failure);
            problem = new ProblemException(
                    HttpStatus.INTERNAL_SERVER_ERROR,
                    "internal",
                    "Cohort failed to answer. The log has the details under this request id.");
        }
        return answer(problem, request);
    }

    /** The problem that {@code failure} is, if it is not a fault of the program. */
    public static Optional<ProblemException> known(Throwable failure) {
        ProblemException problem = RequestFailures.problem(failure);
        return Optional.ofNullable(problem == null ? DatabaseFailures.problem(failure) : problem);
    }

    /** The problem of a bare status, for errors that the framework or the container raised. */
    public static ResponseEntity<ProblemDetail> answer(
            HttpStatusCode status, HttpHeaders headers, HttpServletRequest request) {
        HttpStatus known = HttpStatus.resolve(status.value());
        HttpStatus answered = known == null ? HttpStatus.INTERNAL_SERVER_ERROR : known;
        var problem = new ProblemException(answered, code(answered), detail(answered, request));
        problem.headers().addAll(headers);
        return answer(problem, request);
    }

    public static ResponseEntity<ProblemDetail> answer(ProblemException problem, HttpServletRequest request) {
        ProblemDetail body = ProblemDetail.forStatusAndDetail(problem.status(), String.valueOf(problem.getMessage()));
        body.setType(URI.create("urn:cohort:problem:" + problem.code()));
        body.setTitle(problem.status().getReasonPhrase());
        body.setInstance(URI.create(path(request)));
        body.setProperty("requestId", requestId(request));
        List<ProblemException.FieldError> errors = problem.errors();
        if (!errors.isEmpty()) {
            body.setProperty("errors", errors);
        }
        return ResponseEntity.status(problem.status())
                .headers(problem.headers())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(body);
    }

    /** The id of this request, as {@code X-Request-Id} carries it. */
    public static @Nullable String requestId(HttpServletRequest request) {
        return (String) request.getAttribute(RequestIdFilter.ATTRIBUTE);
    }

    private static String path(HttpServletRequest request) {
        Object failed = request.getAttribute("jakarta.servlet.error.request_uri");
        String path = failed instanceof String original ? original : request.getRequestURI();
        try {
            return URI.create(path).getRawPath();
        } catch (IllegalArgumentException notAUri) {
            return "/";
        }
    }

    /** What was asked; the container hands an error on as a GET. */
    private static String method(HttpServletRequest request) {
        Object failed = request.getAttribute("jakarta.servlet.error.method");
        return failed instanceof String original ? original : request.getMethod();
    }

    private static String code(HttpStatus status) {
        return status.getReasonPhrase().toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    private static String detail(HttpStatus status, HttpServletRequest request) {
        return switch (status) {
            case NOT_FOUND -> "There is nothing at this address.";
            case METHOD_NOT_ALLOWED ->
                "This address does not answer " + method(request) + "; the Allow header lists what it does.";
            case UNSUPPORTED_MEDIA_TYPE ->
                "This address does not read that media type; the Accept header of the answer lists what it does.";
            case NOT_ACCEPTABLE -> "This address has no answer in the media type that Accept asks for.";
            case UNAUTHORIZED -> "Sign in first: this address needs credentials, and these are none that Cohort knows.";
            case FORBIDDEN -> "Your role does not allow this.";
            case CONTENT_TOO_LARGE -> "The body is larger than this address takes.";
            default -> status.getReasonPhrase() + ".";
        };
    }
}
