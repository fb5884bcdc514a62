package dev.cohort.app.bench;

import static dev.cohort.app.bench.Figures.head;
import static dev.cohort.app.bench.Figures.line;
import static dev.cohort.app.bench.Figures.ms;
import static dev.cohort.app.bench.Figures.times;
import static dev.cohort.app.bench.Figures.whole;

import dev.cohort.app.bench.Csv.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The articles' tables beside what was measured. */
final class ArticleTables {

    private static final String LOOP = "N+1 by hand of contacts alone";
    private static final String ARTICLE = "article: CTE + JSON_AGG";

    /** Round trip, records, and what the articles say of N+1 and of the CTE, in milliseconds. */
    private static final double[][] CLAIMS = {
        {0.5, 10, 5, 8},
        {2, 10, 20, 10},
        {2, 100, 200, 25},
        {10, 10, 110, 15},
        {10, 50, 510, 20},
        {10, 100, 1_010, 25},
        {50, 10, 500, 60},
        {50, 100, 5_050, 80}
    };

    private ArticleTables() {}

    static String latency() {
        Figures all = Figures.of("latency");
        if (all.isEmpty()) {
            return "";
        }
        var text = new StringBuilder("""
                ### Latency: the article's table and its break-even

                "N+1" is the article's: ids, then each contact without its fields. The article's figures of N+1 are
                (N+1) or N times the round trip; those of the CTE have no measurement behind them.

                """);
        text.append(head(
                "round trip",
                "records",
                "N+1: claimed",
                "measured",
                "CTE: claimed",
                "measured",
                "Cohort",
                "who wins: claimed",
                "measured",
                "verdict"));
        for (double[] claim : CLAIMS) {
            double loop = median(all, claim[0], claim[1], LOOP);
            double cte = median(all, claim[0], claim[1], ARTICLE);
            if (!Double.isNaN(loop) && !Double.isNaN(cte)) {
                boolean sameWinner = claim[2] < claim[3] == loop < cte;
                double off = claim[3] / cte;
                String verdict = !sameWinner
                        ? "**wrong**: the CTE wins " + times(loop / cte)
                        : "holds for N+1"
                                + (off > 1.25 || off < 0.8 ? "; CTE off by " + times(off) : ", and for the CTE");
                text.append(line(
                        ms(claim[0]) + " ms",
                        whole(claim[1]),
                        ms(claim[2]),
                        ms(loop),
                        ms(claim[3]),
                        ms(cte),
                        ms(median(all, claim[0], claim[1], Peers.OURS)),
                        claim[2] < claim[3] ? "N+1" : "CTE",
                        loop < cte ? "N+1" : "CTE",
                        verdict));
            }
        }
        text.append("\nFrom how many records on one statement always beats N+1 (which fetches less):\n\n");
        text.append(head("round trip", "article's CTE", "Cohort"));
        for (String trip : all.ascending("nominal_ms")) {
            text.append(line(
                    ms(Double.parseDouble(trip)) + " ms",
                    crossover(all, trip, ARTICLE),
                    crossover(all, trip, Peers.OURS)));
        }
        return text.append('\n').toString();
    }

    private static String crossover(Figures all, String trip, String way) {
        double roundTrip = Double.parseDouble(trip);
        String from = null;
        for (String rows : all.ascending("n")) {
            double n = Double.parseDouble(rows);
            double loop = median(all, roundTrip, n, LOOP);
            if (median(all, roundTrip, n, way) >= loop) {
                from = null;
            } else if (from == null && !Double.isNaN(loop)) {
                from = rows;
            }
        }
        return from == null ? "none up to 100" : from;
    }

    private static double median(Figures all, double roundTrip, double rows, String way) {
        return all.where(Map.of("nominal_ms", roundTrip, "n", rows, "way", way)).median();
    }

    static String nights() {
        Figures all = Figures.of("nights");
        if (all.isEmpty()) {
            return "";
        }
        var text = new StringBuilder("""
                ### A page of nights: "51 → 2 queries"

                50 newest of 365 nights with their mean heart rate. The others read one figure of one source; Cohort's
                page carries the whole night (stages, five averages, sources, sessions) and asks whether the person
                exists.

                """);
        text.append(head("way", "statements", "rows read", "0 ms", "0.5 ms", "2 ms", "10 ms", "50 ms"));
        for (String way : all.distinct("way")) {
            Figures of = all.where(Map.of("way", way, "n", 50));
            text.append(line(
                    way,
                    whole(of.number("statements")),
                    whole(of.number("rows")),
                    at(of, 0),
                    at(of, 0.5),
                    at(of, 2),
                    at(of, 10),
                    at(of, 50)));
        }
        return text.append('\n').toString();
    }

