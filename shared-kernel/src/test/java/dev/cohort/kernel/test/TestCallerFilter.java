package dev.cohort.kernel.test;

import dev.cohort.kernel.Caller;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.web.CallerOfRequest;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Stands for the sign-in in a module's tests: the header {@code X-Test-Tenant} names the tenant (1 without it) and
 * {@code X-Test-User} the user ({@code tester} without it). Make it a bean of the module's test application.
 */
public final class TestCallerFilter extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String tenant = request.getHeader("X-Test-Tenant");
        String user = request.getHeader("X-Test-User");
        var caller =
                new Caller(new TenantId(tenant == null ? 1 : Long.parseLong(tenant)), user == null ? "tester" : user);
        CallerOfRequest.proceed(caller, request, response, chain);
    }
}
