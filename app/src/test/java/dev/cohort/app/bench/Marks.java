package dev.cohort.app.bench;

import static dev.cohort.app.bench.Figures.head;
import static dev.cohort.app.bench.Figures.line;
import static dev.cohort.app.bench.Figures.times;

import dev.cohort.app.bench.Csv.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What was promised of the page of contacts, and whether it held. */
final class Marks {

    private final Figures peers;

    Marks(Figures peers) {
        this.peers = peers.where(Map.of("filter", "none"));
    }

    String markdown() {
        List<String> lines = new ArrayList<>();
        peers.distinct("nominal_ms").stream()
                .map(Double::parseDouble)
                .sorted()
                .forEach(trip -> againstEav(lines, trip));
        double document = median(0, 50, Peers.DOCUMENT);
        mark(
                lines,
                "at most 30 % behind a jsonb column in the hot row, 50 rows, no distance",
                median(0, 50, Peers.OURS) / document,
                1.3,
                false);
        for (int rows : new int[] {1, 10, 50}) {
            mark(
                    lines,
                    "over lazy loading ≥ 0.7·(N+1)× at 10 ms, N = " + rows,
                    over(10, rows, Peers.NAIVE),
                    0.7 * (rows + 1),
                    true);
        }
        for (int rows : new int[] {1, 10, 50, 100}) {
            mark(
                    lines,
                    "over lazy loading ≥ 0.8·(N+1)× at 50 ms, N = " + rows,
                    over(50, rows, Peers.NAIVE),
                    0.8 * (rows + 1),
                    true);
        }
        mark(lines, "over @BatchSize(25) ≥ 2× at 10 ms, N = 50", over(10, 50, Peers.BATCH), 2, true);
        Figures subselect = Figures.of("subselect");
        mark(
                lines,
                "over SUBSELECT ≥ 50× with 100,000 parents",
                subselect.where(Map.of("peer", Peers.SUBSELECT)).median()
                        / subselect.where(Map.of("peer", Peers.OURS)).median(),
                50,
                true);
        return head("promised", "measured", "mark", "") + String.join("", lines);
    }

    /** Against the quickest of those whose truth is EAV rows. */
    private void againstEav(List<String> lines, double roundTrip) {
        Row best = null;
        for (Row row : at(roundTrip, 50).rows()) {
            boolean rival = !row.text("peer").startsWith(Peers.OURS)
                    && !row.text("peer").equals(Peers.DOCUMENT);
            if (rival && (best == null || row.number("median_ms") < best.number("median_ms"))) {
                best = row;
            }
        }
        if (best != null) {
            mark(
                    lines,
                    "never more than 5 % slower than another EAV design, 50 rows, " + name(roundTrip) + " (quickest: "
                            + best.text("peer") + ")",
                    median(roundTrip, 50, Peers.OURS) / best.number("median_ms"),
                    1.05,
                    false);
        }
    }

    private static void mark(List<String> lines, String promised, double measured, double mark, boolean atLeast) {
        if (!Double.isNaN(measured)) {
            boolean held = atLeast ? measured >= mark : measured <= mark;
            lines.add(line(
                    promised, times(measured), (atLeast ? "≥ " : "≤ ") + times(mark), held ? "held" : "**missed**"));
        }
    }

    private static String name(double roundTrip) {
        return roundTrip == 0 ? "no distance" : (roundTrip < 1 ? roundTrip : (Object) (int) roundTrip) + " ms";
    }

    private Figures at(double roundTrip, int rows) {
        return peers.where(Map.of("nominal_ms", roundTrip, "n", rows));
    }

    private double median(double roundTrip, int rows, String peer) {
        return at(roundTrip, rows).where(Map.of("peer", peer)).median();
    }

    private double over(double roundTrip, int rows, String peer) {
        return median(roundTrip, rows, peer) / median(roundTrip, rows, Peers.OURS);
    }
}
