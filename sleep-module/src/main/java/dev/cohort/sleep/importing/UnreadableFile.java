package dev.cohort.sleep.importing;

import dev.cohort.kernel.problem.ProblemException;
import org.springframework.http.HttpStatus;

/** A file that is not what it is said to be, is damaged, or is built to do damage: nothing of it is taken. */
final class UnreadableFile extends ProblemException {

    private static final long serialVersionUID = 1L;

    /** {@code reason} is a sentence for the user that says what is wrong and, where there is one, in which line. */
    UnreadableFile(String reason) {
        super(HttpStatus.UNPROCESSABLE_CONTENT, "unreadable-file", reason);
    }
}
