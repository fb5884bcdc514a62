package dev.cohort.app.shell;

import dev.cohort.kernel.problem.Problems;
import dev.cohort.kernel.query.QueryBudget;
import dev.cohort.kernel.web.Texts;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/**
 * What a handler of JSON did not answer itself: failures of pages, unknown addresses, and errors that the container
 * raised. People get a page, programs a problem; both get the request id and neither a stack trace.
 */
@Controller
@ControllerAdvice(annotations = Controller.class)
@Order(1)
class Errors implements ErrorController {

    private final PageModel frame;

    Errors(PageModel frame) {
        this.frame = frame;
    }

    @ExceptionHandler
    Object failed(Exception failure, HttpServletRequest request) {
        return answer(Problems.answer(failure, request), request);
    }

    @QueryBudget(statements = 0)
    @RequestMapping("/error")
    Object error(HttpServletRequest request) {
        Throwable failure = cause((Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION));
        return answer(
                failure == null
                        ? Problems.answer(status(request), HttpHeaders.EMPTY, request)
                        : Problems.answer(failure, request),
                request);
    }

    /** What went wrong before a handler was found comes wrapped by the servlet that failed. */
    private static @Nullable Throwable cause(@Nullable Throwable failure) {
        return failure instanceof ServletException wrapped && wrapped.getRootCause() != null
                ? wrapped.getRootCause()
                : failure;
    }

    private Object answer(ResponseEntity<ProblemDetail> problem, HttpServletRequest request) {
        if (!wantsPage(request)) {
            return problem;
        }
        Map<String, Object> model = new HashMap<>(Map.of("problem", Objects.requireNonNull(problem.getBody())));
        model.put("frame", frame.frame(request));
        model.put("title", title(problem.getStatusCode().value()));
        return new ModelAndView("shell/error", model, problem.getStatusCode());
    }

    /** In words of people; the number of the status stands small below, for whoever looks into it. */
    private static String title(int status) {
        String kind = status == 403 ? "closed" : status == 404 ? "missing" : status >= 500 ? "broken" : "refused";
        return Texts.of("shell.error." + kind);
    }

    private static boolean wantsPage(HttpServletRequest request) {
        Object original = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        String path = original instanceof String uri ? uri : request.getRequestURI();
        return !path.startsWith("/api/") && accepts(request.getHeader(HttpHeaders.ACCEPT));
    }

    private static boolean accepts(@Nullable String accept) {
        return accept != null && accept.contains(MediaType.TEXT_HTML_VALUE);
    }

    private static HttpStatusCode status(HttpServletRequest request) {
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        return status instanceof Integer code ? HttpStatusCode.valueOf(code) : HttpStatus.NOT_FOUND;
    }
}
