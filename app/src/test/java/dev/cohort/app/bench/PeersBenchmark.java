package dev.cohort.app.bench;

import dev.cohort.app.bench.Timing.Times;
import dev.cohort.contacts.attribute.AttributeCatalog;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.TenantScope;
import dev.cohort.kernel.test.query.QueryBudgets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The page of contacts against every peer: same data, same page, same bytes, which are compared first.
 *
 * <p>Sections {@code peers} (lengths of page and round trip), {@code subselect} and {@code growth}. What they measure is
 * chosen by {@code -Dcohort.bench.round-trips}, {@code .filter-round-trips}, {@code .rows}, {@code .contacts} and {@code .sizes}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PeersBenchmark extends ContactsBench {

    private static final double LONGEST_MILLIS = 6_000;
    private static final int SLOTS = 5;

    @Test
    void everyPeerAtEveryRoundTrip() throws SQLException {
        Assumptions.assumeTrue(Lab.wants("peers"));
        int contacts = Lab.number("contacts", 100_000);
        TenantId tenant = tenantOf(contacts);
        TenantScope.run(tenant, () -> {
            try (var peers = peers(tenant)) {
                List<Peer> compared = peers.all().stream()
                        .filter(peer -> contacts <= 10_000 || !peer.name().equals(Peers.SUBSELECT))
                        .toList();
                warmUp(compared, tenant);
                for (double rows : Lab.numbers("rows", "1,10,50,100,500,5000")) {
                    measure(new Ask(tenant, (int) rows, null), compared, contacts);
                }
                measure(
                        new Ask(tenant, 50, ContactDataset.FOUR_PERCENT),
                        compared,
                        contacts,
                        "peers",
                        Lab.numbers("filter-round-trips", "0,10"));
                measure(new Ask(tenant, 50, null), List.of(peers.hotOnly()), contacts);
            }
        });
        Lab.note("peers", dataSource);
    }

    @Test
    void subselectDropsTheLimit() throws SQLException {
        Assumptions.assumeTrue(Lab.wants("subselect"));
        int contacts = Lab.number("contacts", 100_000);
        TenantId tenant = tenantOf(contacts);
        TenantScope.run(tenant, () -> {
            try (var peers = peers(tenant)) {
                Lab.roundTrip(dataSource, 0);
                measure(
                        new Ask(tenant, 50, null),
                        List.of(peers.named(Peers.OURS), peers.named(Peers.SUBSELECT)),
                        contacts,
                        "subselect",
                        0);
            }
        });
        Lab.note("subselect", dataSource);
    }

    @Test
    void growth() throws SQLException {
        Assumptions.assumeTrue(Lab.wants("growth"));
        double[] sizes = Lab.numbers("sizes", "5000,50000,500000");
        for (double size : sizes) {
            tenantOf((int) size);
        }
        for (double size : sizes) {
            TenantId tenant = tenantOf((int) size);
            TenantScope.run(tenant, () -> {
                try (var peers = peers(tenant)) {
                    List<Peer> compared = peers.all().stream()
                            .filter(peer -> !peer.name().equals(Peers.SUBSELECT))
                            .toList();
                    if (size == sizes[0]) {
                        warmUp(compared, tenant);
                    }
                    measure(new Ask(tenant, 50, null), compared, (int) size, "growth", 0);
                    measure(new Ask(tenant, 50, ContactDataset.FOUR_PERCENT), compared, (int) size, "growth", 0);
                }
            });
        }
        Lab.note("growth", dataSource);
    }

    /** Nobody is timed while the compiler still learns the code. */
    private void warmUp(List<Peer> peers, TenantId tenant) {
        Lab.roundTrip(dataSource, 0);
        for (Peer peer : peers) {
            long end = System.nanoTime() + Lab.budget().multipliedBy(2).toNanos();
            while (System.nanoTime() < end) {
                json.writeValueAsBytes(peer.page(new Ask(tenant, 50, null)));
            }
        }
    }

    private Peers peers(TenantId tenant) {
        AttributeCatalog catalog = catalogs.of(tenant);
        return new Peers(dataSource, pages, catalog);
    }

    private void measure(Ask ask, List<Peer> peers, int contacts) {
        measure(ask, peers, contacts, "peers", Lab.numbers("round-trips", "0,0.5,2,10,50"));
    }

    /** Compares the bytes, counts what each sends, and times those that are not hopeless at that distance. */
    private void measure(Ask ask, List<Peer> peers, int contacts, String section, double... roundTrips) {
        Lab.roundTrip(dataSource, 0);
        Map<Peer, Cost> costs = new LinkedHashMap<>();
        String expected = null;
        for (Peer peer : peers) {
            String bytes = json.writeValueAsString(peer.page(ask));
            expected = expected == null ? bytes : expected;
            if (!bytes.equals(expected)) {
                throw new AssertionError(peer.name() + " gives another page of " + ask);
            }
            costs.put(peer, Cost.of(dataSource, database().asSuperuser(), () -> peer.page(ask)));
        }
        for (double roundTrip : roundTrips) {
            Map<String, Runnable> works = new LinkedHashMap<>();
            costs.forEach((peer, cost) -> {
                if (cost.counts().roundTrips() * roundTrip < LONGEST_MILLIS) {
                    works.put(peer.name(), () -> json.writeValueAsBytes(peer.page(ask)));
                }
            });
            double real = Lab.roundTrip(dataSource, roundTrip);
            Map<String, Times> times = new Timing(Lab.budget()).of(works);
            Csv csv = csv(section);
            costs.forEach((peer, cost) -> {
                Times time = times.get(peer.name());
                if (time != null) {
                    double[] slots = new double[SLOTS];
                    Arrays.setAll(
                            slots,
                            run -> QueryBudgets.capture(() -> peer.page(ask))
                                            .counts()
                                            .slot()
                                            .toNanos()
                                    / 1e6);
                    double slot = new Times(slots).median();
                    put(csv, ask, contacts, roundTrip, real, peer, time, cost, slot);
                }
            });
            csv.save();
        }
    }

    private static void put(
            Csv csv,
            Ask ask,
            int contacts,
            double roundTrip,
            double real,
            Peer peer,
            Times time,
            Cost cost,
            double slot) {
        csv.put(
                contacts,
                ask.city() == null ? "none" : "4 %",
                roundTrip,
                ask.rows(),
                peer.name(),
                real,
                time.runs(),
                time.median(),
                time.low(),
                time.high(),
                time.p95(),
                cost.counts().statements(),
                cost.counts().roundTrips(),
                cost.counts().rows(),
                cost.sent(),
                cost.received(),
                slot,
                cost.allocated(),
                cost.buffers());
        System.out.printf(
                "%d contacts, filter %s, %.1f ms, %d rows: %-30s %9.2f ms (%d runs)%n",
                contacts, ask.city(), real, ask.rows(), peer.name(), time.median(), time.runs());
    }

    private static Csv csv(String section) {
        return new Csv(
                Lab.FOLDER.resolve(section + ".csv"),
                5,
                "contacts",
                "filter",
                "nominal_ms",
                "n",
                "peer",
                "round_trip_ms",
                "runs",
                "median_ms",
                "low_ms",
                "high_ms",
                "p95_ms",
                "statements",
                "round_trips",
                "rows",
                "bytes_sent",
                "bytes_received",
                "slot_ms",
                "allocated_bytes",
                "buffers");
    }
}
