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
    private final Map<CallSite, Integer> sites = new HashMap<>(2);
    private int executions;
    private long rows;
    private CallSite last = CallSite.UNKNOWN;

    ShapeTally(Shape shape) {
        this.shape = shape;
    }

    /**
     * {@code site} is unknown for the first execution outside recording scopes, which do not pay for a stack walk
     * until something repeats; that execution is then counted with the first site that is seen.
     */
    void executed(CallSite site) {
        executions++;
        boolean unseen = site.equals(CallSite.UNKNOWN) && executions > 1;
        CallSite known = !unseen && (sites.size() < MOST_SITES || sites.containsKey(site)) ? site : last;
        last = known;
        Integer unplaced = known.equals(CallSite.UNKNOWN) ? null : sites.remove(CallSite.UNKNOWN);
        sites.merge(known, unplaced == null ? 1 : 1 + unplaced, Integer::sum);
    }

    void read(long count) {
        rows += count;
    }

    /** Whether another execution is worth a stack walk. */
    boolean asksForSite() {
        return executions < MOST_WALKS;
    }

    StatementUse use() {
        Map.Entry<CallSite, Integer> most = null;
        for (Map.Entry<CallSite, Integer> site : sites.entrySet()) {
            if (most == null || site.getValue() > most.getValue()) {
                most = site;
            }
        }
        return most == null
                ? new StatementUse(shape, executions, executions, CallSite.UNKNOWN, rows)
                : new StatementUse(shape, executions, most.getValue(), most.getKey(), rows);
    }
}
