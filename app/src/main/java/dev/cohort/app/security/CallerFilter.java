package dev.cohort.app.security;

import dev.cohort.kernel.Caller;
import dev.cohort.kernel.web.CallerOfRequest;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** The step from an authenticated principal to the {@link Caller} that controllers and row-level security see. */
final class CallerFilter extends OncePerRequestFilter {

    private final Function<Authentication, @Nullable Caller> callers;

    CallerFilter(Function<Authentication, @Nullable Caller> callers) {
        this.callers = callers;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        Caller caller = authentication == null ? null : callers.apply(authentication);
        if (caller == null && authentication != null && !(authentication instanceof AnonymousAuthenticationToken)) {
            throw new AccessDeniedException("the principal names no tenant of this installation");
        }
        if (caller == null) {
            chain.doFilter(request, response);
        } else {
            CallerOfRequest.proceed(caller, request, response, chain);
        }
    }
}
