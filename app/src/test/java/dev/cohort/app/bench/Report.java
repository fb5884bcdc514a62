package dev.cohort.app.bench;

import static dev.cohort.app.bench.Figures.head;
import static dev.cohort.app.bench.Figures.line;
import static dev.cohort.app.bench.Figures.ms;
import static dev.cohort.app.bench.Figures.times;
import static dev.cohort.app.bench.Figures.whole;

import dev.cohort.app.bench.Csv.Row;
import dev.cohort.app.bench.Graph.Series;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Assembles {@code docs/benchmarks.md} and its graphs from the raw figures that are there. */
final class Report {

    private static final Path FILE = Path.of("docs/benchmarks.md");
    private static final String INTRODUCTION = """
            # Measured against the articles and every peer

            Generated from the raw figures in [benchmarks](benchmarks) by `./mvnw -pl app -am verify -Pbench`; do not edit.
            In pieces: `-Dit.test=PeersBenchmark -Dfailsafe.failIfNoSpecifiedTests=false -Dcohort.bench.sections=peers`
            (others: `subselect`, `growth`; `latency`, `variance`, `pool`, `json` of `ArticlesBenchmark`; `nights`, `floor`,
            `load`), `-Dcohort.bench.round-trips=0,10`, `-Dcohort.bench.rows=10,50`, `-Dcohort.bench.contacts=100000`.
            What `verify` runs of it is `PeersIT`: the same bytes from everybody, with as many statements as they say.

            Every peer reads the same rows through the same pool and role (row-level security on), gives the same contacts,
            and its JSON is compared byte by byte before it is timed. Runs are interleaved in an order drawn anew each round;
            figures are medians in milliseconds. The round trip is a proxy on loopback, and the one quoted is what `SELECT 1`
            takes through it. Hibernate is spared transactions and dirty checks, the jsonb document row-level security.

            """;

    private Report() {}

