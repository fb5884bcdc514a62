package dev.cohort.app.bench;

import dev.cohort.app.Api;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.TenantScope;
import dev.cohort.kernel.test.query.QueryBudgets;
import dev.cohort.sleep.summary.NightPages;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Section {@code nights}: a page of a person's nights with their averages, as the article and open-wearables read it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NightsBenchmark extends ContactsBench {

    @Autowired
    NightPages nights;

    @Test
    void pageOfNights() throws SQLException {
        Assumptions.assumeTrue(Lab.wants("nights"));
        Lab.roundTrip(dataSource, 0);
        var dataset = new NightsDataset(Api.as("alice", port), database(), Lab.number("nights", 365));
        TenantId tenant = NightsDataset.tenant();
        TenantScope.run(
                tenant, () -> measure(new NightPeers(JdbcClient.create(dataSource), nights, tenant, dataset.person())));
        Lab.note("nights", dataSource);
    }

    private void measure(NightPeers peers) {
        var csv = new Csv(
                Lab.FOLDER.resolve("nights.csv"),
                3,
                "nominal_ms",
                "n",
                "way",
                "round_trip_ms",
                "runs",
                "median_ms",
                "low_ms",
                "high_ms",
                "statements",
                "rows");
        for (double roundTrip : Lab.numbers("round-trips", "0,0.5,2,10,50")) {
            for (double rows : Lab.numbers("rows", "10,50")) {
                Lab.roundTrip(dataSource, 0);
                Map<String, Runnable> ways = new LinkedHashMap<>();
                List<String> expected = peers.shown(peers.all().get(Peers.OURS).apply((int) rows));
                peers.all().forEach((name, way) -> {
                    if (!peers.shown(way.apply((int) rows)).equals(expected)) {
                        throw new AssertionError(name + " gives other nights: " + peers.shown(way.apply((int) rows))
                                + " and not " + expected);
                    }
                    ways.put(name, () -> way.apply((int) rows));
                });
                double real = Lab.roundTrip(dataSource, roundTrip);
                new Timing(Lab.budget()).of(ways).forEach((name, times) -> {
                    var counts =
                            QueryBudgets.capture(() -> ways.get(name).run()).counts();
                    csv.put(
                            roundTrip,
                            (int) rows,
                            name,
                            real,
                            times.runs(),
                            times.median(),
                            times.low(),
                            times.high(),
                            counts.statements(),
                            counts.rows());
                    System.out.printf("%.1f ms, %.0f nights, %s: %.2f ms%n", real, rows, name, times.median());
                });
                csv.save();
            }
        }
    }
}
