package dev.cohort.app.shell;

import dev.cohort.app.database.DataLocation;
import dev.cohort.app.start.Mode;
import dev.cohort.kernel.query.QueryBudget;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Says on stdout where Cohort answers, who may sign in, and where the data are. */
@Component
class Announcement {

    private final Environment environment;
    private final DataLocation data;

    Announcement(Environment environment, DataLocation data) {
        this.environment = environment;
        this.data = data;
    }

    @QueryBudget(statements = 0)
    @EventListener
    void ready(ApplicationReadyEvent event) {
        if (!(event.getApplicationContext() instanceof WebServerApplicationContext web) || web.getWebServer() == null) {
            return;
        }
        int port = web.getWebServer().getPort();
        if (Mode.of(environment) == Mode.DEMO) {
            System.out.printf("""

                Cohort is ready: http://localhost:%d   (demo mode: loopback only)
                  Sign in as alice (tenant acme, administrator), bob (tenant acme, contacts but no sleep)
                  or gina (tenant globex, administrator); the password is the user name.
                  Data: %s
                  API: http://localhost:%d/docs

                """, port, data.text(), port);
        } else {
            System.out.printf("%nCohort is ready on port %d (prod mode). Data: %s%n%n", port, data.text());
        }
        System.out.flush();
    }
}
