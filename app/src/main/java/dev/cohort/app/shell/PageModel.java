package dev.cohort.app.shell;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What the layout shows on every page. */
@ControllerAdvice(annotations = Controller.class)
class PageModel {

    private final boolean demo;

    PageModel(Environment environment) {
        this.demo = "demo".equals(environment.getProperty("cohort.mode", "demo"));
    }

    @ModelAttribute("user")
    @Nullable
    String user(HttpServletRequest request) {
        Principal principal = request.getUserPrincipal();
        return principal == null ? null : principal.getName();
    }

    @ModelAttribute("mayReadSleep")
    boolean mayReadSleep(HttpServletRequest request) {
        return request.isUserInRole("SLEEP_READER");
    }

    @ModelAttribute("demo")
    boolean demo() {
        return demo;
    }
}
