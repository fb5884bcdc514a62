package dev.cohort.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.TenantScope;
import dev.cohort.kernel.test.TestDatabase;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;

/** Two fences between tenants, the predicate and the policy: each holds alone, in every table that there is. */
@CohortTest
class FencesIT {

    private static final TenantId ACME = new TenantId(1);
    private static final TenantId GLOBEX = new TenantId(2);
    /** The kernel's own: no tenant's data. */
    private static final List<String> TENANTLESS =
            List.of("kernel.signing_key", "kernel.databasechangelog", "kernel.databasechangeloglock");

    @LocalServerPort
    int port;

    @Autowired
    DataSource dataSource;

    @Autowired
    Environment environment;

    private JdbcTemplate superuser;
    private String contact;

    @BeforeEach
    void aContactWithFieldsAndSleepOfAcme() {
        superuser = new JdbcTemplate(
                new TestDatabase(environment.getRequiredProperty("spring.datasource.url")).asSuperuser());
        Api alice = Api.as("alice", port);
        alice.post("/api/v1/contact-fields", "{\"key\": \"team\", \"type\": \"text\"}");
        contact = Api.json(alice.post("/api/v1/contacts", "{\"lastName\": \"Fence\", \"fields\": {\"team\": \"red\"}}"))
                .get("id")
                .asString();
        var night = alice.post("/api/v1/people/" + contact + "/sleep/sessions", """
                {"sessions": [{"source": {"provider": "garmin"}, "asleepMinutes": 420, "inBedMinutes": 480,
                  "start": "2026-03-02T22:00:00Z", "end": "2026-03-03T06:00:00Z"}]}""");
        assertThat(night.statusCode()).as(night.body()).isEqualTo(200);
        var samples = alice.post("/api/v1/people/" + contact + "/samples", """
                {"source": {"provider": "garmin"}, "type": "heart_rate", "unit": "bpm",
                 "samples": [["2026-03-02T23:00:00Z", 55], ["2026-03-03T01:00:00Z", 57]]}""");
        assertThat(samples.statusCode()).as(samples.body()).isEqualTo(200);
    }

    @Test
    void everyTableLeadsItsKeyWithTheTenantAndForcesItsPolicy() {
        List<Map<String, Object>> tables = superuser.queryForList("""
                SELECT n.nspname || '.' || c.relname AS name, c.relrowsecurity AND c.relforcerowsecurity AS forced,
                       EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid) AS policy,
                       (SELECT a.attname FROM pg_index i JOIN pg_attribute a
                          ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
                        WHERE i.indrelid = c.oid AND i.indisprimary) AS leads
                FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE c.relkind IN ('r', 'p') AND n.nspname IN ('kernel', 'contacts', 'sleep', 'app')""");
        assertThat(tables).hasSizeGreaterThan(8);
        assertThat(tables)
                .filteredOn(table -> !TENANTLESS.contains(table.get("name")))
                .allSatisfy(table -> {
                    assertThat(table.get("forced")).as(table + " is forced").isEqualTo(true);
                    assertThat(table.get("policy")).as(table + " has a policy").isEqualTo(true);
                    assertThat(table.get("leads")).as(table + " leads with").isEqualTo("tenant_id");
                });
    }

    @Test
    void theApplicationsRoleOwnsNothingAndCannotEvadeThePolicy() {
        assertThat(superuser.queryForObject(
                        "SELECT count(*) FROM pg_class WHERE relowner = 'cohort_app'::regrole", Long.class))
                .isZero();
        assertThat(superuser.queryForObject(
                        "SELECT rolsuper OR rolbypassrls OR rolcanlogin FROM pg_roles WHERE rolname = 'cohort_app'",
                        Boolean.class))
                .isFalse();
    }

    @Test
    void withoutAPredicateThePolicyShowsNoForeignRowAndWithoutATenantNone() {
        for (String table : tenantTables()) {
            String all = "SELECT count(*) FROM " + table;
            long ofAcme = superuser.queryForObject(all + " WHERE tenant_id = 1", Long.class);
            long foreignToGlobex = TenantScope.call(
                    GLOBEX,
                    () -> new JdbcTemplate(dataSource).queryForObject(all + " WHERE tenant_id <> 2", Long.class));
            long seenByAcme =
                    TenantScope.call(ACME, () -> new JdbcTemplate(dataSource).queryForObject(all, Long.class));
            assertThat(foreignToGlobex).as(table).isZero();
            assertThat(seenByAcme).as(table).isEqualTo(ofAcme);
            assertThat(new JdbcTemplate(dataSource).queryForObject(all, Long.class))
                    .as(table)
                    .isZero();
        }
        assertThat(superuser.queryForObject("SELECT count(*) FROM contacts.contact", Long.class))
                .isPositive();
        assertThat(superuser.queryForObject("SELECT count(*) FROM sleep.sleep_session", Long.class))
                .isPositive();
    }

    @Test
    void withoutThePolicyThePredicateShowsNoForeignRow() {
        try {
            tenantTables().forEach(table -> superuser.execute("ALTER TABLE " + table + " DISABLE ROW LEVEL SECURITY"));
            Api gina = Api.as("gina", port);
            assertThat(gina.get("/api/v1/contacts?limit=200").body()).doesNotContain(contact, "Fence");
            assertThat(gina.get("/api/v1/contact-fields").body()).doesNotContain("team");
            for (String path : List.of(
                    "/api/v1/contacts/" + contact,
                    "/api/v1/people/" + contact + "/sleep/summaries",
                    "/api/v1/people/" + contact + "/samples?type=heart_rate")) {
                assertThat(gina.get(path).statusCode()).as(path).isEqualTo(404);
            }
        } finally {
            tenantTables().forEach(table -> superuser.execute("ALTER TABLE " + table + " ENABLE ROW LEVEL SECURITY"));
        }
    }

    private List<String> tenantTables() {
        return superuser.queryForList("""
                SELECT n.nspname || '.' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id'
                WHERE c.relkind IN ('r', 'p') AND n.nspname IN ('kernel', 'contacts', 'sleep', 'app')""", String.class);
    }
}
