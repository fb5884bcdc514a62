package dev.cohort.kernel.web;

import dev.cohort.kernel.Caller;
import dev.cohort.kernel.TenantScope;
import dev.cohort.kernel.problem.ProblemException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Carries the authenticated {@link Caller} from whoever authenticates to the controllers that take one as a
 * parameter, and opens the caller's {@link TenantScope} for the rest of the request.
 */
public final class CallerOfRequest implements HandlerMethodArgumentResolver {

    private static final String ATTRIBUTE = CallerOfRequest.class.getName();

    /** Goes on with the request as {@code caller}. */
    public static void proceed(Caller caller, ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        request.setAttribute(ATTRIBUTE, caller);
        try {
            TenantScope.<Boolean, Exception>call(caller.tenant(), () -> {
                chain.doFilter(request, response);
                return true;
            });
        } catch (IOException | ServletException | RuntimeException asItWas) {
            throw asItWas;
        } catch (Exception impossible) {
            throw new ServletException(impossible);
        }
    }

    /** Whether the request goes on as an authenticated caller. */
    public static boolean isKnown(ServletRequest request) {
        return request.getAttribute(ATTRIBUTE) != null;
    }

    /** The caller of the request; null before sign-in. For what is shown to everybody, such as a page's frame. */
    public static @Nullable Caller of(ServletRequest request) {
        return (Caller) request.getAttribute(ATTRIBUTE);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Caller.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer mavContainer,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binderFactory) {
        Object caller = request.getAttribute(ATTRIBUTE, RequestAttributes.SCOPE_REQUEST);
        if (caller == null) {
            throw new ProblemException(HttpStatus.UNAUTHORIZED, "unauthorized", "Sign in first.");
        }
        return caller;
    }
}
