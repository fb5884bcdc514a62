package dev.cohort.kernel.test;

import dev.cohort.kernel.Caller;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.web.CallerOfRequest;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Stands for the sign-in in a module's tests: the header {@code X-Test-Tenant} names the tenant (1 without it),
 * {@code X-Test-User} the user ({@code tester} without it) and {@code X-Test-Roles} the roles, comma-separated (every
 * role without it). Make it a bean of the module's test application.
 */
public final class TestCallerFilter extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String tenant = request.getHeader("X-Test-Tenant");
        String user = request.getHeader("X-Test-User");
        var caller =
                new Caller(new TenantId(tenant == null ? 1 : Long.parseLong(tenant)), user == null ? "tester" : user);
        CallerOfRequest.proceed(caller, new WithRoles(request), response, chain);
    }

    private static final class WithRoles extends HttpServletRequestWrapper {

        WithRoles(HttpServletRequest request) {
            super(request);
        }

        @Override
        public boolean isUserInRole(String role) {
            String roles = getHeader("X-Test-Roles");
            return roles == null || List.of(roles.split(",")).contains(role);
        }
    }
}
