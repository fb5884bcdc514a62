package dev.cohort.kernel.query;

import dev.cohort.kernel.web.CallerOfRequest;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Opens a scope for each request, before authentication, so that its statements count too. Answers to an
 * authenticated caller, files of the pages apart, say what they cost, in one {@code Server-Timing} header that is
 * set as late as can be: just before the response is committed.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
final class QueryScopeFilter extends OncePerRequestFilter {

    /** Names the request's scope among its attributes. */
    static final String ATTRIBUTE = QueryScopeFilter.class.getName();

    private final ObjectProvider<QueryScopeObserver> observers;

    QueryScopeFilter(ObjectProvider<QueryScopeObserver> observers) {
        this.observers = observers;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean first = !(request.getAttribute(ATTRIBUTE) instanceof QueryScope);
        QueryScope whole = first ? begin(request, null) : (QueryScope) request.getAttribute(ATTRIBUTE);
        request.setAttribute(ATTRIBUTE, whole);
        boolean isErrorPage = !first && request.getDispatcherType() == DispatcherType.ERROR;
        QueryScope scope = isErrorPage ? begin(request, whole) : whole;
        var timed = new BeforeCommit(response, () -> announce(whole, request, response));
        try (var ignored = scope.bind()) {
            chain.doFilter(request, timed);
        } finally {
            if (request.isAsyncStarted()) {
                if (first) {
                    request.getAsyncContext().addListener(new EndWithAnswer(() -> end(scope)));
                }
            } else {
                timed.beforeCommit();
                end(scope);
            }
        }
    }

    /** {@code outer} is the request that failed, of its error page: that is judged by itself and charged to it too. */
    private QueryScope begin(HttpServletRequest request, @Nullable QueryScope outer) {
        QueryScope parent = outer == null ? QueryScope.current() : outer;
        for (QueryScopeObserver observer : observers) {
            parent = parent == null ? observer.parentOf(request) : parent;
        }
        String name = request.getMethod() + " " + request.getRequestURI();
        QueryScope scope = QueryScope.begin(QueryScope.Kind.REQUEST, name, parent);
        observers.forEach(observer -> observer.began(scope));
        return scope;
    }

    private void end(QueryScope scope) {
        if (scope.endsNow()) {
            observers.forEach(observer -> observer.ended(scope));
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
    private record EndWithAnswer(Runnable end) implements AsyncListener {

        @Override
        public void onComplete(AsyncEvent event) {
            end.run();
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
