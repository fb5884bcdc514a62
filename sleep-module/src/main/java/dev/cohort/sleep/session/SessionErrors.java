package dev.cohort.sleep.session;

import dev.cohort.kernel.problem.ProblemException.FieldError;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with one session: the first twenty things, so that an answer is never many times its request. */
final class SessionErrors {

    private static final int MOST = 20;
    private static final int SHOWN = 40;

    private final List<FieldError> errors = new ArrayList<>();

    void add(String pointer, String code, String message) {
        if (!isFull()) {
            errors.add(new FieldError(pointer, code, message));
        }
    }

    boolean isEmpty() {
        return errors.isEmpty();
    }

    boolean isFull() {
        return errors.size() == MOST;
    }

    int size() {
        return errors.size();
    }

    List<FieldError> list() {
        return errors;
    }

    /** A culprit as messages quote it. */
    static String shown(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
