package dev.cohort.contacts.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.contacts.Api;
import dev.cohort.contacts.ApiTest;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.TenantScope;
import dev.cohort.kernel.test.query.HibernateWitness;
import dev.cohort.kernel.test.query.QueryBudgets;
import jakarta.persistence.EntityManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;

class ContactViewIT extends ApiTest {

    private static final String VIEWS = "/api/v1/contact-views";

    @Autowired
    EntityManagerFactory factory;

    @Autowired
    JdbcClient jdbc;

    @Test
    void aViewIsKeptChangedAndDropped() {
        api.field("{'key': 'age', 'type': 'integer'}");
        Api.Answer kept = view("""
                {'name': ' Adults ', 'filter': 'fields.age=ge=18', 'sort': '-fields.age,lastName',
                 'columns': [{'selector': 'lastName', 'width': 200, 'pinned': true}, {'selector': 'fields.age'}]}""");
        assertThat(kept.etag()).isEqualTo("\"0\"");
        assertThat(kept.body().get("name").asString()).isEqualTo("Adults");
        assertThat(kept.body().get("visibility").asString()).isEqualTo("private");
        assertThat(kept.body().get("columns").toString()).isEqualTo("""
                [{"selector":"lastName","width":200,"pinned":true},\
                {"selector":"fields.age","width":null,"pinned":false}]""");
        assertThat(api.get(kept.location()).body()).isEqualTo(kept.body());
        assertThat(api.get(VIEWS).body().get("items").get(0)).isEqualTo(kept.body());
        assertThat(api.send(HttpMethod.GET, kept.location(), null, null, "If-None-Match", kept.etag())
                        .status())
                .isEqualTo(304);

        Api.Answer changed = api.patch(kept.location(), kept.etag(), "{\"filter\": null, \"name\": \"All\"}");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.etag()).isEqualTo("\"1\"");
        assertThat(changed.body().get("filter").isNull()).isTrue();
        assertThat(changed.body().get("columns")).isEqualTo(kept.body().get("columns"));
        assertThat(api.patch(kept.location(), kept.etag(), "{}").status()).isEqualTo(412);
        assertThat(api.patch(kept.location(), null, "{}").etag()).isEqualTo(changed.etag());

