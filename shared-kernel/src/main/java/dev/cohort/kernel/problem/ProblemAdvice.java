package dev.cohort.kernel.problem;

import jakarta.servlet.http.HttpServletRequest;
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

    @ExceptionHandler
    ResponseEntity<ProblemDetail> failed(Exception failure, HttpServletRequest request) {
        return Problems.answer(failure, request);
    }
}
