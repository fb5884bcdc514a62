package dev.cohort.kernel.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.TenantScope;
import dev.cohort.kernel.test.DelayProxy;
import dev.cohort.kernel.test.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/**
 * What it costs to tell PostgreSQL whose rows a read may see, and to read inside a transaction: medians of interleaved
 * runs, in milliseconds and in measured round trips.
 *
 * <p>{@code ./mvnw -pl shared-kernel verify -Pbench -Dit.test=TenantBindingBenchmark}
 */
class TenantBindingBenchmark {

    private static final String READ = "SELECT count(*) FROM pg_class WHERE oid < 100";
    private static final int RUNS = 60;

    @FunctionalInterface
    private interface Read {
        void run() throws SQLException;
    }

    @Test
    void bindingsAndTransactions() throws Exception {
        TestDatabase database = TestDatabase.create();
        for (double millis : new double[] {0, 0.5, 2, 10, 50}) {
            try (DelayProxy proxy = DelayProxy.before(database.url(), Duration.ofNanos((long) (millis * 1e6)));
                    HikariDataSource pool = pool(proxy.through(database.url()))) {
                report(millis, pool);
            }
        }
    }

    private static void report(double millis, HikariDataSource pool) throws SQLException {
        var bound = new TenantBindingDataSource(pool);
        TenantId one = new TenantId(1);
        TenantId two = new TenantId(2);
        Map<String, Read> ways = new LinkedHashMap<>();
        ways.put("SELECT 1, no tenant", () -> autocommit(pool, "SELECT 1"));
        ways.put("read, no tenant", () -> autocommit(pool, READ));
        ways.put("bound at check-out, same tenant", () -> as(one, () -> autocommit(bound, READ)));
        ways.put("bound at check-out, other tenant each time", () -> {
            as(two, () -> autocommit(bound, "SELECT 1"));
            as(one, () -> autocommit(bound, READ));
        });
        ways.put("SET LOCAL in a transaction", () -> setLocal(pool));
        ways.put("same tenant, read-only transaction", () -> as(one, () -> transaction(bound)));
        Map<String, double[]> times = new LinkedHashMap<>();
        ways.keySet().forEach(way -> times.put(way, new double[RUNS]));
        for (int run = -10; run < RUNS; run++) {
            for (Map.Entry<String, Read> way : ways.entrySet()) {
                long start = System.nanoTime();
                way.getValue().run();
                if (run >= 0) {
                    times.get(way.getKey())[run] = (System.nanoTime() - start) / 1e6;
                }
            }
        }
        double roundTrip = median(times.get("SELECT 1, no tenant"));
        System.out.printf("%nround trip set to %.1f ms, SELECT 1 measured %.2f ms%n", millis, roundTrip);
        for (Map.Entry<String, double[]> way : times.entrySet()) {
            double median = median(way.getValue());
            System.out.printf("  %-45s %8.2f ms  %5.2f x SELECT 1%n", way.getKey(), median, median / roundTrip);
        }
    }

    private static void autocommit(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.executeQuery().next();
        }
    }

    private static void setLocal(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SET LOCAL cohort.tenant = '1'");
            statement.executeQuery(READ).next();
            connection.commit();
        }
    }

    private static void transaction(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(READ)) {
            connection.setAutoCommit(false);
            statement.executeQuery().next();
            connection.commit();
        }
    }

    private static void as(TenantId tenant, Read read) throws SQLException {
        TenantScope.<Boolean, SQLException>call(tenant, () -> {
            read.run();
            return true;
        });
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static HikariDataSource pool(String url) {
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(TestDatabase.LOGIN);
        config.setPassword(TestDatabase.PASSWORD);
        config.setMaximumPoolSize(1);
        for (String setting : List.of("prepareThreshold=1", "ApplicationName=cohort")) {
            String[] pair = setting.split("=");
            config.addDataSourceProperty(pair[0], pair[1]);
        }
        return new HikariDataSource(config);
    }
}
