package dev.cohort.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.app.Api;
import dev.cohort.app.CohortTest;
import dev.cohort.app.security.Session;
import dev.cohort.kernel.test.query.QueryBudgets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The shell's own pages without a script; none of them needs the database. */
@CohortTest
class PagesIT {

    @LocalServerPort
    int port;

    private Session alice;

    @BeforeEach
    void signedIn() {
        alice = Session.signIn("alice", port);
    }

    @Test
    void theSignInAndTheThemeNeedNoStatement() {
        assertThat(QueryBudgets.capture(
                        () -> assertThat(alice.get("/login").body()).contains("Sign in")))
                .hasStatements(0);
        String token = alice.csrfToken();
        assertThat(alice.post("/theme?theme=dark", "{}", token).statusCode()).isEqualTo(200);
        assertThat(alice.get("/login").body()).contains("data-theme=\"dark\"");
    }

    @Test
    void homeLeadsToTheContacts() {
        assertThat(alice.get("/").uri().getPath()).isEqualTo("/contacts");
    }

    @Test
    void aRefusalAndWhatIsNotThereArePagesOfTheirOwnWithoutAStatement() {
        Session bob = Session.signIn("bob", port);
        var captured = QueryBudgets.capture(() -> {
            assertThat(bob.get("/people/0HZZZZZZZZZZZ/sleep").statusCode()).isEqualTo(403);
            assertThat(bob.get("/nowhere").statusCode()).isEqualTo(404);
        });
        assertThat(captured).hasStatements(0);
        assertThat(captured.units())
                .extracting(unit -> unit.id() + " " + unit.name())
                .contains("Errors.error GET /error");
    }

    @Test
    void anApiThatIsNotThereIsAProblemAndNoPage() {
        assertThat(Api.as("alice", port).get("/api/v1/nothing").headers().firstValue("Content-Type"))
                .contains("application/problem+json");
    }
}
