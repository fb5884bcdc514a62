package dev.cohort.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.cohort.kernel.test.DelayProxy;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** More callers than connections, while every statement is slow: a short wait or a clear refusal, never a leak. */
@SlowDatabaseTest
class OverloadIT {

    @LocalServerPort
    int port;

    @Autowired
    DataSource dataSource;

    @AfterAll
    static void fastAgain() {
        SlowDatabaseTest.Wire.proxy().roundTrip(Duration.ZERO);
    }

    @Test
    void twoHundredCallersOfTenConnectionsGetAnAnswerOrA503AndNoConnectionLeaks() throws Exception {
        Api alice = Api.as("alice", port);
        assertThat(alice.get("/api/v1/contacts").statusCode()).isEqualTo(200);
        DelayProxy wire = SlowDatabaseTest.Wire.proxy();
        wire.roundTrip(Duration.ofMillis(700));
        List<CompletableFuture<HttpResponse<String>>> calls = IntStream.range(0, 200)
                .mapToObj(call -> alice.sendLater(
                        alice.request("/api/v1/contacts?limit=1").GET()))
                .toList();
        List<HttpResponse<String>> answers =
                calls.stream().map(CompletableFuture::join).toList();
        Map<Integer, Long> byStatus =
                answers.stream().collect(Collectors.groupingBy(HttpResponse::statusCode, Collectors.counting()));
        assertThat(byStatus.keySet()).containsExactlyInAnyOrder(200, 503);
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 503))
                .allSatisfy(answer -> {
                    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
                    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
                });
        wire.roundTrip(Duration.ZERO);
        var pool = dataSource.unwrap(HikariDataSource.class).getHikariPoolMXBean();
        for (int tries = 0; tries < 50 && pool.getActiveConnections() > 0; tries++) {
            Thread.sleep(100);
        }
        assertThat(pool.getActiveConnections()).isZero();
        assertThat(alice.get("/api/v1/contacts").statusCode()).isEqualTo(200);
    }
}
