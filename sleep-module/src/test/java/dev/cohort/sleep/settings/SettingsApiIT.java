package dev.cohort.sleep.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.Tsid;
import dev.cohort.kernel.test.PostgresTest;
import dev.cohort.kernel.test.query.QueryBudgets;
import dev.cohort.sleep.SleepHttp;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is set for everybody of a tenant and for one person, and what a change costs. */
@PostgresTest
@AutoConfigureMockMvc
class SettingsApiIT {

    private static final String TENANTS = "/api/v1/sleep/settings";
    private static final AtomicLong TENANT = new AtomicLong(7_340_000);

    @Autowired
    MockMvc http;

    private String tenant;

    @BeforeEach
    void aTenantOfItsOwn() {
        tenant = Long.toString(TENANT.incrementAndGet());
    }

    @Test
    void whatIsSetForTheTenantIsReadBackAndNothingIsSetBefore() throws Exception {
        assertThat(get(TENANTS).get("zone").isNull()).isTrue();
        put(TENANTS, "{\"zone\":\"Europe/Warsaw\",\"providerRank\":[\"oura\",\"apple\"]}");
        JsonNode set = get(TENANTS);
        assertThat(set.get("zone").asString()).isEqualTo("Europe/Warsaw");
        assertThat(set.get("providerRank").toString()).isEqualTo("[\"oura\",\"apple\"]");
        assertThat(QueryBudgets.capture(() -> get(TENANTS))).hasStatements(1);
    }

    @Test
    void whatIsSetForAPersonIsReadBackAndTheTenantsStays() throws Exception {
        String path = "/api/v1/people/" + new PersonId(Tsid.next()) + "/sleep/settings";
        put(TENANTS, "{\"zone\":\"Europe/Warsaw\"}");
        put(path, "{\"zone\":\"Asia/Tokyo\"}");
        assertThat(get(path).get("zone").asString()).isEqualTo("Asia/Tokyo");
        assertThat(get(TENANTS).get("zone").asString()).isEqualTo("Europe/Warsaw");
        assertThat(QueryBudgets.capture(() -> get(path))).hasStatements(1);
    }

    @Test
    void aChangeForTheTenantCostsEachPersonTheSameAndNobodyElse() throws Exception {
        for (int person = 0; person < 3; person++) {
            session(new PersonId(Tsid.next()));
        }
        var forThree = QueryBudgets.capture(() -> put(TENANTS, "{\"zone\":\"Asia/Tokyo\"}"));
        for (int person = 0; person < 3; person++) {
            session(new PersonId(Tsid.next()));
        }
        var forSix = QueryBudgets.capture(() -> put(TENANTS, "{\"zone\":\"Europe/Warsaw\"}"));
        assertThat(forThree).hasTransactions(3);
        assertThat(forSix).hasTransactions(6);
        assertThat(forSix.statements() - forThree.statements()).isLessThanOrEqualTo(3 * 10);
    }

    private void session(PersonId person) throws Exception {
        String body = "{\"sessions\":["
                + SleepHttp.session("apple", "2026-03-02T23:30:00", "2026-03-03T07:00:00", ",\"asleepMinutes\":400")
                + "]}";
        int status = http.perform(MockMvcRequestBuilders.post("/api/v1/people/" + person + "/sleep/sessions")
                        .header("X-Test-Tenant", tenant)
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(body))
                .andReturn()
                .getResponse()
                .getStatus();
        assertThat(status).isEqualTo(200);
    }

    private JsonNode get(String path) throws Exception {
        var answer = http.perform(MockMvcRequestBuilders.get(path).header("X-Test-Tenant", tenant))
                .andReturn()
                .getResponse();
        assertThat(answer.getStatus()).isEqualTo(200);
        return new JsonMapper().readTree(answer.getContentAsString());
    }

    private void put(String path, String body) throws Exception {
        int status = http.perform(MockMvcRequestBuilders.put(path)
                        .header("X-Test-Tenant", tenant)
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(body))
                .andReturn()
                .getResponse()
                .getStatus();
        assertThat(status).isEqualTo(200);
    }
}
