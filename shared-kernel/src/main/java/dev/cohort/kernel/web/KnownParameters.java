package dev.cohort.kernel.web;

import dev.cohort.kernel.problem.ProblemException;
import dev.cohort.kernel.problem.ProblemException.FieldError;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses parameters that the API's handler does not take, 400 naming them: a filter whose name is mistyped must not
 * become a list, an export or a change of everything. A handler that takes its parameters as a map is left alone.
 */
final class KnownParameters implements HandlerInterceptor {

    private static final String CSRF = "_csrf";
    private static final int LONGEST_SHOWN = 80;

    private final DefaultParameterNameDiscoverer names = new DefaultParameterNameDiscoverer();
    private final Map<Method, Set<String>> known = new ConcurrentHashMap<>();

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method && !isForm(request)) {
            Set<String> taken = known.computeIfAbsent(method.getMethod(), any -> taken(method));
            List<FieldError> errors = new ArrayList<>();
            for (String name : Collections.list(request.getParameterNames())) {
                if (!taken.contains(name) && !taken.contains("*") && !name.equals(CSRF)) {
                    errors.add(unknown(name, taken));
                }
            }
            if (!errors.isEmpty()) {
                throw new ProblemException(
                        HttpStatus.BAD_REQUEST,
                        "unknown-parameter",
                        errors.getFirst().message(),
                        errors);
            }
        }
        return true;
    }

    /** Whose body would be read as parameters, before its media type is refused. */
    private static boolean isForm(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE);
    }

    private Set<String> taken(HandlerMethod method) {
        Set<String> taken = new TreeSet<>();
        for (MethodParameter parameter : method.getMethodParameters()) {
            parameter.initParameterNameDiscovery(names);
            RequestParam asked = parameter.getParameterAnnotation(RequestParam.class);
            RequestPart part = parameter.getParameterAnnotation(RequestPart.class);
            if (asked != null) {
                boolean isMap = Map.class.isAssignableFrom(parameter.getParameterType());
                taken.add(isMap ? "*" : name(asked.name(), parameter.getParameterName()));
            } else if (part != null) {
                taken.add(name(part.name(), parameter.getParameterName()));
            }
        }
        return taken;
    }

    private static String name(String given, @Nullable String declared) {
        return given.isEmpty() ? String.valueOf(declared) : given;
    }

    private static FieldError unknown(String name, Set<String> taken) {
        String start = name.length() <= LONGEST_SHOWN ? name : name.substring(0, LONGEST_SHOWN) + "…";
        String shown = start.replaceAll("\\p{Cntrl}", "?");
        String allowed = taken.isEmpty() ? "none is" : String.join(", ", taken) + " are";
        return new FieldError(
                "/" + shown.replace("~", "~0").replace("/", "~1"),
                "unknown-parameter",
                "There is no parameter \"" + shown + "\" here; " + allowed + " known.");
    }
}
