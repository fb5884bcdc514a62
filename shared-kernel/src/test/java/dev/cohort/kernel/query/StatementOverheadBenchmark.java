package dev.cohort.kernel.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * What counting costs a statement: borrow, prepare, bind, execute, read a row, close, return, on a driver that does
 * nothing. The difference from {@code plain} is the guard's.
 *
 * <p>{@code ./mvnw -pl shared-kernel verify -Pbench -Dit.test=StatementOverheadBenchmark}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class StatementOverheadBenchmark {

    private static final String SQL = "SELECT name FROM sample.publisher WHERE id = ?";
    private static final int REPEATS = 50;
    private static final int SHAPES = 10;
    private static final List<String> TEXTS = IntStream.range(0, SHAPES)
            .mapToObj(n -> "SELECT name AS n" + n + " FROM sample.publisher WHERE id = ?")
            .toList();
    private static final double MOST_MICROS = 15;
    private static final double MOST_BYTES = 1024;

    private final DataSource plain = new CountedNothing();
    private final DataSource counted = new CountingDataSource(new CountedNothing());

    @Benchmark
    public long plain() throws SQLException {
        return read(plain);
    }

    @Benchmark
    public long countedOutsideAnyScope() throws SQLException {
        return read(counted);
    }

    /** Each statement another one, as in a request without a defect. */
    @Benchmark
    @OperationsPerInvocation(SHAPES)
    public long countedInARequest() throws SQLException {
        QueryScope scope = QueryScope.begin(QueryScope.Kind.REQUEST, "GET /");
        long sum = 0;
        try (var ignored = scope.bind()) {
            for (String text : TEXTS) {
                sum += read(counted, text);
            }
        } finally {
            scope.end();
        }
        return sum;
    }

    /** The request's scope included. */
    @Benchmark
    public long countedInARequestOfOneStatement() throws SQLException {
        QueryScope scope = QueryScope.begin(QueryScope.Kind.REQUEST, "GET /");
        try (var ignored = scope.bind()) {
            return read(counted);
        } finally {
            scope.end();
        }
    }

    /** An N+1: the guard walks the stack for the first repeats. */
    @Benchmark
    @OperationsPerInvocation(REPEATS)
    public long countedInARequestThatRepeats() throws SQLException {
        QueryScope scope = QueryScope.begin(QueryScope.Kind.REQUEST, "GET /");
        long sum = 0;
        try (var ignored = scope.bind()) {
            for (int n = 0; n < REPEATS; n++) {
                sum += read(counted);
            }
        } finally {
            scope.end();
        }
        return sum;
    }

    @Test
    void theGuardCostsAStatementLittle() throws Exception {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(StatementOverheadBenchmark.class.getSimpleName())
                        .forks(1)
                        .warmupIterations(3)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(5)
                        .measurementTime(TimeValue.seconds(1))
                        .addProfiler(GCProfiler.class)
                        .build())
                .run();
        Map<String, double[]> costs = new TreeMap<>();
        for (RunResult result : results) {
            double micros = result.getPrimaryResult().getScore();
            double bytes =
                    result.getSecondaryResults().get("gc.alloc.rate.norm").getScore();
            costs.put(result.getPrimaryResult().getLabel(), new double[] {micros, bytes});
        }
        double[] plainCost = costs.get("plain");
        costs.forEach((way, cost) -> System.out.printf(
                "%-36s %7.2f us %7.0f bytes   guard %6.2f us %6.0f bytes%n",
                way, cost[0], cost[1], cost[0] - plainCost[0], cost[1] - plainCost[1]));
        costs.forEach((way, cost) -> {
            assertThat(cost[0] - plainCost[0]).as(way + ", us").isLessThanOrEqualTo(MOST_MICROS);
            assertThat(cost[1] - plainCost[1]).as(way + ", bytes").isLessThanOrEqualTo(MOST_BYTES);
        });
    }

    private static long read(DataSource source) throws SQLException {
        return read(source, SQL);
    }

    private static long read(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, 7);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
