package dev.cohort.app.shell;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The shell's own pages. */
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
}
