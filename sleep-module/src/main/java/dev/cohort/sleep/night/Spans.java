package dev.cohort.sleep.night;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A set of seconds, as half-open spans: disjoint, not touching, in order. Immutable. */
public final class Spans {

    static final Spans NONE = new Spans(List.of());

    /** The half-open interval [start, end), not empty. */
    public record Span(long start, long end) {

        long length() {
            return end - start;
        }
    }

    private final List<Span> spans;

    private Spans(List<Span> spans) {
        this.spans = List.copyOf(spans);
    }

    /** The seconds of all given spans; empty ones are none. */
    static Spans of(Stream<Span> given) {
        List<Span> sorted = given.filter(span -> span.end > span.start)
                .sorted(Comparator.comparingLong(Span::start))
                .toList();
        List<Span> merged = new ArrayList<>();
        for (Span span : sorted) {
            if (merged.isEmpty() || merged.getLast().end < span.start) {
                merged.add(span);
            } else {
                Span last = merged.removeLast();
                merged.add(new Span(last.start, Math.max(last.end, span.end)));
            }
        }
        return new Spans(merged);
    }

    static Spans of(long start, long end) {
        return of(Stream.of(new Span(start, end)));
    }

    static Spans of(List<StageInterval> intervals, Predicate<StageInterval> which) {
        return of(intervals.stream().filter(which).map(interval -> new Span(interval.start(), interval.end())));
    }

    Spans plus(Spans other) {
        return of(Stream.concat(spans.stream(), other.spans.stream()));
    }

    Spans minus(Spans other) {
        List<Span> left = new ArrayList<>();
        for (Span span : spans) {
            long from = span.start;
            for (Span hole : other.spans) {
                if (hole.end > from && hole.start < span.end) {
                    left.add(new Span(from, Math.max(from, hole.start)));
                    from = Math.min(span.end, hole.end);
                }
            }
            left.add(new Span(from, span.end));
        }
        return of(left.stream());
    }

    /** What of this lies at or after {@code second}. */
    Spans from(long second) {
        return of(spans.stream().map(span -> new Span(Math.max(span.start, second), span.end)));
    }

    long length() {
        return spans.stream().mapToLong(Span::length).sum();
    }

    boolean isEmpty() {
        return spans.isEmpty();
    }

    boolean touches(long start, long end) {
        return spans.stream().anyMatch(span -> span.start < end && span.end > start);
    }

    long first() {
        return spans.getFirst().start;
    }

    long last() {
        return spans.getLast().end;
    }

    public List<Span> list() {
        return spans;
    }
}
