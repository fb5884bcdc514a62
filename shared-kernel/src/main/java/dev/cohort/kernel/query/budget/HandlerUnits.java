package dev.cohort.kernel.query.budget;

import dev.cohort.kernel.query.QueryScope;
import dev.cohort.kernel.query.QueryUnit;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/** Tells a request's scope which handler it runs, by method and URI template, once it is found. */
final class HandlerUnits implements HandlerInterceptor {

    private record Key(Method handler, String name) {}

    private final Map<Key, QueryUnit> known = new ConcurrentHashMap<>();

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        QueryScope scope = QueryScope.current();
        if (handler instanceof HandlerMethod found
                && scope != null
                && scope.kind() == QueryScope.Kind.REQUEST
                && scope.unit() == null) {
            String verb = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
            Object template = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
            var key = new Key(found.getMethod(), verb + " " + template);
            scope.runs(known.computeIfAbsent(
                    key, one -> QueryUnit.of(QueryScope.Kind.REQUEST, found.getBeanType(), one.handler(), one.name())));
        }
        return true;
    }
}
