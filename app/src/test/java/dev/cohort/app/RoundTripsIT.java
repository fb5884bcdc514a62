package dev.cohort.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.kernel.test.DelayProxy;
import java.time.Duration;
import java.util.Arrays;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What a page costs on a long wire, in round trips of 50 ms: BEGIN, COMMIT and the binding of the tenant would each
 * show here, whatever the statement counter says. A ratio of two waits on one wire, so the machine's speed cancels out.
 */
@SlowDatabaseTest
class RoundTripsIT {

    private static final int REQUESTS = 15;

    @LocalServerPort
    int port;

    @Autowired
    DataSource dataSource;

    private Api alice;
    private String person;
    private double atNoDistance;
    private double roundTrip;

    @BeforeEach
    void aWarmPage() {
        alice = Api.as("alice", port);
        var contact = Api.json(alice.post("/api/v1/contacts", "{\"lastName\": \"Far away\"}"));
        person = contact.get("id").asString();
    }

    @AfterEach
    void shortWire() {
        wire().roundTrip(Duration.ZERO);
    }

    @Test
    void aPageOfContactsCostsOneRoundTrip() {
        assertThat(roundTripsOf("/api/v1/contacts?limit=50")).isLessThanOrEqualTo(1.3);
    }

    @Test
    void aPageOfNightsCostsTwoRoundTrips() {
        assertThat(roundTripsOf("/api/v1/people/" + person + "/sleep/summaries"))
                .isLessThanOrEqualTo(2.3);
    }

    private double roundTripsOf(String path) {
        wire().roundTrip(Duration.ZERO);
        median(path, 10);
        atNoDistance = median(path, REQUESTS);
        wire().roundTrip(Duration.ofMillis(50));
        roundTrip = medianOfSelectOne();
        double far = median(path, REQUESTS);
        System.out.printf(
                "%s: %.1f ms near, %.1f ms far, round trip %.1f ms: %.2f round trips%n",
                path.replace(person, "{id}"), atNoDistance, far, roundTrip, (far - atNoDistance) / roundTrip);
        return (far - atNoDistance) / roundTrip;
    }

    private double median(String path, int requests) {
        double[] millis = new double[requests];
        for (int i = 0; i < requests; i++) {
            long start = System.nanoTime();
            assertThat(alice.get(path).statusCode()).isEqualTo(200);
            millis[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(millis);
        return millis[requests / 2];
    }

    private double medianOfSelectOne() {
        var jdbc = new JdbcTemplate(dataSource);
        double[] millis = new double[REQUESTS];
        for (int i = 0; i < REQUESTS; i++) {
            long start = System.nanoTime();
            jdbc.queryForObject("SELECT 1", Integer.class);
            millis[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(millis);
        return millis[REQUESTS / 2];
    }

    private static DelayProxy wire() {
        return SlowDatabaseTest.Wire.proxy();
    }
}
