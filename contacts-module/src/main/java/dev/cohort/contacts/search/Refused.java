package dev.cohort.contacts.search;

import dev.cohort.kernel.problem.ProblemException;
import dev.cohort.kernel.problem.ProblemException.FieldError;
import java.util.List;
import org.springframework.http.HttpStatus;

/** Filters, sorts and columns that are refused: 400 for what cannot be understood, 422 for what is too much. */
final class Refused {

    private static final int LONGEST_SHOWN = 80;

    private Refused() {}

    /** 400 about the selector {@code name}. */
    static ProblemException at(String name, String code, String message) {
        String pointer = "/" + shown(name).replace("~", "~0").replace('.', '/');
        return new ProblemException(
                HttpStatus.BAD_REQUEST, code, message, List.of(new FieldError(pointer, code, message)));
    }

    /** 422: more than the stated limit. */
    static ProblemException tooMuch(String parameter, String code, String message) {
        return new ProblemException(
                HttpStatus.UNPROCESSABLE_CONTENT,
                code,
                message,
                List.of(new FieldError("/" + parameter, code, message)));
    }

    /** The part of a caller's text that a message repeats: at most 80 characters, without control characters. */
    static String shown(String text) {
        String start = text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
        return start.replaceAll("\\p{Cntrl}", "?");
    }
}
