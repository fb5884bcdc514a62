package dev.cohort.sleep.settings;

import static dev.cohort.sleep.SleepHttp.session;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.Tsid;
import dev.cohort.kernel.test.PostgresTest;
import dev.cohort.sleep.SleepHttp;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.MockMvc;
import tools.jackson.databind.JsonNode;

/** What a whole tenant sets: it holds for everybody who set nothing, at once, and for nobody else. */
@PostgresTest
@AutoConfigureMockMvc
class TenantSettingsIT {

    private static final long TENANT = 71;
    private static final long OTHER = 72;

    @Autowired
    MockMvc http;

    @Test
    void theRankOfATenantHoldsForEverybodyWhoSetNone() throws Exception {
        SleepHttp plain = sleeper(TENANT);
        SleepHttp own = sleeper(TENANT);
        SleepHttp foreign = sleeper(OTHER);
        assertThat(own.call(HttpMethod.PUT, "/sleep/settings", "{\"providerRank\":[\"apple\"]}")
                        .status())
                .isEqualTo(200);
        assertThat(put(plain, "{\"providerRank\":[\"zepp\",\"oura\"]}")).isEqualTo(200);
        assertThat(source(plain)).isEqualTo("oura");
        assertThat(source(own)).as("their own rank").isEqualTo("apple");
        assertThat(source(foreign)).as("another tenant's person").isEqualTo("apple");
        assertThat(source(sleeper(TENANT))).as("who comes afterwards").isEqualTo("oura");
        assertThat(own.call(HttpMethod.PUT, "/sleep/settings", "{}").status()).isEqualTo(200);
        assertThat(source(own)).as("their own rank taken back").isEqualTo("oura");
        assertThat(put(plain, "{}")).isEqualTo(200);
        assertThat(source(plain)).as("the tenant's rank taken back").isEqualTo("apple");
    }

    @Test
    void theZoneOfATenantHoldsForTimesWithoutOffset() throws Exception {
        var person = new SleepHttp(http, new PersonId(Tsid.next()), TENANT);
        person.record(session("suunto", "2026-03-02T23:30:00", "2026-03-03T07:00:00", ""));
        assertThat(put(person, "{\"zone\":\"Asia/Tokyo\"}")).isEqualTo(200);
        assertThat(night(person).get("start").asString()).isEqualTo("2026-03-02T23:30:00+09:00");
        assertThat(person.callAt(HttpMethod.GET, "/api/v1/sleep/settings", null)
                        .body()
                        .get("zone")
                        .asString())
                .isEqualTo("Asia/Tokyo");
        assertThat(put(person, "{\"zone\":null}")).isEqualTo(200);
        assertThat(night(person).get("start").asString()).isEqualTo("2026-03-02T23:30:00Z");
    }

    @Test
    void whatIsWrongIsRefusedAndChangesNothing() throws Exception {
        SleepHttp person = sleeper(TENANT);
        assertThat(put(person, "{\"providerRank\":[\"oura\"],\"zone\":\"Mars/Olympus\"}"))
                .isEqualTo(400);
        assertThat(put(person, "{\"providerRank\":[\"oura\",\"oura\"]}")).isEqualTo(422);
        assertThat(put(person, "{\"rank\":[]}")).isEqualTo(400);
        assertThat(put(person, "[]")).isEqualTo(400);
        assertThat(source(person)).isEqualTo("apple");
    }

    private SleepHttp sleeper(long tenant) throws Exception {
        var person = new SleepHttp(http, new PersonId(Tsid.next()), tenant);
        person.record(
                session("oura", "2026-03-04T22:00:00Z", "2026-03-05T06:00:00Z", ""),
                session("apple", "2026-03-04T22:00:00Z", "2026-03-05T06:00:00Z", ""));
        return person;
    }

    private static int put(SleepHttp caller, String body) throws Exception {
        return caller.callAt(HttpMethod.PUT, "/api/v1/sleep/settings", body).status();
    }

    private static String source(SleepHttp person) throws Exception {
        return night(person).at("/source/provider").asString();
    }

    private static JsonNode night(SleepHttp person) throws Exception {
        return person.get("/sleep/summaries").at("/items/0");
    }
}
