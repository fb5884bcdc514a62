package dev.cohort.contacts.search;

import dev.cohort.contacts.search.Filter.Condition;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of a filter that is looked up before the page: CTE {@code found(contact_id)}, cut just above
 * {@link Listing#few}. Few ids found: the page starts from them. Many: the page walks its own order and tests each
 * contact, because then it soon meets enough of them. Both ways stand in the statement, and the number found switches
 * one of them off before it starts.
 */
final class Lookup {

    /** Its name. */
    static final String FOUND = "found";

    /** The condition of the index of long texts. */
    static final String LONG = """
            AND coalesce(c.external_id_rest, c.first_name_rest, c.last_name_rest, c.display_name_rest, c.email_rest,
                         c.phone_rest, c.company_rest, c.address_rest) IS NOT NULL""";

    /** The least rank of what becomes a set of ids beside others. */
    private static final int OF_SETS = 3;

    /** More sets of ids cost more than they spare. */
    private static final int MOST_SETS = 3;

    private final Listing listing;
    private final List<Filter> parts;
    private final @Nullable SearchWords words;

    private Lookup(Listing listing, List<Filter> parts, @Nullable SearchWords words) {
        this.listing = listing;
        this.parts = parts;
        this.words = words;
    }

    /**
     * The search words, else the condition with the longest part, else what an index finds; null if there is nothing,
     * or if the index has the order of the page.
     */
    static @Nullable Lookup of(Listing listing) {
        if (listing.source().asOf() != null) {
            return null;
        }
        if (!listing.words().isEmpty()) {
            return new Lookup(listing, List.of(), SearchWords.of(listing));
        }
        List<Filter> conjuncts = Filter.conjuncts(listing.filter());
        Condition contains = conjuncts.stream()
                .filter(Condition.class::isInstance)
                .map(Condition.class::cast)
                .filter(one -> one.operator() == Operator.CONTAINS)
                .max(Comparator.comparingInt(Lookup::length))
                .orElse(null);
        if (contains != null) {
            return new Lookup(listing, List.of(contains), null);
        }
        List<Filter> found = conjuncts.stream()
                .filter(part -> rank(part) > 0)
                .distinct()
                .sorted(Comparator.comparingInt(Lookup::rank).reversed())
                .toList();
        if (found.isEmpty()
                || (found.size() == 1 && listing.sorting().keys().isEmpty() && isInOrderOfIds(found.getFirst()))) {
            return null;
        }
        List<Filter> sets = found.stream()
                .filter(part -> rank(part) >= OF_SETS)
                .limit(MOST_SETS)
                .toList();
        return new Lookup(listing, sets.isEmpty() ? found.subList(0, 1) : sets, null);
    }

    /** How promising a start it is; 0 if it is none. */
    private static int rank(Filter part) {
        if (part instanceof Filter.Or or) {
            return or.parts().stream().allMatch(Conditions::hasIndex) ? OF_SETS : 0;
        }
        if (!(part instanceof Condition condition) || !Conditions.hasIndex(condition)) {
            return 0;
        }
        return switch (condition.operator()) {
            case EQUAL -> 5;
            case IN -> 4;
            case STARTS -> 2;
            default -> 1;
        };
    }

    /** Whether an index has what passes, and has it by id: the entries of one value, or the contacts that are named. */
    static boolean isInOrderOfIds(Filter part) {
        if (!(part instanceof Condition condition)) {
            return false;
        }
        return switch (condition.selector()) {
            case Selector.Id id -> condition.operator() == Operator.EQUAL || condition.operator() == Operator.IN;
            case Selector.Field field ->
                condition.operator() == Operator.EQUAL && !field.definition().multiple();
            case Selector.HotText hot -> false;
            case Selector.Moment moment -> false;
        };
    }

    private static int length(Condition condition) {
        return ((Operand.Part) condition.operand()).folded().length();
    }

    boolean isFor(Filter part) {
        return parts.contains(part);
    }

    boolean isFor(String searched) {
        return words != null && words.has(searched);
    }

    /** Adds the CTE and a comma. */
    void found(Sql sql) {
        if (words != null) {
            words.found(sql);
            return;
        }
        sql.add("found AS MATERIALIZED (SELECT contact_id FROM (");
        if (parts.getFirst() instanceof Condition condition && condition.operator() == Operator.CONTAINS) {
            byCondition(sql, condition);
        } else {
            bySets(sql);
        }
        sql.add("LIMIT").bind(listing.few() + 1L).add(") AS hits),");
    }

    private void bySets(Sql sql) {
        Conditions conditions = new Conditions(listing.source(), false);
        sql.add("SELECT one.contact_id FROM (");
        if (parts.size() == 1) {
            conditions.ids(sql, alternatives(parts.getFirst()), listing.few() + 1L);
        } else {
            conditions.ids(sql, alternatives(parts.getFirst()));
        }
        sql.add(") AS one");
        for (int other = 1; other < parts.size(); other++) {
            sql.add(other == 1 ? "WHERE" : "AND").add("one.contact_id IN (");
            conditions.ids(sql, alternatives(parts.get(other)));
            sql.add(")");
        }
    }

    private static List<Filter> alternatives(Filter part) {
        return part instanceof Filter.Or or ? or.parts() : List.of(part);
    }

    private void byCondition(Sql sql, Condition one) {
        String part = ((Operand.Part) one.operand()).folded();
        switch (one.selector()) {
            case Selector.HotText hot -> hot(sql, hot, part);
            case Selector.Field field ->
                SearchWords.fields(
                        sql, listing, new Integer[] {field.definition().id()}, List.of(part));
            case Selector.Id id -> throw new IllegalStateException("an id contains nothing");
            case Selector.Moment moment -> throw new IllegalStateException("a moment contains nothing");
        }
    }

    /** Keys first, by an index that has them; then what is longer than a key, of which there is little. */
    private void hot(Sql sql, Selector.HotText hot, String part) {
        sql.add("SELECT c.contact_id FROM contacts.contact c WHERE c.tenant_id =")
                .bind(tenant());
        sql.add("AND position(").bind(bytes(part)).add("IN").add(hot.key()).add(") > 0");
        sql.add("UNION ALL SELECT c.contact_id FROM contacts.contact c WHERE c.tenant_id =")
                .bind(tenant());
        sql.add(LONG)
                .add("AND")
                .add(hot.rest())
                .add("IS NOT NULL AND position(")
                .bind(part)
                .add("IN")
                .add(hot.folded());
        sql.add(") > 0");
    }

    /** Adds the condition under which the page starts from what was found. */
    void few(Sql sql) {
        sql.add("AND (SELECT count(*) FROM found) <=").bind((long) listing.few());
        sql.add("AND c.contact_id IN (SELECT f.contact_id FROM found f)");
    }

    /** Adds the condition under which the page tests each contact. */
    void many(Sql sql) {
        sql.add("AND (SELECT count(*) FROM found) >").bind((long) listing.few());
    }

    private long tenant() {
        return listing.tenant().value();
    }

    private static byte[] bytes(String part) {
        return part.getBytes(StandardCharsets.UTF_8);
    }
}
