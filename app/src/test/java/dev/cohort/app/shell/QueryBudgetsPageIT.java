package dev.cohort.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.app.Api;
import dev.cohort.app.CohortTest;
import dev.cohort.app.security.Session;
import dev.cohort.kernel.query.QueryScope;
import dev.cohort.kernel.query.QueryScopeObserver;
import dev.cohort.kernel.query.QueryUnit;
import dev.cohort.kernel.test.query.QueryBudgets;
import java.net.http.HttpResponse;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the page of the query budgets tells an administrator, and that it tells nobody else anything. */
@CohortTest
class QueryBudgetsPageIT {

    private static final String PAGE = "/admin/query-budgets";

    @LocalServerPort
    int port;

    @Autowired
    QueryScopeObserver budgetWatch;

    @Autowired
    DataSource dataSource;

    @Test
    void eachUnitStandsThereWithWhatItCostAndMay() {
        Api.as("alice", port).get("/api/v1/contacts?limit=5");
        String page = Session.signIn("alice", port).get(PAGE).body();
        assertThat(page)
                .contains("<code>GET /api/v1/contacts</code>", "ContactSearchController.page", "3 statements")
                .contains("href=\"" + PAGE + "\"", "<code>fail</code>");
    }

    @Test
    void whatExceededItsBudgetComesFirstWithItsStatementAndWithoutAValue() throws Exception {
        QueryUnit unit = QueryUnit.of(
                QueryScope.Kind.JOB,
                QueryBudgetsPage.class,
                QueryBudgetsPage.class.getDeclaredMethod("page", org.springframework.ui.Model.class),
                "a job of this test");
        QueryBudgets.breachesOf(() -> {
            QueryScope scope = QueryScope.begin(unit);
            try (var ignored = scope.bind()) {
                JdbcClient.create(dataSource)
                        .sql("SELECT 'Zebedee Quux' AS name")
                        .query(String.class)
                        .single();
            }
            scope.end();
            budgetWatch.ended(scope);
        });
        String page = Session.signIn("alice", port).get(PAGE).body();
        assertThat(page)
                .containsPattern("\\d over budget")
                .contains("statements 1, at most 0", "SELECT ? AS name", "once", "last ");
        assertThat(page.indexOf("a job of this test")).isLessThan(page.indexOf("<code>GET /login</code>"));
        assertThat(page).doesNotContain("Zebedee");
    }

    @Test
    void nothingThatAUserWroteIsThere() {
        Api.as("alice", port)
                .post("/api/v1/contacts", "{\"lastName\": \"Zebedee\", \"email\": \"zebedee@example.com\"}");
        Api.as("alice", port).get("/api/v1/contacts?q=Zebedee&filter=lastName==Zebedee");
        assertThat(Session.signIn("alice", port).get(PAGE).body()).doesNotContainIgnoringCase("zebedee");
    }

    @Test
    void whoIsNoAdministratorIsRefusedAndNotLedThere() {
        Session bob = Session.signIn("bob", port);
        HttpResponse<String> refused = bob.get(PAGE);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("No access").doesNotContain("ContactSearchController");
        assertThat(bob.get("/contacts").body()).doesNotContain(PAGE);
        assertThat(Api.anonymous(port).get(PAGE).statusCode()).isIn(302, 401);
    }
}
