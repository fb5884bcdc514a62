package dev.cohort.contacts.search;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Within which part of an order a walk stays.
 *
 * @param fixed the first keys, each with the value that all contacts of the part have
 * @param many CTEs of ids that must hold more than few, else the contacts are reached from there
 * @param edges CTEs that must have a row, else there is no such part
 */
record Scope(List<Fixed> fixed, List<String> many, List<String> edges) {

    static final Scope EVERYTHING = new Scope(List.of(), List.of(), List.of());

    Scope {
        fixed = List.copyOf(fixed);
        many = List.copyOf(many);
        edges = List.copyOf(edges);
    }

    /**
     * A key and its value.
     *
     * @param value null if it is missing, or said by {@code edge}
     * @param edge a CTE of at most one row, of one value; null if the value is known
     * @param orMissing whether the value may be missing, or is
     */
    record Fixed(int key, @Nullable Object value, @Nullable String edge, boolean orMissing) {

        static Fixed at(int key, @Nullable Object value) {
            return new Fixed(key, value, null, value == null);
        }
    }

    Scope with(Fixed next) {
        return new Scope(and(fixed, next), many, edges);
    }

    Scope many(String found) {
        return new Scope(fixed, and(many, found), edges);
    }

    Scope reaching(String edge) {
        return new Scope(fixed, many, and(edges, edge));
    }

    private static <T> List<T> and(List<T> list, T next) {
        List<T> longer = new ArrayList<>(list);
        longer.add(next);
        return longer;
    }
}
