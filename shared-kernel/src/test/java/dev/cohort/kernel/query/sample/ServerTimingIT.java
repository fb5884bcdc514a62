package dev.cohort.kernel.query.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cohort.kernel.query.ServerTiming;
import dev.cohort.kernel.test.PostgresInitializer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ContextConfiguration;

/** Over a real socket: when a head is sent, a mock does not say. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "spring.threads.virtual.enabled=true")
@ContextConfiguration(initializers = PostgresInitializer.class)
class ServerTimingIT {

    private static final String FORM = "db;dur=\\d+\\.\\d;desc=\"%s stmt\", app;dur=\\d+\\.\\d%s";

    @LocalServerPort
    int port;

    private final HttpClient client = HttpClient.newHttpClient();

    @ParameterizedTest
    @CsvSource({
        "/api/timed/statements/0, 200, 0",
        "/api/timed/statements/7, 200, 7",
        "/api/timed/large, 200, 2",
        "/api/timed/nothing, 204, 2",
        "/api/timed/unchanged, 304, 2",
        "/api/timed/absent, 404, 2",
        "/api/timed/broken, 500, 2",
        "/api/timed/error, 409, 2",
        "/api/timed/writer, 200, 2",
        "/api/timed/streamed, 200, 3",
        "/api/timed/later, 200, 3",
        "/api/timed/statements/x, 400, 0",
        "/api/unknown, 404, 0"
    })
    void everyAnswerOfTheApiSaysItsStatementsOnce(String path, int status, String statements) throws Exception {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().allValues("Server-Timing"))
                .singleElement()
                .asString()
                .matches(FORM.formatted(statements, ""));
    }

    @Test
    void anonymousCallersAreToldNothing() throws Exception {
        assertThat(get("/api/timed/statements/1?anonymous").headers().firstValue("Server-Timing"))
                .isEmpty();
    }

    @Test
    void aPageSaysItsStatementsTooForItsFooter() throws Exception {
        assertThat(get("/pages/timed").headers().allValues("Server-Timing"))
                .singleElement()
                .asString()
                .contains("stmt");
    }

    @Test
    void featuresAddEntries() throws Exception {
        assertThat(get("/api/timed/remark")
                        .headers()
                        .firstValue("Server-Timing")
                        .orElseThrow())
                .matches(FORM.formatted("1", ", strategy;desc=\"AGGREGATE\""));
    }

    @Test
    void entriesThatWouldBreakTheHeaderAreRefused() {
        assertThatThrownBy(() -> ServerTiming.add("a b", "x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ServerTiming.add("a", "x\"y")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ServerTiming.add("a", "x\r\ny")).isInstanceOf(IllegalArgumentException.class);
        ServerTiming.add("a", "outside a request nothing happens");
    }

    @Test
    void requestsThatRunAtTheSameTimeAreCountedApart() throws Exception {
        try (var executor = Executors.newFixedThreadPool(8)) {
            List<Future<HttpResponse<String>>> answers = executor.invokeAll(IntStream.range(0, 40)
                    .<java.util.concurrent.Callable<HttpResponse<String>>>mapToObj(
                            n -> () -> get("/api/timed/statements/" + n))
                    .toList());
            for (int n = 0; n < answers.size(); n++) {
                assertThat(answers.get(n)
                                .get()
                                .headers()
                                .firstValue("Server-Timing")
                                .orElseThrow())
                        .contains("desc=\"" + n + " stmt\"");
            }
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://localhost:" + port + path);
        return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
}
