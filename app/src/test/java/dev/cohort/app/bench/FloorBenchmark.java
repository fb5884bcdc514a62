package dev.cohort.app.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cohort.app.Api;
import dev.cohort.contacts.search.ContactQuery;
import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.TenantScope;
import dev.cohort.kernel.page.PageSize;
import dev.cohort.kernel.test.TestDatabase;
import dev.cohort.kernel.test.query.QueryBudgets;
import dev.cohort.sleep.summary.NightPages;
import dev.cohort.sleep.summary.NightPages.Range;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.postgresql.PGStatement;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Section {@code floor}: what of a page's time is the server, the wire and the driver, mapping, JSON and HTTP; against
 * SELECT 1 on the same pool and against pgbench (where one is installed) sending the same statements, prepared as the
 * pages prepare theirs.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FloorBenchmark extends ContactsBench {

    private static final int ROWS = 50;
    private static final int WARM_UP = 3_000;
    private static final Pattern PARAMETER = Pattern.compile("\\?");

    @Autowired
    NightPages nights;

    /** The application's way to the database; pgbench takes the same. */
    @Value("${spring.datasource.url}")
    String throughTheWire;

    private Csv csv;

    @Test
    void sharesOfAPage() throws Exception {
        Assumptions.assumeTrue(Lab.wants("floor"));
        csv = new Csv(Lab.FOLDER.resolve("floor.csv"), 2, "page", "step", "runs", "median_ms", "low_ms", "high_ms");
        Lab.roundTrip(dataSource, 0);
        TenantId tenant = NightsDataset.tenant();
        load(tenant, Lab.number("floor-contacts", 20_000));
        Api alice = Api.as("alice", port);
        var dataset = new NightsDataset(alice, database(), Lab.number("nights", 365));
        var query = new ContactQuery(null, null, null, null, null);
        var everything = new Range(null, null, true);
        var person = new PersonId(dataset.person());
        measure(
                tenant,
                "50 contacts with 20 fields",
                () -> pages.page(tenant, query, new PageSize(ROWS), null, false).items(),
                () -> get("/api/v1/contacts?limit=50"),
                sql -> literals(sql, tenant, ROWS + 1));
        measure(
                tenant,
                "50 nights",
                () -> nights.page(tenant, person, everything, new PageSize(ROWS), null)
                        .items(),
                () -> get("/api/v1/people/" + dataset.contact() + "/sleep/summaries"),
                sql -> nightLiterals(sql, tenant, person, ROWS + 1));
        csv.save();
        Lab.note("floor", dataSource);
    }

    private interface Literals {
        String of(String sql);
    }

    private void measure(TenantId tenant, String page, Supplier<?> read, Supplier<?> http, Literals literals)
            throws SQLException, IOException, InterruptedException {
        Map<String, Runnable> steps = new LinkedHashMap<>();
        List<String> statements = TenantScope.call(tenant, () -> {
            read.get();
            return QueryBudgets.capture(read::get).texts().stream()
                    .map(literals::of)
                    .toList();
        });
        int rows = TenantScope.call(
                tenant, () -> statements.stream().mapToInt(this::raw).sum());
        if (rows <= ROWS) {
            throw new AssertionError(rows + " rows are no " + page + ": " + statements);
        }
        steps.put("SELECT 1", () -> new JdbcTemplate(dataSource).queryForObject("SELECT 1", Integer.class));
        steps.put("same statements by JDBC and nothing mapped", () -> statements.forEach(this::raw));
        steps.put("page as objects", read::get);
        steps.put("page as JSON", () -> json.writeValueAsBytes(read.get()));
        TenantScope.run(tenant, () -> {
            for (int warm = 0; warm < WARM_UP; warm++) {
                json.writeValueAsBytes(read.get());
            }
            new Timing(Lab.budget().multipliedBy(3)).of(steps).forEach((step, times) -> put(page, step, times));
        });
        for (int warm = 0; warm < WARM_UP; warm++) {
            http.get();
        }
        new Timing(Lab.budget().multipliedBy(3))
                .of(Map.of("whole request over HTTP", http::get))
                .forEach((step, times) -> put(page, step, times));
        csv.put(page, "in the server: execution", 1, server(tenant, statements), null, null);
        double pgbench = pgbench(tenant, statements);
        csv.put(page, "same statements by pgbench", 1, pgbench, null, null);
        System.out.printf("%s: pgbench %.3f ms%n", page, pgbench);
    }

    /** The body, by the client that adds least: one connection that is kept, and nobody else's thread. */
    private byte[] get(String path) {
        try {
            var connection = (HttpURLConnection)
                    URI.create("http://localhost:" + port + path).toURL().openConnection();
            connection.setRequestProperty(
                    "Authorization", "Basic " + Base64.getEncoder().encodeToString("alice:alice".getBytes(UTF_8)));
            try (InputStream body = connection.getInputStream()) {
                return body.readAllBytes();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void put(String page, String step, Timing.Times times) {
        csv.put(page, step, times.runs(), times.median(), times.low(), times.high());
        System.out.printf("%s, %s: %.3f ms%n", page, step, times.median());
    }

    /** How many rows it has read. */
    private int raw(String sql) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.unwrap(PGStatement.class).setPrepareThreshold(1);
            try (ResultSet rows = statement.executeQuery()) {
                int count = 0;
                while (rows.next()) {
                    count++;
                }
                return count;
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** What the server says of its own work, the median of nine each. */
    private double server(TenantId tenant, List<String> statements) {
        return TenantScope.call(tenant, () -> {
            var jdbc = new JdbcTemplate(dataSource);
            double total = 0;
            for (String sql : statements) {
                double[] times = new double[9];
                for (int run = 0; run < times.length; run++) {
                    times[run] =
                            jdbc.queryForList("EXPLAIN (ANALYZE, TIMING OFF, SUMMARY) " + sql, String.class).stream()
                                    .filter(line -> line.contains("Execution Time: "))
                                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9.]", "")))
                                    .sum();
                }
                total += new Timing.Times(times).median();
            }
            return total;
        });
    }

    private double pgbench(TenantId tenant, List<String> statements) throws IOException, InterruptedException {
        Path pgbench = Path.of(System.getProperty("cohort.bench.pgbench", "/usr/lib/postgresql/15/bin/pgbench"));
        if (!Files.isExecutable(pgbench)) {
            return Double.NaN;
        }
        Path script = Files.createTempFile("page", ".sql");
        Files.writeString(
                script,
                String.join(
                                ";\n",
                                statements.stream()
                                        .map(sql -> sql.replace('\n', ' '))
                                        .toList()) + ";\n");
        Matcher server = Pattern.compile("//([^:/]+):(\\d+)/(\\w+)").matcher(throughTheWire);
        server.find();
        var builder = new ProcessBuilder(
                pgbench.toString(),
                "-n",
                "-c",
                "1",
                "-T",
                "5",
                "-M",
                "prepared",
                "-f",
                script.toString(),
                "-h",
                server.group(1),
                "-p",
                server.group(2),
                "-U",
                TestDatabase.LOGIN,
                server.group(3));
        builder.environment().put("PGPASSWORD", TestDatabase.PASSWORD);
        builder.environment()
                .put(
                        "PGOPTIONS",
                        "-c role=cohort_app -c jit=off -c max_parallel_workers_per_gather=0 -c cohort.tenant="
                                + tenant.value());
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        Files.delete(script);
        Matcher latency = Pattern.compile("latency average = ([0-9.]+) ms").matcher(output);
        if (process.waitFor() != 0 || !latency.find()) {
            System.out.println(output);
            return Double.NaN;
        }
        return Double.parseDouble(latency.group(1));
    }

    /** The page of contacts has no other parameters than the tenant and the limit. */
    private static String literals(String sql, TenantId tenant, int rows) {
        return PARAMETER
                .matcher(sql.replaceAll("(LIMIT\\s+(?:\\(SELECT CAST\\(\\s*)?)\\?", "$1" + rows))
                .replaceAll(Long.toString(tenant.value()));
    }

    /** Whether the person exists (tenant, person), then the nights (tenant, person, from, to, limit). */
    private static String nightLiterals(String sql, TenantId tenant, PersonId person, int rows) {
        String[] values = {
            Long.toString(tenant.value()),
            Long.toString(person.value()),
            "date '0001-01-01'",
            "date '9999-12-31'",
            Integer.toString(rows)
        };
        Matcher parameters = PARAMETER.matcher(sql);
        var text = new StringBuilder();
        for (int at = 0; parameters.find(); at++) {
            parameters.appendReplacement(text, values[at]);
        }
        return parameters.appendTail(text).toString();
    }
}