        assertThat(api.delete(kept.location(), kept.etag()).status()).isEqualTo(412);
        assertThat(api.delete(kept.location(), null).status()).isEqualTo(204);
        assertThat(api.get(kept.location()).status()).isEqualTo(404);
        assertThat(api.delete(kept.location(), null).status()).isEqualTo(404);
    }

    @Test
    void aPrivateViewIsThereForItsOwnerAlone() {
        String mine = view("{'name': 'Mine'}").location();
        Api bob = as("bob");
        assertThat(bob.get(mine).status()).isEqualTo(404);
        assertThat(bob.patch(mine, null, "{\"name\": \"His\"}").status()).isEqualTo(404);
        assertThat(bob.delete(mine, null).status()).isEqualTo(404);
        assertThat(bob.get(VIEWS).body().get("items")).isEmpty();
        assertThat(api.get(VIEWS + "/nothing").status()).isEqualTo(404);
    }

    @Test
    void aSharedViewIsChangedByAllAndItsOwnerSaysWhoSeesIt() {
        String shared = view("{'name': 'Ours', 'visibility': 'shared'}").location();
        assertThat(asBob(HttpMethod.PATCH, shared, "{\"sort\": \"lastName\"}").status())
                .isEqualTo(200);
        assertThat(asBob(HttpMethod.PATCH, shared, "{\"visibility\": \"locked\"}")
                        .status())
                .isEqualTo(403);
        assertThat(as("bob").get(VIEWS).body().get("items")).hasSize(1);
        assertThat(asBob(HttpMethod.DELETE, shared, null).status()).isEqualTo(204);
    }

    @Test
    void aLockedViewIsSeenByAllAndChangedByOwnerAndAdministrator() {
        String locked = view("{'name': 'Fixed', 'visibility': 'locked'}").location();
        assertThat(as("bob").get(locked).status()).isEqualTo(200);
        assertThat(asBob(HttpMethod.PATCH, locked, "{\"name\": \"x\"}").status())
                .isEqualTo(403);
        assertThat(asBob(HttpMethod.DELETE, locked, null).status()).isEqualTo(403);
        assertThat(as("root")
                        .patch(locked, null, "{\"name\": \"By an administrator\"}")
                        .status())
                .isEqualTo(200);
        assertThat(api.patch(locked, null, "{\"visibility\": \"private\"}").status())
                .isEqualTo(200);
        assertThat(as("root").get(locked).status()).isEqualTo(404);
    }

    @Test
    void anotherTenantsViewIsNoView() {
        String shared = view("{'name': 'Ours', 'visibility': 'shared'}").location();
        Api other = new Api(mvc, json, api.tenant() + 100_000, "ann");
        assertThat(other.get(shared).status()).isEqualTo(404);
        assertThat(other.patch(shared, null, "{}").status()).isEqualTo(404);
        assertThat(other.delete(shared, null).status()).isEqualTo(404);
        assertThat(other.get(VIEWS).body().get("items")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            400 | {'name': 'v', 'filter': 'nickname==x'}            | /nickname unknown-selector
            400 | {'name': 'v', 'filter': 'fields.old==x'}          | /fields/old unknown-selector
            400 | {'name': 'v', 'sort': 'fields.none'}              | /fields/none unknown-selector
            400 | {'name': 'v', 'columns': [{'selector': 'shoe'}]}  | /shoe unknown-selector
            400 | {'name': 'v', 'columns': [{'width': 5}]}          | /columns/0 wrong-type
            400 | {'name': 'v', 'columns': [{'selector': 'email', 'width': '5'}]} | /columns/0 wrong-type
            400 | {'name': 'v', 'columns': [{'selector': 'email', 'high': 5}]} | /columns/0/high unknown-property
            400 | {'name': 'v', 'colour': 'red'}                    | /colour unknown-property
            400 | {'name': 5}                                       | /name wrong-type
            400 | {'name': 'v', 'visibility': 'public'}             | /visibility unknown-visibility
            422 | {'name': ' '}                                     | /name required
            422 | {}                                                | /name required
            422 | {'name': 'a\\u0000b'}                             | /name invalid-text
            422 | {'name': 'v', 'columns': [{'selector': 'email', 'width': 0}]} | /columns/0/width out-of-range
            422 | {'name': 'v', 'columns': [{'selector': 'email'}, {'selector': 'email'}]} | \
            /columns/1/selector duplicate-column
            """)
    void whatCannotBeUnderstoodIsRefusedByName(int status, String body, String error) {
        api.field("{'key': 'old', 'type': 'text'}");
        api.post("/api/v1/contact-fields/old/retire", null);
        Api.Answer answer = api.post(VIEWS, body.replace('\'', '"'));
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(status);
        if (!answer.errors().isEmpty()) {
            assertThat(answer.errors()).first().isEqualTo(error);
        }
    }

    @Test
    void namesFiltersAndNumbersHaveBounds() {
        assertThat(api.post(VIEWS, "{\"name\": \"" + "é".repeat(200) + "\"}").status())
                .isEqualTo(201);
        assertThat(api.post(VIEWS, "{\"name\": \"" + "é".repeat(201) + "\"}").errors())
                .containsExactly("/name too-long");
        assertThat(api.post(VIEWS, "{\"name\": \"v\", \"filter\": \"((((((id==x))))))\"}")
                        .status())
                .isEqualTo(422);
        assertThat(api.post(VIEWS, "{\"name\": \"v\", \"filter\": \"id==\"}").status())
                .isEqualTo(400);
        var tenant = new TenantId(api.tenant());
        TenantScope.run(
                tenant, () -> jdbc.sql("""
                        INSERT INTO contacts.contact_view
                               (tenant_id, view_id, version, owner_name, name, visibility, columns)
                        SELECT :tenant, n, 0, 'ann', 'v', 'private', '[]' FROM generate_series(1, 199) AS n
                        """).param("tenant", tenant.value()).update());
        assertThat(api.post(VIEWS, "{\"name\": \"one too many\"}").errors()).containsExactly(" too-many-views");
        assertThat(as("bob").post(VIEWS, "{\"name\": \"his first\"}").status()).isEqualTo(201);
    }

    @Test
    void listsOfAnyLengthAreOneStatement() {
        for (int size : new int[] {1, 10, 100}) {
            while (api.get(VIEWS).body().get("items").size() < size) {
                view("{'name': 'v', 'columns': [{'selector': 'email'}]}");
            }
            var testimony = HibernateWitness.of(factory).capture(() -> api.get(VIEWS));
            testimony.agrees().fetchedNothing();
            assertThat(testimony.prepared()).isEqualTo(1);
            assertThat(testimony.queries()).hasStatements(1).hasTransactions(0);
        }
    }

    @Test
    void eachCallHasItsStatements() {
        var kept = QueryBudgets.captureResult(() -> view("{'name': 'v'}"));
        assertThat(kept.queries()).hasStatements(4).hasTransactions(1);
        String view = kept.result().location();
        assertThat(QueryBudgets.capture(() -> api.get(view))).hasStatements(1);
        assertThat(QueryBudgets.capture(() -> api.patch(view, null, "{\"name\": \"w\"}")))
                .hasStatements(3);
        assertThat(QueryBudgets.capture(() -> api.patch(view, null, "{\"visibility\": \"shared\"}")))
                .hasStatements(5);
        assertThat(QueryBudgets.capture(() -> api.delete(view, null))).hasStatements(2);
    }

    private Api.Answer view(String body) {
        Api.Answer answer = api.post(VIEWS, body.replace('\'', '"'));
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(201);
        return answer;
    }

    private Api as(String user) {
        return new Api(mvc, json, api.tenant(), user);
    }

    /** Bob may edit contacts and is no administrator. */
    private Api.Answer asBob(HttpMethod method, String path, String body) {
        return as("bob").send(method, path, body, null, "X-Test-Roles", "CONTACTS");
    }
}