    private static String at(Figures of, double roundTrip) {
        return ms(of.where(Map.of("nominal_ms", roundTrip)).median());
    }

    static String variance() {
        Figures all = Figures.of("variance");
        if (all.isEmpty()) {
            return "";
        }
        var text =
                new StringBuilder("### Variance\n\nPages of 50, one after the other, " + whole(all.number("requests"))
                        + " of each, interleaved, at a round trip of " + ms(all.number("round_trip_ms")) + " ms.\n\n");
        text.append(head("way", "p50 ms", "p95 ms", "p99 ms", "longest ms", "p99 − p50"));
        for (Row row : all.rows()) {
            text.append(line(
                    row.text("way"),
                    ms(row.number("p50_ms")),
                    ms(row.number("p95_ms")),
                    ms(row.number("p99_ms")),
                    ms(row.number("longest_ms")),
                    ms(row.number("p99_ms") - row.number("p50_ms"))));
        }
        return text.append('\n').toString();
    }

    static String pool() {
        Figures all = Figures.of("pool");
        if (all.isEmpty()) {
            return "";
        }
        var text = new StringBuilder("""
                ### Pool slots and retry storms

                200 callers ask for pages of 50 and ask again at once, served or refused; a connection is waited for 2 s.
                The article says that N+1 "holds N slots": it holds one, N times as long. Refusals are what a retry
                storm is made of.

                ![pool](benchmarks/pool.svg)

                """);
        text.append(head("round trip", "connections", "way", "pages/s", "p50 ms", "p95 ms", "refused/s"));
        for (Row row : all.rows()) {
            text.append(line(
                    ms(row.number("round_trip_ms")) + " ms",
                    row.text("connections"),
                    row.text("way"),
                    whole(row.number("pages_per_second")),
                    ms(row.number("p50_ms")),
                    ms(row.number("p95_ms")),
                    whole(row.number("refused_per_second"))));
        }
        return text.append('\n').toString();
    }

    static String json() {
        Figures all = Figures.of("json");
        if (all.isEmpty()) {
            return "";
        }
        var text = new StringBuilder("""
                ### What JSON_AGG weighs

                The article: 2 to 5 KB a record, 200 to 500 KB a batch of 100, a concern of server memory from 10,000
                rows on. Contacts of 20 fields; growth of the server process beyond what it had in use, where the system
                tells.

                """);
        text.append(head("way", "records", "KB received", "bytes a record", "server memory, KB"));
        for (Row row : all.rows()) {
            text.append(line(
                    row.text("way"),
                    whole(row.number("n")),
                    whole(row.number("bytes_received") / 1024),
                    whole(row.number("bytes_a_record")),
                    whole(row.number("backend_peak_kb"))));
        }
        return text.append('\n').toString();
    }

    /** What it is worth that a page which shows no fields asks for none, for shares of such pages. */
    static String hotOnly() {
        Figures all = Figures.of("peers").where(Map.of("filter", "none", "n", 50));
        List<String> trips = all.where(Map.of("peer", Peers.HOT_ONLY)).ascending("nominal_ms");
        if (trips.isEmpty()) {
            return "";
        }
        var text = new StringBuilder("""
                ### "80 % of queries are hot-only"

                A guess of the article about its users, which no benchmark can check. What it is worth if it holds: the mean
                of pages of 50 by Cohort when so many of them show no fields.

                """);
        List<Object> titles = new ArrayList<>(List.of("pages without fields"));
        trips.forEach(trip -> titles.add(ms(at(all, trip, Peers.HOT_ONLY).number("round_trip_ms")) + " ms"));
        text.append(head(titles.toArray()));
        for (int share : new int[] {0, 50, 80, 100}) {
            List<Object> cells = new ArrayList<>(List.of(share + " %"));
            for (String trip : trips) {
                double without = at(all, trip, Peers.HOT_ONLY).median();
                double with = at(all, trip, Peers.OURS).median();
                cells.add(ms((share * without + (100 - share) * with) / 100));
            }
            text.append(line(cells.toArray()));
        }
        return text.append('\n').toString();
    }

    private static Figures at(Figures all, String trip, String peer) {
        return all.where(Map.of("nominal_ms", Double.parseDouble(trip), "peer", peer));
    }
}
