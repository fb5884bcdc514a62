package dev.cohort.kernel.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The shapes of one scope, at most 256; guarded by the scope's lock. A list, because a scope has few shapes and a map
 * would cost each of them as much memory again as the count itself.
 */
final class ShapeTallies {

    private static final int MOST_SHAPES = 256;

    private final List<ShapeTally> tallies = new ArrayList<>(4);

    /** Null for a shape that is not counted: not seen, or one too many. */
    @Nullable
    ShapeTally of(Shape shape) {
        // By index: an iterator for each statement is what the guard would otherwise allocate most.
        for (int at = 0; at < tallies.size(); at++) {
            if (tallies.get(at).isOf(shape)) {
                return tallies.get(at);
            }
        }
        return null;
    }

    void executed(Shape shape, CallSite site) {
        ShapeTally tally = of(shape);
        if (tally == null && tallies.size() < MOST_SHAPES) {
            tally = new ShapeTally(shape);
            tallies.add(tally);
        }
        if (tally != null) {
            tally.executed(site);
        }
    }

    void read(Shape shape, long count) {
        ShapeTally tally = of(shape);
        if (tally != null) {
            tally.read(count);
        }
    }

    int size() {
        return tallies.size();
    }

    /** The most repeated first. */
    List<StatementUse> uses() {
        return tallies.stream()
                .map(ShapeTally::use)
                .sorted(Comparator.comparingInt(StatementUse::repeats).reversed())
                .toList();
    }

    int maxRepeats() {
        return tallies.stream().mapToInt(tally -> tally.use().repeats()).max().orElse(0);
    }
}
