package dev.cohort.app.shell;

import dev.cohort.kernel.query.QueryBudget;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/** The shell's own pages. */
@QueryBudget(statements = 0)
@Controller
class Pages {

    @GetMapping("/login")
    String login() {
        return "shell/login";
    }

    @GetMapping("/")
    String home() {
        return "redirect:/contacts";
    }

    /** Remembers the colour scheme in a cookie, so that a page arrives in its colours, and goes back. */
    @PostMapping("/theme")
    String theme(
            @RequestParam String theme,
            @RequestHeader(name = HttpHeaders.REFERER, required = false) @Nullable String referer,
            HttpServletResponse response) {
        if (PageModel.THEMES.contains(theme)) {
            response.addHeader(
                    HttpHeaders.SET_COOKIE,
                    ResponseCookie.from(PageModel.THEME_COOKIE, theme)
                            .path("/")
                            .sameSite("Lax")
                            .maxAge(Duration.ofDays(365))
                            .build()
                            .toString());
        }
        return "redirect:" + back(referer);
    }

    /** Path and query of the page that asked; never another site's address. */
    private static String back(@Nullable String referer) {
        try {
            URI uri = URI.create(referer == null ? "/" : referer);
            String path = uri.getRawPath();
            boolean local = path != null && path.startsWith("/") && !path.startsWith("//");
            return !local ? "/" : uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
        } catch (IllegalArgumentException notAUri) {
            return "/";
        }
    }
}
