package dev.cohort.kernel.query.budgeted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.cohort.kernel.test.PostgresInitializer;
import dev.cohort.kernel.test.query.GrowthMeasurement;
import dev.cohort.kernel.test.query.QueryBudgetCoverage;
import dev.cohort.kernel.test.query.QueryBudgetLock;
import dev.cohort.kernel.test.query.QueryBudgets;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.ContextConfiguration;

/** Over a real socket, where a request runs on a thread that the test does not know. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "spring.threads.virtual.enabled=true")
@ContextConfiguration(initializers = PostgresInitializer.class)
@ExtendWith(OutputCaptureExtension.class)
class BudgetsAtRunTimeIT {

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext context;

    @Autowired
    BudgetedListeners listeners;

    @Autowired
    MeterRegistry meters;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void aHandlerWithinItsBudgetIsSilent() {
        assertThat(QueryBudgets.breachesOf(() -> get("/budgeted/one/1"))).isEmpty();
        assertThat(QueryBudgets.breachesOf(() -> get("/budgeted/one/0"))).isEmpty();
    }

    @Test
    void aHandlerOverItsBudgetIsAnsweredAndNamed() {
        List<String> breaches = QueryBudgets.breachesOf(
                () -> assertThat(get("/budgeted/one/3").statusCode()).isEqualTo(200));
        assertThat(breaches)
                .singleElement()
                .asString()
                .contains("GET /budgeted/one/{sent}  (BudgetedController.one)")
                .contains("statements 3, at most 1")
                .contains("repeats of one statement 3, at most 1")
                .contains("repeated 3x, 3 rows  [JDBC]")
                .contains("FROM sample.author WHERE id = ?")
                .contains("BudgetedController.send (BudgetedController.java:")
                .contains("try: ");
    }

    @Test
    void theLogSaysInWhichTraceAndRequestItWas(CapturedOutput output) {
        QueryBudgets.breachesOf(() -> client.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/budgeted/traced/2"))
                        .header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
                        .header("X-Request-Id", "R7")
                        .build(),
                BodyHandlers.ofString()));
        assertThat(output.getOut())
                .contains("WARN", "GET /budgeted/traced/{sent}  (BudgetedController.traced)", "repeated 2x")
                .contains("in trace 4bf92f3577b34da6a3ce929d0e0e4736, request R7");
    }

    @Test
    void aBudgetOfTheClassHoldsForItsHandlers() {
        assertThat(QueryBudgets.breachesOf(() -> get("/budgeted/by-class/2"))).isEmpty();
        assertThat(QueryBudgets.breachesOf(() -> get("/budgeted/by-class/3"))).hasSize(1);
    }

    @Test
    void aUnitIsSwitchedOffByName() {
        assertThat(QueryBudgets.breachesOf(() -> get("/budgeted/off/9"))).isEmpty();
    }

    @Test
    void allowedRepeatsCountAsOneUpToTheirNumber() {
        assertThat(QueryBudgets.breachesOf(() -> get("/budgeted/allowed/5"))).isEmpty();
        assertThat(QueryBudgets.breachesOf(() -> get("/budgeted/allowed/6"))).hasSize(1);
    }

    @Test
    void aStreamedAnswerIsJudgedWhenItsLastByteIsWritten() {
        assertThat(QueryBudgets.breachesOf(() -> get("/budgeted/streamed/2")))
                .singleElement()
                .asString()
                .contains("GET /budgeted/streamed/{sent}", "statements 2, at most 1");
    }

    @Test
    void aCaptureIncludesRequestsThatAreSentInsideIt() {
        var captured = QueryBudgets.capture(() -> get("/budgeted/one/1"));
        assertThat(captured).hasStatements(1).hasConnections(1).hasRows(1);
        assertThat(captured.units())
                .singleElement()
                .satisfies(unit -> assertThat(unit.name()).isEqualTo("GET /budgeted/one/{sent}"));
    }

    @Test
    void capturesThatRunAtTheSameTimeTellTheirRequestsByHeader() throws Exception {
        try (var executor = Executors.newFixedThreadPool(4)) {
            var captures = executor.invokeAll(IntStream.range(0, 20)
                    .<Callable<Integer>>mapToObj(n ->
                            () -> QueryBudgets.capture(() -> get("/budgeted/allowed/" + n % 5))
                                    .statements())
                    .toList());
            for (int n = 0; n < 20; n++) {
                assertThat(captures.get(n).get()).isEqualTo(n % 5);
            }
        }
    }

    @Test
    void aListenerHasABudgetOfItsOwnAndItsCommitIsInIt() {
        assertThat(QueryBudgets.breachesOf(() -> context.publishEvent(new BudgetedListeners.Asked(1))))
                .isEmpty();
        assertThat(QueryBudgets.breachesOf(() -> context.publishEvent(new BudgetedListeners.Asked(2))))
                .singleElement()
                .asString()
                .contains("BudgetedListeners.on", "statements 2, at most 1");
    }

    @Test
    void anAsynchronousListenerIsCountedWhereItRuns() {
        var captured = QueryBudgets.capture(() -> {
            var done = new CompletableFuture<Integer>();
            context.publishEvent(new BudgetedListeners.AskedLater(1, done));
            done.get(10, TimeUnit.SECONDS);
        });
        assertThat(captured).hasStatements(1);
    }

    @Test
    void aScheduledMethodHasABudget() {
        assertThat(QueryBudgets.breachesOf(() -> listeners.nightly()))
                .singleElement()
                .asString()
                .contains("BudgetedListeners.nightly", "statements 2, at most 1");
    }

    @Test
    void unitsAreMeteredByTemplateAndNeverByPath() throws Exception {
        get("/budgeted/by-class/1");
        get("/budgeted/by-class/2");
        QueryBudgets.capture(() -> get("/budgeted/by-class/0"));
        var statements = meters.get("http.server.db.statements")
                .tags("method", "GET", "uri", "/budgeted/by-class/{sent}")
                .summary();
        assertThat(statements.count()).isGreaterThanOrEqualTo(3);
        assertThat(meters.find("http.server.db.statements").summaries())
                .noneMatch(
                        summary -> String.valueOf(summary.getId().getTag("uri")).matches(".*\\d.*"));
        for (String other : List.of("rows", "repeats.max", "transactions")) {
            assertThat(meters.find("http.server.db." + other).summary()).isNotNull();
        }
        assertThat(meters.find("http.server.db.slot").timer()).isNotNull();
    }

    @Test
    void aFailureSaysInOneScreenWhatGrowsByWhichStatementFromWhereSinceWhenAndWhatToTry(@TempDir Path folder)
            throws Exception {
        Path lock = Files.writeString(
                folder.resolve(QueryBudgetLock.NAME),
                "GET /shelf/{size} | statements 1 | shapes 1 | tables sample.author\n");
        var report = GrowthMeasurement.of("ShelfIT.aShelfIsOneStatement")
                .lockedBy(QueryBudgetLock.at(lock))
                .measure((page, table) -> get("/shelf/" + page));
        String message = catchThrowable(report::check).getMessage();
        System.out.println(message);
        assertThat(message.replaceAll("slot time ms.*", "slot time ms …").replaceAll("java:\\d+", "java:…"))
                .isEqualTo("""
                    QueryGrowth violated: GET /shelf/{size}  in ShelfIT.aShelfIsOneStatement
                      - statements grow with the page: slope 1.00 per element (N+1)
                      - round trips grow with the page: slope 1.00 per element (N+1)
                      in a table of 100 rows
                        page size N          2      26      77
                        statements           3      27      78  <- slope 1.00 per element (N+1)
                        round trips          3      27      78  <- slope 1.00 per element (N+1)
                        rows                10     130     385  ok, 5.00 per element
                        transactions         0       0       0  ok, constant
                        slot time ms …
                      at N=77: repeated 77x, 308 rows  [JDBC]
                          SELECT title FROM sample.book WHERE author_id = ? ORDER BY id
                          at ShelfController.titles (ShelfController.java:…) <- ShelfController.shelf (ShelfController.java:…) <- SampleConfiguration.lambda$signIn$0 (SampleConfiguration.java:…)
                      new since query-budgets.lock: +1 shape, table sample.book, 78 statements instead of 1
                      try: send it once with all its values (unnest of arrays, ANY), or @AllowRepeats with a reason
                    """);
    }

    @Test
    void coverageNamesUnitsWithoutBudgetOrTest(@TempDir Path folder) throws Exception {
        aHandlerWithinItsBudgetIsSilent();
        System.clearProperty("cohort.query-budgets.lock");
        Path file = folder.resolve(QueryBudgetLock.NAME);
        assertThat(coverage().faults())
                .anyMatch(fault -> fault.startsWith("BudgetedListeners.withoutBudget: no @QueryBudget"))
                .contains("BudgetedListeners.withoutBudget: no test runs it")
                .noneMatch(fault -> fault.contains("BudgetedController.one"));
        assertThat(coverage().lockedBy(QueryBudgetLock.at(file)).faults())
                .anyMatch(fault -> fault.contains("+ GET /budgeted/one/{sent} | statements "));
        System.setProperty("cohort.query-budgets.lock", "write");
        try {
            coverage().lockedBy(QueryBudgetLock.at(file)).faults();
        } finally {
            System.clearProperty("cohort.query-budgets.lock");
        }
        assertThat(Files.readAllLines(file))
                .anyMatch(line -> line.matches(
                        "GET /budgeted/one/\\{sent} \\| statements \\d \\| shapes 1 \\| tables sample.author"));
        assertThat(coverage().lockedBy(QueryBudgetLock.at(file)).faults())
                .isEqualTo(coverage().faults());
    }

    private QueryBudgetCoverage coverage() {
        return QueryBudgetCoverage.of(context).in("dev.cohort.kernel.query.budgeted");
    }

    private HttpResponse<String> get(String path) throws Exception {
        URI uri = URI.create("http://localhost:" + port + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        if (Thread.currentThread().getName().startsWith("pool-")) {
            request.header(QueryBudgets.HEADER, QueryBudgets.headerValue());
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
