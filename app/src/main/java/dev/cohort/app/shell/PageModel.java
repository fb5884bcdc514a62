package dev.cohort.app.shell;

import dev.cohort.app.security.Tenants;
import dev.cohort.kernel.Caller;
import dev.cohort.kernel.web.CallerOfRequest;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.util.WebUtils;

/** What every page's template knows: the {@link Frame}, and what the user may do. */
@ControllerAdvice(annotations = Controller.class)
class PageModel {

    static final String THEME_COOKIE = "theme";
    static final Set<String> THEMES = Set.of("light", "dark", "system");

    private final boolean demo;
    private final Tenants tenants;

    PageModel(Environment environment, Tenants tenants) {
        this.demo = "demo".equals(environment.getProperty("cohort.mode", "demo"));
        this.tenants = tenants;
    }

    @ModelAttribute("frame")
    Frame frame(HttpServletRequest request) {
        Principal principal = request.getUserPrincipal();
        Caller caller = CallerOfRequest.of(request);
        return new Frame(
                principal == null ? null : principal.getName(),
                caller == null ? null : tenants.nameOf(caller.tenant()),
                isAdministrator(request),
                demo,
                theme(request),
                request.getRequestURI());
    }

    @ModelAttribute("mayReadSleep")
    boolean mayReadSleep(HttpServletRequest request) {
        return request.isUserInRole("SLEEP_READER");
    }

    @ModelAttribute("isAdministrator")
    boolean isAdministrator(HttpServletRequest request) {
        return request.isUserInRole("ADMINISTRATOR");
    }

    private static String theme(HttpServletRequest request) {
        @Nullable Cookie cookie = WebUtils.getCookie(request, THEME_COOKIE);
        return cookie != null && THEMES.contains(cookie.getValue()) ? cookie.getValue() : "system";
    }
}
