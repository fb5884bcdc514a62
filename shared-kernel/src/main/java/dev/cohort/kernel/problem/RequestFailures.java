package dev.cohort.kernel.problem;

import dev.cohort.kernel.problem.ProblemException.FieldError;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Requests that could not be read: what is wrong, and where. */
final class RequestFailures {

    private RequestFailures() {}

    /** The problem that names the culprit of an unreadable request; null for anything else. */
    static @Nullable ProblemException problem(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException problem) {
                return problem;
            }
        }
        if (failure instanceof NumberFormatException number && isOfBody(number)) {
            return tooComplex();
        }
        return switch (failure) {
            case HttpMessageNotReadableException unreadable -> unreadable(unreadable);
            case MissingServletRequestParameterException missing ->
                ProblemException.badParameter(
                        missing.getParameterName(),
                        "missing-parameter",
                        "The parameter " + missing.getParameterName() + " is missing.");
            case MissingServletRequestPartException missing ->
                ProblemException.badParameter(
                        missing.getRequestPartName(),
                        "missing-part",
                        "The part " + missing.getRequestPartName() + " is missing.");
            case MethodArgumentTypeMismatchException mismatch ->
                ProblemException.badParameter(
                        mismatch.getName(),
                        "invalid-parameter",
                        "The parameter " + mismatch.getName() + " has a value of the wrong type.");
            case MaxUploadSizeExceededException tooLarge ->
                new ProblemException(
                        HttpStatus.CONTENT_TOO_LARGE, "content-too-large", "The upload is larger than 2 GiB.");
            case MultipartException broken ->
                ProblemException.badRequest(
                        "malformed-upload", "The body is no multipart form, or it ends before its last boundary.");
            default -> null;
        };
    }

    private static ProblemException unreadable(HttpMessageNotReadableException unreadable) {
        Throwable cause = unreadable.getCause();
        if (cause instanceof UnrecognizedPropertyException unknown) {
            String pointer = pointer(unknown);
            String message = "There is no property \"" + unknown.getPropertyName() + "\" here; known are "
                    + String.valueOf(unknown.getKnownPropertyIds()) + ".";
            return at(pointer, "unknown-property", message);
        }
        if (cause instanceof StreamConstraintsException) {
            return tooComplex();
        }
        if (cause instanceof StreamReadException malformed) {
            var place = malformed.getLocation();
            return ProblemException.badRequest(
                    "malformed-json",
                    "The body is not JSON: line " + place.getLineNr() + ", column " + place.getColumnNr() + ".");
        }
        if (cause instanceof JacksonException mismatch) {
            return at(pointer(mismatch), "wrong-type", "The value at " + pointer(mismatch) + " has the wrong type.");
        }
        return ProblemException.badRequest("missing-body", "The request needs a JSON body.");
    }

    /** What Jackson refuses to build; its own words name its classes. */
    private static ProblemException tooComplex() {
        return ProblemException.badRequest(
                "excessive-json",
                "The body goes beyond the JSON that is read here: 500 levels, names of 50,000 characters, numbers of"
                        + " 1,000 digits and exponents of 9.");
    }

    /** The exponent of a number is beyond what a decimal can have; that exception alone Jackson does not wrap. */
    private static boolean isOfBody(NumberFormatException failure) {
        return Arrays.stream(failure.getStackTrace())
                .anyMatch(frame -> frame.getClassName().startsWith("org.springframework.http.converter."));
    }

    private static ProblemException at(String pointer, String code, String message) {
        return new ProblemException(
                HttpStatus.BAD_REQUEST, code, message, List.of(new FieldError(pointer, code, message)));
    }

    private static String pointer(JacksonException failure) {
        String pointer = failure.getPath().stream()
                .map(step -> step.getPropertyName() == null
                        ? String.valueOf(step.getIndex())
                        : step.getPropertyName().replace("~", "~0").replace("/", "~1"))
                .collect(Collectors.joining("/"));
        return "/" + pointer;
    }
}
