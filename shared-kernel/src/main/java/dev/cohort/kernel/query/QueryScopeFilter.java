package dev.cohort.kernel.query;

import dev.cohort.kernel.web.CallerOfRequest;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Opens a scope for each request, before authentication, so that its statements count too. Answers to an
 * authenticated caller, files of the pages apart, say what they cost, in one {@code Server-Timing} header that is set as late as can be:
 * just before the response is committed.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
final class QueryScopeFilter extends OncePerRequestFilter {

    private static final String ATTRIBUTE = QueryScopeFilter.class.getName();

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean first = !(request.getAttribute(ATTRIBUTE) instanceof QueryScope);
        QueryScope scope = first
                ? QueryScope.begin(QueryScope.Kind.REQUEST, request.getMethod() + " " + request.getRequestURI())
                : (QueryScope) request.getAttribute(ATTRIBUTE);
        request.setAttribute(ATTRIBUTE, scope);
        var timed = new BeforeCommit(response, () -> announce(scope, request, response));
        try (var ignored = scope.bind()) {
            chain.doFilter(request, timed);
        } finally {
            if (request.isAsyncStarted()) {
                if (first) {
                    request.getAsyncContext().addListener(new EndWithAnswer(scope));
                }
            } else {
                timed.beforeCommit();
                scope.end();
            }
        }
    }

    /** The error page of a request belongs to it. */
    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    private static void announce(QueryScope scope, HttpServletRequest request, HttpServletResponse response) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        if (!path.startsWith("/assets/") && CallerOfRequest.isKnown(request)) {
            response.setHeader(ServerTiming.HEADER, ServerTiming.of(scope));
        }
    }

    /** A streamed answer ends its scope when its last byte is written. */
    private record EndWithAnswer(QueryScope scope) implements AsyncListener {

        @Override
        public void onComplete(AsyncEvent event) {
            scope.end();
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            // Completed next, which ends the scope.
        }

        @Override
        public void onError(AsyncEvent event) {
            // Completed next, which ends the scope.
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this);
        }
    }
}