    static void write() {
        var text = new StringBuilder(INTRODUCTION);
        runs(text);
        Figures peers = Figures.of("peers");
        if (!peers.isEmpty()) {
            peers(text, peers);
        }
        growth(text);
        text.append("## The articles' tables\n\n")
                .append(ArticleTables.latency())
                .append(ArticleTables.nights())
                .append(ArticleTables.variance())
                .append(ArticleTables.pool())
                .append(ArticleTables.json())
                .append(ArticleTables.hotOnly());
        ApplicationTables.floor(text);
        ApplicationTables.load(text);
        poolGraph();
        try {
            Files.writeString(FILE, text.toString().stripTrailing() + "\n");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void runs(StringBuilder text) {
        text.append(head("section", "date", "PostgreSQL", "Java", "cores", "heap MB"));
        for (Row row : Figures.of("runs").rows()) {
            text.append(line(row.cells().values().toArray()));
        }
        text.append('\n');
    }

    private static void peers(StringBuilder text, Figures all) {
        Figures page = all.where(Map.of("filter", "none", "n", 50));
        text.append("## The newest 50 of ")
                .append(whole(page.number("contacts")))
                .append(" contacts with their 20 fields\n\n![latency](benchmarks/latency.svg)\n\n");
        table(text, page);
        text.append(
                        "Bytes and buffers are of one page; buffers are pages of tables and indexes that the server touched; a slot is"
                                + " a connection's time from its borrowing to its return, of one page; the spread is"
                                + " where 95 % of such medians lie.\n\n")
                .append("## What was promised\n\n")
                .append(new Marks(all).markdown())
                .append('\n');
        lengths(text, all.where(Map.of("filter", "none")), 0);
        lengths(text, all.where(Map.of("filter", "none")), 10);
        Figures city = all.where(Map.of("filter", "4 %", "n", 50));
        if (!city.isEmpty()) {
            text.append("## The newest 50 of the 4 % with one value of a field\n\n");
            table(text, city);
        }
        Figures subselect = Figures.of("subselect");
        if (!subselect.isEmpty()) {
            text.append(
                            "## SUBSELECT\n\nHibernate 7.4 drops the page's limit from the children's statement, so 50 rows of ")
                    .append(whole(subselect.number("contacts")))
                    .append(" read the children of all.\n\n");
            table(text, subselect);
        }
        latencyGraph(all);
    }

    private static void table(StringBuilder text, Figures page) {
        List<String> trips = page.ascending("nominal_ms");
        List<Object> titles = new ArrayList<>(List.of(
                "peer",
                "statements",
                "round trips",
                "rows",
                "buffers",
                "KB received",
                "KB allocated",
                "slot ms, near"));
        trips.forEach(trip -> titles.add(
                ms(page.where(Map.of("nominal_ms", Double.parseDouble(trip))).number("round_trip_ms")) + " ms"));
        titles.addAll(List.of("spread, near", "of Cohort's time, near"));
        text.append(head(titles.toArray()));
        Figures near = page.where(Map.of("nominal_ms", 0));
        double ours = near.where(Map.of("peer", Peers.OURS)).median();
        List<Row> byTime = near.rows().stream()
                .sorted(Comparator.comparingDouble(row -> row.number("median_ms")))
                .toList();
        for (Row row : byTime) {
            String peer = row.text("peer");
            List<Object> cells = new ArrayList<>(List.of(
                    peer.startsWith(Peers.OURS) ? "**" + peer + "**" : peer,
                    row.text("statements"),
                    whole(row.number("round_trips")),
                    whole(row.number("rows")),
                    whole(row.number("buffers")),
                    whole(row.number("bytes_received") / 1024),
                    whole(row.number("allocated_bytes") / 1024),
                    ms(row.number("slot_ms"))));
            for (String trip : trips) {
                cells.add(ms(page.where(Map.of("peer", peer, "nominal_ms", Double.parseDouble(trip)))
                        .median()));
            }
            cells.add(ms(row.number("low_ms")) + " – " + ms(row.number("high_ms")));
            cells.add(times(row.number("median_ms") / ours));
            text.append(line(cells.toArray()));
        }
        text.append('\n');
    }

    private static void lengths(StringBuilder text, Figures all, double roundTrip) {
        Figures of = all.where(Map.of("nominal_ms", roundTrip));
        if (of.isEmpty()) {
            return;
        }
        List<String> rows = of.ascending("n");
        text.append("## Pages of 1 to 5,000 at ")
                .append(ms(of.number("round_trip_ms")))
                .append(" ms\n\n");
        List<Object> titles = new ArrayList<>(List.of("peer"));
        rows.forEach(n -> titles.add(n));
        text.append(head(titles.toArray()));
        for (String peer : of.distinct("peer")) {
            List<Object> cells = new ArrayList<>(List.of(peer));
            rows.forEach(n -> cells.add(ms(
                    of.where(Map.of("peer", peer, "n", Double.parseDouble(n))).median())));
            text.append(line(cells.toArray()));
        }
        text.append("\nA dash: more than 6 s of round trips alone, or not measured. The API's pages end at 200; beyond"
                + " them Cohort's row is the same statement.\n\n");
    }

    private static void latencyGraph(Figures all) {
        var graph = new Graph(
                "A page of contacts with 20 fields: N+1 pays for distance, one statement does not",
                "rows of the page",
                "ms");
        for (String trip : all.ascending("nominal_ms")) {
            Figures of = all.where(Map.of("filter", "none", "nominal_ms", Double.parseDouble(trip)));
            graph.panel("round trip " + ms(of.number("round_trip_ms")) + " ms", series(of, "peer", "n"));
        }
        graph.save(Lab.FOLDER.resolve("latency.svg"));
    }

    private static List<Series> series(Figures of, String by, String x) {
        return of.distinct(by).stream()
                .filter(name -> !name.contains("fields=none") && !name.contains("TWO_STEP"))
                .map(name -> new Series(
                        name,
                        of.where(Map.of(by, name)).rows().stream()
                                .map(row -> new double[] {row.number(x), row.number("median_ms")})
                                .sorted(Comparator.comparingDouble(point -> point[0]))
                                .toList()))
                .toList();
    }

    private static void growth(StringBuilder text) {
        Figures all = Figures.of("growth");
        if (all.isEmpty()) {
            return;
        }
        text.append("## Growth\n\n50 rows of tenants of different sizes in one table, 20 values a contact.\n\n")
                .append("![growth](benchmarks/growth.svg)\n\n");
        List<String> sizes = all.ascending("contacts");
        List<Object> titles = new ArrayList<>(List.of("peer", "filter"));
        sizes.forEach(size -> titles.add(whole(Double.parseDouble(size) * ContactDataset.FIELDS) + " values"));
        titles.add("growth");
        text.append(head(titles.toArray()));
        var graph = new Graph(
                "Growth of the tenant: pages in index order stay, the others read all that matches",
                "contacts of the tenant",
                "ms");
        for (String filter : all.distinct("filter")) {
            Figures of = all.where(Map.of("filter", filter));
            for (String peer : of.distinct("peer")) {
                List<Object> cells = new ArrayList<>(List.of(peer, filter));
                List<Double> medians = sizes.stream()
                        .map(size -> of.where(Map.of("peer", peer, "contacts", Double.parseDouble(size)))
                                .median())
                        .toList();
                medians.forEach(median -> cells.add(ms(median)));
                cells.add(times(medians.getLast() / medians.getFirst()));
                text.append(line(cells.toArray()));
            }
            graph.panel("filter: " + filter, series(of, "peer", "contacts"));
        }
        text.append('\n');
        graph.save(Lab.FOLDER.resolve("growth.svg"));
    }

    private static void poolGraph() {
        var all = new Figures(Figures.of("pool").rows().stream()
                .filter(row -> row.number("pages_per_second") > 0)
                .toList());
        Figures near = all.where(Map.of("nominal_ms", 2));
        List<Series> lines = near.distinct("way").stream()
                .map(way -> new Series(
                        way,
                        near.where(Map.of("way", way)).rows().stream()
                                .map(row -> new double[] {row.number("connections"), row.number("pages_per_second")})
                                .sorted(Comparator.comparingDouble(point -> point[0]))
                                .toList()))
                .toList();
        new Graph("200 callers, 2 ms from their database", "connections of the pool", "pages/s")
                .panel("pages of 50 contacts", lines)
                .save(Lab.FOLDER.resolve("pool.svg"));
    }
}
