package dev.cohort.contacts.search;

import dev.cohort.contacts.search.Filter.Condition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a listing's filter enters a FROM and a WHERE over the contact {@code c}. One condition that an index of a
 * single-valued field serves is joined, so that the planner may start from it, in its order; everything else is tested
 * for each contact by its primary key. Joining more than one ran into the statement timeout in tests on tables without
 * statistics, as a bulk import leaves them for a moment.
 */
final class Matches {

    private static final Columns JOINED = new Columns("f.sort_key", "f.key_rest", "coalesce(f.folded, f.value_text)");

    private static final Columns WALKED = new Columns("d.sort_key", "d.key_rest", "coalesce(d.folded, d.value_text)");

    private final Listing listing;
    private final @Nullable Condition joined;
    private final @Nullable Lookup lookup;
    private final List<Filter> others = new ArrayList<>();

    Matches(Listing listing) {
        this.listing = listing;
        this.lookup = Lookup.of(listing);
        Condition best = null;
        for (Filter part : Filter.conjuncts(listing.filter())) {
            if (part instanceof Condition condition && rank(condition) > (best == null ? 0 : rank(best))) {
                best = condition;
            }
        }
        this.joined = best;
        for (Filter part : Filter.conjuncts(listing.filter())) {
            if (!part.equals(best)) {
                others.add(part);
            }
        }
    }

    /** How promising a start it is; 0 if it is none. */
    private static int rank(Condition condition) {
        if (!Conditions.hasIndex(condition)
                || !(condition.selector() instanceof Selector.Field field)
                || field.definition().multiple()) {
            return 0;
        }
        return switch (condition.operator()) {
            case EQUAL -> 4;
            case IN -> 3;
            case STARTS -> 2;
            default -> 1;
        };
    }

    /** Adds the join, after {@code FROM … c}. */
    void joins(Sql sql) {
        if (joined != null && joined.selector() instanceof Selector.Field field) {
            sql.add("JOIN");
            listing.source().attributes(sql, "f");
            sql.add("ON f.contact_id = c.contact_id AND f.tenant_id =")
                    .bind(listing.tenant().value());
            sql.add("AND f.field_id =").bind(field.definition().id()).add("AND");
            JOINED.test(sql, joined.operator(), joined.operands());
        }
    }

    /** Whether what is joined is one value, whose entries an index has in the order of the ids. */
    boolean isJoinedByValue() {
        return joined != null && joined.operator() == Operator.EQUAL;
    }

    /** Adds the entries {@code f} of the one value; {@link #joinedWhere} says which. */
    void joined(Sql sql) {
        listing.source().attributes(sql, "f");
    }

    /** Adds WHERE for {@link #joined}. */
    void joinedWhere(Sql sql) {
        sql.add("WHERE f.tenant_id =").bind(listing.tenant().value());
        if (joined != null && joined.selector() instanceof Selector.Field field) {
            sql.add("AND f.field_id =").bind(field.definition().id()).add("AND");
            JOINED.test(sql, joined.operator(), joined.operands());
        }
    }

    /** The "contains" that is looked up first, if there is one. */
    @Nullable
    Lookup lookup() {
        return lookup;
    }

    /** Adds what the filter says of this field to the join of its entries {@code d}, whose index then serves it too. */
    void alsoOf(Sql sql, Selector.Field field) {
        for (Filter part : Filter.conjuncts(listing.filter())) {
            if (part instanceof Condition condition
                    && condition.selector().equals(field)
                    && Conditions.hasIndex(condition)) {
                sql.add("AND");
                WALKED.test(sql, condition.operator(), condition.operands());
            }
        }
    }

    /**
     * Adds the filter, each part with AND before it.
     *
     * @param fromFound whether the contacts start from what the lookup found, so that it need not be tested again
     * @param isJoined whether {@link #joins} was added, so that the rest of the filter is enough
     */
    void conditions(Sql sql, boolean fromFound, boolean isJoined) {
        Conditions conditions = new Conditions(listing.source(), !isJoined);
        Conditions probes = new Conditions(listing.source(), true);
        for (Filter part : isJoined ? others : Filter.conjuncts(listing.filter())) {
            if (!fromFound || lookup == null || !lookup.isFor(part)) {
                sql.add("AND");
                // What was looked up and is not started from has many ids: a set of them all is never worth making.
                (lookup != null && lookup.isFor(part) ? probes : conditions).add(sql, part);
            }
        }
        for (String word : listing.words()) {
            if (!fromFound || lookup == null || !lookup.isFor(word)) {
                sql.add("AND");
                SearchWords.occurs(sql, listing, word);
            }
        }
    }

    /** Adds the bound of the id for the joined index: the planner does not carry inequalities from one to another. */
    void bound(Sql sql, String comparison, long id) {
        if (joined != null) {
            sql.add("AND f.contact_id").add(comparison).bind(id);
        }
    }
}
