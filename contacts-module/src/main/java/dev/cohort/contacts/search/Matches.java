package dev.cohort.contacts.search;

import dev.cohort.contacts.search.Filter.Condition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a listing's filter enters a FROM and a WHERE over the contact {@code c}. Conditions that an index of a
 * single-valued field serves are joined, so that the planner may start from any of them, in its order; everything else
 * is a condition.
 */
final class Matches {

    /** More relations than this, and the planner would no longer try every order of joining. */
    private static final int MOST_JOINED = 4;

    private static final String[] ALIASES = {"f1", "f2", "f3", "f4"};
    private static final String[] JOINS = {
        "ON f1.contact_id = c.contact_id AND f1.tenant_id =",
        "ON f2.contact_id = c.contact_id AND f2.tenant_id =",
        "ON f3.contact_id = c.contact_id AND f3.tenant_id =",
        "ON f4.contact_id = c.contact_id AND f4.tenant_id ="
    };
    private static final String[] FIELDS = {
        "AND f1.field_id =", "AND f2.field_id =", "AND f3.field_id =", "AND f4.field_id ="
    };
    private static final String[] BOUNDS = {
        "AND f1.contact_id", "AND f2.contact_id", "AND f3.contact_id", "AND f4.contact_id"
    };
    private static final Columns[] COLUMNS = {
        new Columns("f1.sort_key", "f1.key_rest", "coalesce(f1.folded, f1.value_text)"),
        new Columns("f2.sort_key", "f2.key_rest", "coalesce(f2.folded, f2.value_text)"),
        new Columns("f3.sort_key", "f3.key_rest", "coalesce(f3.folded, f3.value_text)"),
        new Columns("f4.sort_key", "f4.key_rest", "coalesce(f4.folded, f4.value_text)")
    };

    private final Listing listing;
    private final List<Condition> joined = new ArrayList<>();
    private final List<Filter> others = new ArrayList<>();
    private final @Nullable Lookup lookup;

    Matches(Listing listing) {
        this.listing = listing;
        this.lookup = Lookup.of(listing);
        for (Filter part : Filter.conjuncts(listing.filter())) {
            if (joined.size() < MOST_JOINED
                    && part instanceof Condition condition
                    && Conditions.hasIndex(condition)
                    && condition.selector() instanceof Selector.Field field
                    && !field.definition().multiple()) {
                joined.add(condition);
            } else {
                others.add(part);
            }
        }
    }

    /** Adds the joins, after {@code FROM … c}. */
    void joins(Sql sql) {
        for (int at = 0; at < joined.size(); at++) {
            Condition condition = joined.get(at);
            sql.add("JOIN");
            listing.source().attributes(sql, ALIASES[at]);
            sql.add(JOINS[at]).bind(listing.tenant().value());
            sql.add(FIELDS[at])
                    .bind(((Selector.Field) condition.selector()).definition().id());
            sql.add("AND");
            COLUMNS[at].test(sql, condition.operator(), condition.operands());
        }
    }

    /** The "contains" that is looked up first, if there is one. */
    @Nullable
    Lookup lookup() {
        return lookup;
    }

    /**
     * Adds what is not joined, each part with AND before it.
     *
     * @param fromFound whether the contacts start from what the lookup found, so that it need not be tested again
     */
    void conditions(Sql sql, boolean fromFound) {
        Conditions conditions = new Conditions(listing.source());
        for (Filter part : others) {
            if (!fromFound || lookup == null || !lookup.isFor(part)) {
                sql.add("AND");
                conditions.add(sql, part);
            }
        }
        for (String word : listing.words()) {
            if (!fromFound || lookup == null || !lookup.isFor(word)) {
                sql.add("AND");
                Lookup.occurs(sql, listing, word);
            }
        }
    }

    /** Adds the bound of the id for each joined index: the planner does not carry inequalities from one to another. */
    void bound(Sql sql, String comparison, long id) {
        for (int at = 0; at < joined.size(); at++) {
            sql.add(BOUNDS[at]).add(comparison).bind(id);
        }
    }
}
