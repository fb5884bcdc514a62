package dev.cohort.kernel.query;

import java.util.HashMap;
import java.util.Map;

/** Counts one shape within one scope; guarded by the scope's lock. */
final class ShapeTally {

    /** From here on a shape's further call sites are counted with the last one, so that memory stays bounded. */
    private static final int MOST_SITES = 16;

    /** Outside recording scopes, executions from here on are taken to come from where the last one came. */
    private static final int MOST_WALKS = 8;

    private final Shape shape;
    private int executions;
    private long rows;
    private CallSite last = CallSite.UNKNOWN;
    private int fromLast;

    /** The sites before {@link #last}; empty for most shapes, which come from one place. */
    private Map<CallSite, Integer> others = Map.of();

    ShapeTally(Shape shape) {
        this.shape = shape;
    }

    /**
     * {@code site} is unknown for the first execution outside recording scopes, which do not pay for a stack walk
     * until something repeats; that execution is then counted with the first site that is seen.
     */
    void executed(CallSite site) {
        executions++;
        boolean isLast = site.equals(CallSite.UNKNOWN) || last.equals(CallSite.UNKNOWN) || site.equals(last);
        if (isLast) {
            last = site.equals(CallSite.UNKNOWN) ? last : site;
            fromLast++;
        } else {
            moveTo(site);
        }
    }

    private void moveTo(CallSite site) {
        if (others.isEmpty()) {
            others = new HashMap<>();
        }
        Integer known = others.remove(site);
        if (known == null && others.size() + 1 >= MOST_SITES) {
            fromLast++;
            return;
        }
        others.put(last, fromLast);
        last = site;
        fromLast = known == null ? 1 : 1 + known;
    }

    boolean isOf(Shape other) {
        return shape.equals(other);
    }

    void read(long count) {
        rows += count;
    }

    /** Whether another execution is worth a stack walk. */
    boolean asksForSite() {
        return executions < MOST_WALKS;
    }

    StatementUse use() {
        CallSite most = last;
        int repeats = fromLast;
        for (Map.Entry<CallSite, Integer> site : others.entrySet()) {
            if (site.getValue() > repeats) {
                most = site.getKey();
                repeats = site.getValue();
            }
        }
        return new StatementUse(shape, executions, repeats, most, rows);
    }
}
