package dev.cohort.kernel.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.core.annotation.Order;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Failures of JSON handlers become problems; pages and unknown addresses go to the error controller. */
@Order(0)
@RestControllerAdvice(annotations = RestController.class)
final class ProblemAdvice {

    /** An answer that has begun cannot become a problem any more: it is cut off, so that nobody takes it for whole. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> failed(Exception failure, HttpServletRequest request, HttpServletResponse response)
            throws Exception {
        if (response.isCommitted()) {
            throw failure;
        }
        return Problems.answer(failure, request);
    }
}
