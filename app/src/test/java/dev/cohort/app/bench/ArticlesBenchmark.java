package dev.cohort.app.bench;

import com.zaxxer.hikari.HikariDataSource;
import dev.cohort.app.bench.Timing.Times;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.TenantScope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * The articles' own tables, measured: sections {@code latency} (10, 50 and 100 records, break-even), {@code variance},
 * {@code pool} (200 callers of a pool of 10) and {@code json} (what JSON_AGG weighs).
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArticlesBenchmark extends ContactsBench {

    private static final String LOOP = "N+1 by hand of contacts alone";
    private static final String ARTICLE = "article: CTE + JSON_AGG";

    @Test
    void latency() throws SQLException {
        Assumptions.assumeTrue(Lab.wants("latency"));
        TenantId tenant = tenantOf(Lab.number("contacts", 100_000));
        var csv = new Csv(
                Lab.FOLDER.resolve("latency.csv"),
                3,
                "nominal_ms",
                "n",
                "way",
                "round_trip_ms",
                "runs",
                "median_ms",
                "low_ms",
                "high_ms");
        TenantScope.run(tenant, () -> {
            try (var peers = new Peers(dataSource, pages, catalogs.of(tenant))) {
                for (double roundTrip : Lab.numbers("round-trips", "0,0.5,2,10,50")) {
                    double real = Lab.roundTrip(dataSource, roundTrip);
                    for (double rows : Lab.numbers("rows", "1,2,3,5,10,50,100")) {
                        new Timing(Lab.budget())
                                .of(ways(peers, tenant, (int) rows))
                                .forEach((name, times) -> {
                                    csv.put(
                                            roundTrip,
                                            (int) rows,
                                            name,
                                            real,
                                            times.runs(),
                                            times.median(),
                                            times.low(),
                                            times.high());
                                    System.out.printf(
                                            "%.1f ms, %.0f rows, %s: %.2f ms%n", real, rows, name, times.median());
                                });
                        csv.save();
                    }
                }
            }
        });
        Lab.note("latency", dataSource);
    }

    private Map<String, Runnable> ways(Peers peers, TenantId tenant, int rows) {
        var ask = new Ask(tenant, rows, null);
        var loop = new LoopPeer(dataSource, catalogs.of(tenant), false);
        Map<String, Runnable> ways = new LinkedHashMap<>();
        ways.put(LOOP, () -> loop.page(ask));
        ways.put(ARTICLE, () -> peers.named(ARTICLE).page(ask));
        ways.put(Peers.OURS, () -> peers.named(Peers.OURS).page(ask));
        return ways;
    }

    @Test
    void variance() throws SQLException {
        Assumptions.assumeTrue(Lab.wants("variance"));
        TenantId tenant = tenantOf(Lab.number("contacts", 100_000));
        int requests = Lab.number("requests", 500);
        var csv = new Csv(
                Lab.FOLDER.resolve("variance.csv"),
                1,
                "way",
                "round_trip_ms",
                "requests",
                "p50_ms",
                "p95_ms",
                "p99_ms",
                "longest_ms");
        TenantScope.run(tenant, () -> {
            try (var peers = new Peers(dataSource, pages, catalogs.of(tenant))) {
                double real = Lab.roundTrip(dataSource, 2);
                Map<String, double[]> millis = new LinkedHashMap<>();
                Map<String, Runnable> ways = ways(peers, tenant, 50);
                ways.keySet().forEach(way -> millis.put(way, new double[requests]));
                for (int request = -5; request < requests; request++) {
                    for (Map.Entry<String, Runnable> way : ways.entrySet()) {
                        long start = System.nanoTime();
                        way.getValue().run();
                        if (request >= 0) {
                            millis.get(way.getKey())[request] = (System.nanoTime() - start) / 1e6;
                        }
                    }
                }
                millis.forEach((way, all) -> {
                    var times = new Times(all);
                    csv.put(way, real, requests, times.median(), times.p95(), times.quantile(0.99), times.quantile(1));
                });
            }
        });
        csv.save();
        Lab.note("variance", dataSource);
    }

    @Test
    void pool() throws Exception {
        Assumptions.assumeTrue(Lab.wants("pool"));
        TenantId tenant = tenantOf(Lab.number("contacts", 100_000));
        var pool = dataSource.unwrap(HikariDataSource.class);
        int seconds = Lab.number("seconds", 6);
        try (var peers = new Peers(dataSource, pages, catalogs.of(tenant))) {
            for (double roundTrip : Lab.numbers("round-trips", "0,2,10")) {
                for (String way : List.of(LOOP, Peers.OURS)) {
                    crowd(ways(peers, tenant, 50).get(way), way, roundTrip, tenant, 10, seconds);
                }
            }
            for (double size : Lab.numbers("pools", "2,5,20,40")) {
                resize(pool, (int) size);
                for (String way : List.of(LOOP, Peers.OURS)) {
                    crowd(ways(peers, tenant, 50).get(way), way, 2, tenant, (int) size, seconds);
                }
            }
        } finally {
            resize(pool, 10);
        }
        Lab.note("pool", dataSource);
    }

    /** A pool that becomes smaller keeps its connections until they are given up. */
    private static void resize(HikariDataSource pool, int size) throws InterruptedException {
        pool.getHikariConfigMXBean().setMinimumIdle(size);
        pool.getHikariConfigMXBean().setMaximumPoolSize(size);
        pool.getHikariPoolMXBean().softEvictConnections();
        while (pool.getHikariPoolMXBean().getTotalConnections() > size) {
            Thread.sleep(50);
        }
    }

    /** 200 callers, each of whom asks again at once, whether it was served or refused. */
    private void crowd(Runnable page, String way, double roundTrip, TenantId tenant, int connections, int seconds)
            throws InterruptedException {
        double real = Lab.roundTrip(dataSource, roundTrip);
        TenantScope.run(tenant, page);
        var served = new ConcurrentLinkedQueue<Double>();
        var refused = new AtomicInteger();
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int caller = 0; caller < 200; caller++) {
                callers.execute(() -> {
                    while (System.nanoTime() < end) {
                        long start = System.nanoTime();
                        try {
                            TenantScope.run(tenant, page);
                            served.add((System.nanoTime() - start) / 1e6);
                        } catch (RuntimeException noConnection) {
                            refused.incrementAndGet();
                        }
                    }
                });
            }
        }
        var times = new Times(
                served.isEmpty()
                        ? new double[] {Double.NaN}
                        : served.stream().mapToDouble(Double::doubleValue).toArray());
        var csv = new Csv(
                Lab.FOLDER.resolve("pool.csv"),
                3,
                "nominal_ms",
                "way",
                "connections",
                "round_trip_ms",
                "seconds",
                "pages_per_second",
                "p50_ms",
                "p95_ms",
                "refused_per_second");
        csv.put(
                roundTrip,
                way,
                connections,
                real,
                seconds,
                (double) served.size() / seconds,
                times.median(),
                times.p95(),
                (double) refused.get() / seconds);
        csv.save();
        System.out.printf(
                "%s, %.1f ms, pool %d: %.0f pages/s, p50 %.1f ms, refused %.0f/s%n",
                way,
                real,
                connections,
                (double) served.size() / seconds,
                times.median(),
                (double) refused.get() / seconds);
    }

    @Test
    void json() throws Exception {
        Assumptions.assumeTrue(Lab.wants("json"));
        TenantId tenant = tenantOf(Lab.number("contacts", 100_000));
        var csv = new Csv(
                Lab.FOLDER.resolve("json.csv"), 2, "way", "n", "bytes_received", "bytes_a_record", "backend_peak_kb");
        for (int rows : new int[] {100, 1_000, 5_000, 20_000}) {
            List<String> ways = new ArrayList<>(List.of("two statements", ARTICLE));
            TenantScope.run(tenant, () -> {
                try (Connection connection = dataSource.getConnection()) {
                    JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
                    Path status = Path.of("/proc/"
                            + jdbc.sql("SELECT pg_backend_pid()")
                                    .query(Long.class)
                                    .single() + "/status");
                    Path clear = status.resolveSibling("clear_refs");
                    var ask = new Ask(tenant, rows, null);
                    Map<String, Peer> peers = new LinkedHashMap<>();
                    peers.put(ways.getFirst(), new TwoStepPeer(jdbc, catalogs.of(tenant)));
                    peers.put(ARTICLE, new JsonPeer(JsonPeer.Design.ARTICLE_CTE, jdbc, catalogs.of(tenant)));
                    peers.values().forEach(peer -> peer.page(ask));
                    peers.forEach((name, peer) -> {
                        long before = peak(status, clear);
                        long received = Lab.wire().received();
                        peer.page(ask);
                        received = Lab.wire().received() - received;
                        csv.put(name, rows, received, received / rows, before < 0 ? null : peak(status, null) - before);
                    });
                } catch (SQLException failure) {
                    throw new IllegalStateException(failure);
                }
            });
        }
        csv.save();
        Lab.note("json", dataSource);
    }

    /** The most memory that the server process has had in use, in KB, counted anew first; -1 where nobody says. */
    private static long peak(Path status, Path clear) {
        try {
            if (clear != null) {
                Files.writeString(clear, "5");
            }
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(-1);
        } catch (java.io.IOException notLinux) {
            return -1;
        }
    }
}
