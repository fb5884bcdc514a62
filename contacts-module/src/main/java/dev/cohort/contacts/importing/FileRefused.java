package dev.cohort.contacts.importing;

import dev.cohort.kernel.problem.ProblemException;
import org.springframework.http.HttpStatus;

/** A file that cannot be read as what it was said to be: 422, and the message of a job that met it. */
final class FileRefused extends ProblemException {

    private static final long serialVersionUID = 1L;

    FileRefused(String reason) {
        super(HttpStatus.UNPROCESSABLE_CONTENT, "unreadable-file", reason);
    }
}
