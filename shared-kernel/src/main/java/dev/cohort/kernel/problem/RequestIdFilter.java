package dev.cohort.kernel.problem;

import dev.cohort.kernel.Tsid;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * {@code X-Request-Id} in and out: the caller's, if it is short and plain (it goes into logs), else a new
 * one. Problems and log lines carry it, and the trace that a {@code traceparent} names.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class RequestIdFilter extends OncePerRequestFilter {

    static final String ATTRIBUTE = RequestIdFilter.class.getName();
    private static final String HEADER = "X-Request-Id";
    private static final String TRACE = "traceId";
    /** W3C Trace Context, version 00. */
    private static final Pattern TRACE_PARENT = Pattern.compile("00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String given = request.getHeader(HEADER);
        String id = given != null && PLAIN.matcher(given).matches() ? given : Tsid.text(Tsid.next());
        request.setAttribute(ATTRIBUTE, id);
        response.setHeader(HEADER, id);
        try (var ignored = MDC.putCloseable("requestId", id)) {
            inTrace(request.getHeader("traceparent"), () -> chain.doFilter(request, response));
        }
    }

    /** A tracer, where there is one, knows better. */
    private static void inTrace(@Nullable String parent, Answering work) throws ServletException, IOException {
        Matcher trace = TRACE_PARENT.matcher(parent == null ? "" : parent);
        if (trace.matches() && MDC.get(TRACE) == null) {
            try (var ignored = MDC.putCloseable(TRACE, trace.group(1))) {
                work.answer();
            }
        } else {
            work.answer();
        }
    }

    @FunctionalInterface
    private interface Answering {
        void answer() throws ServletException, IOException;
    }
}
