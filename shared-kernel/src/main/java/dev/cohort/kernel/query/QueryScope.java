package dev.cohort.kernel.query;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One unit of work whose statements are counted: a request, a job, an event listener, a test.
 *
 * <p>A statement is charged to the scope that borrowed its connection, whichever thread sends it; where a scope
 * was opened since then inside that one (or where the connection was borrowed outside any), to the inner scope. A
 * scope's counts include those of the scopes opened inside it. Virtual threads started inside a scope belong to
 * it; other threads do when the scope is {@linkplain #bind bound} there. All methods may be called from any thread.
 */
public final class QueryScope {

    /** What is measured. */
    public enum Kind {
        REQUEST,
        JOB,
        LISTENER,
        TEST
    }

    /** Undoes a {@link #bind}. */
    @FunctionalInterface
    public interface Binding extends AutoCloseable {
        @Override
        void close();
    }

    private static final int MOST_RECORDED = 10_000;

    /** Inherited by threads that work started inside the scope; an ended scope counts as none. */
    private static final InheritableThreadLocal<@Nullable QueryScope> CURRENT = new InheritableThreadLocal<>();

    private final Kind kind;
    private final String name;
    private final @Nullable QueryScope parent;
    private final boolean recording;
    private final long began = System.nanoTime();

    private final ShapeTallies shapes = new ShapeTallies();
    private final Map<StatementKind, Integer> byKind = new EnumMap<>(StatementKind.class);
    private final List<ExecutedStatement> recorded;
    private Map<String, String> remarks = Map.of();
    private int statements;
    private int roundTrips;
    private long rows;
    private int transactions;
    private int connections;
    private long slotNanos;
    private long databaseNanos;
    private int longestList;
    private int newStarts;
    private volatile @Nullable QueryUnit unit;
    private volatile boolean ended;

    private QueryScope(Kind kind, String name, @Nullable QueryScope parent, boolean recording) {
        this.kind = kind;
        this.name = name;
        this.parent = parent;
        this.recording = recording;
        this.recorded = recording ? new ArrayList<>() : List.of();
    }

    /** The scope that this thread works for; null outside any. */
    public static @Nullable QueryScope current() {
        QueryScope scope = CURRENT.get();
        while (scope != null && scope.ended) {
            scope = scope.parent;
        }
        return scope;
    }

    /** A new scope inside the current one, not yet bound to a thread. {@code name} goes into messages and logs. */
    public static QueryScope begin(Kind kind, String name) {
        return new QueryScope(kind, name, current(), false);
    }

    /** As {@link #begin(Kind, String)}, inside {@code parent}; a recording parent makes it record too. */
    public static QueryScope begin(Kind kind, String name, @Nullable QueryScope parent) {
        return new QueryScope(kind, name, parent, parent != null && parent.recording);
    }

    /** A new scope for a run of {@code unit} inside the current one. */
    public static QueryScope begin(QueryUnit unit) {
        QueryScope scope = begin(unit.kind(), unit.name(), current());
        scope.unit = unit;
        return scope;
    }

    /** As {@link #begin}, for tests: remembers up to 10,000 executions with their texts and call sites. */
    public static QueryScope beginRecording(Kind kind, String name) {
        return new QueryScope(kind, name, current(), true);
    }

    /** Makes this the scope of the calling thread until the binding is closed, on the same thread. */
    public Binding bind() {
        QueryScope outer = CURRENT.get();
        CURRENT.set(this);
        return () -> {
            if (outer == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(outer);
            }
        };
    }

    /** {@code work}, charged to the scope of the calling thread wherever it runs; to none if there is none. */
    public static Runnable carried(Runnable work) {
        QueryScope here = current();
        return () -> {
            QueryScope there = CURRENT.get();
            CURRENT.set(here);
            try {
                work.run();
            } finally {
                CURRENT.set(there);
            }
        };
    }

    /**
     * Says that the work of the calling thread's scope begins again, because what it stood on does not hold: a cached
     * definition changed, somebody else took a value first, what was read reaches further. Each new start may cost
     * what the budget allows once more, and one statement to find out; what such a run sent says nothing about others.
     * Nothing happens outside any scope. Whoever calls it bounds the number of starts.
     */
    public static void startOver() {
        for (QueryScope scope = current(); scope != null; scope = scope.parent) {
            synchronized (scope) {
                scope.newStarts++;
            }
        }
    }

    /** No thread works for it any more; connections that it still holds go on counting here. */
    public void end() {
        ended = true;
    }

    /** As {@link #end}; false if it had ended before. */
    synchronized boolean endsNow() {
        boolean now = !ended;
        ended = true;
        return now;
    }

    public Kind kind() {
        return kind;
    }

    /** The unit's name once that is known, else the one that it began with. */
    public String name() {
        QueryUnit known = unit;
        return known == null ? name : known.name();
    }

    /** What runs; null while nobody has said. */
    public @Nullable QueryUnit unit() {
        return unit;
    }

    /** Says what runs: of a request, once its handler is found. */
    public void runs(QueryUnit found) {
        unit = found;
    }

    /** Since the scope began. */
    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    public synchronized QueryCounts counts() {
        return new QueryCounts(
                statements,
                Collections.unmodifiableMap(new EnumMap<>(byKind)),
                roundTrips,
                shapes.size(),
                shapes.maxRepeats(),
                rows,
                transactions,
                connections,
                Duration.ofNanos(slotNanos),
                Duration.ofNanos(databaseNanos),
                longestList,
                newStarts);
    }

    /** What was done with each shape, the most repeated first; at most 256 shapes. */
    public synchronized List<StatementUse> uses() {
        return shapes.uses();
    }

    /** The executions in order, if this scope records. */
    public synchronized List<ExecutedStatement> recorded() {
        return List.copyOf(recorded);
    }

    /** What {@link ServerTiming} was told, in order. */
    synchronized Map<String, String> remarks() {
        return new LinkedHashMap<>(remarks);
    }

    synchronized void remark(String about, String text) {
        if (remarks.isEmpty()) {
            remarks = new LinkedHashMap<>();
        }
        remarks.put(about, text);
    }

    /** The scope in which this one was opened. */
    public @Nullable QueryScope parent() {
        return parent;
    }

    /** Whether this is {@code other} or was opened inside it. */
    boolean isWithin(QueryScope other) {
        for (QueryScope scope = this; scope != null; scope = scope.parent) {
            if (scope == other) {
                return true;
            }
        }
        return false;
    }

    /** Whether the next execution of {@code shape} needs its call site. */
    synchronized boolean wantsSite(Shape shape) {
        ShapeTally tally = recording ? null : shapes.of(shape);
        return recording || (tally != null && tally.asksForSite());
    }

    /** {@code batch} sets of values went with one text. */
    synchronized void executed(Shapes.Parsed text, CallSite site, int batch, long nanos) {
        statements++;
        byKind.merge(text.shape().kind(), 1, Integer::sum);
        longestList = Math.max(longestList, text.longestList());
        shapes.executed(text.shape(), site);
        if (recording && recorded.size() < MOST_RECORDED) {
            recorded.add(new ExecutedStatement(
                    text.sql(), text.shape(), site, batch, text.longestList(), Duration.ofNanos(nanos)));
        }
    }

    synchronized void tookRoundTrip(long nanos) {
        roundTrips++;
        databaseNanos += nanos;
    }

    synchronized void read(Shape shape, long count) {
        rows += count;
        shapes.read(shape, count);
    }

    synchronized void endedTransaction(long nanos) {
        transactions++;
        tookRoundTrip(nanos);
    }

    synchronized void borrowed() {
        connections++;
    }

    synchronized void returned(long heldNanos) {
        slotNanos += heldNanos;
    }
}
