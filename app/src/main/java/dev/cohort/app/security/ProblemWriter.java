package dev.cohort.app.security;

import dev.cohort.kernel.problem.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Answers with a problem from a filter, where no message converter is at hand. */
@Component
class ProblemWriter {

    private final JsonMapper json;

    ProblemWriter(JsonMapper json) {
        this.json = json;
    }

    void write(HttpStatus status, HttpServletRequest request, HttpServletResponse response) throws IOException {
        write(Problems.answer(status, HttpHeaders.EMPTY, request), response);
    }

    void write(Throwable failure, HttpServletRequest request, HttpServletResponse response) throws IOException {
        write(Problems.answer(failure, request), response);
    }

    private void write(ResponseEntity<ProblemDetail> problem, HttpServletResponse response) throws IOException {
        response.setStatus(problem.getStatusCode().value());
        problem.getHeaders().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        json.writeValue(response.getOutputStream(), problem.getBody());
    }
}
