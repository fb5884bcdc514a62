package dev.cohort.contacts.search;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The contacts of one page: CTE {@code page(contact_id, k1..k5)}, at most so many rows, beyond a place in the order;
 * behind the keys the hot columns, if they are read, of the row that the walk has in its hands anyway.
 *
 * <p>No index has the order of two fields, so an order is walked key by key. A walk of the first key gives whole groups
 * of equals, of which only the last can be longer than the page; it is cut off and walked in the order of the next key,
 * and so on. A page that begins inside a group reads the rest of that first. Missing values are a group of their own.
 * No more than {@code rows} rows come from any walk, and none that an earlier one made needless is started (ADR 5).
 *
 * <p>A group of few contacts, and a filter that few pass, are not walked to: their ids are found by an index, counted
 * up to a bound, and sorted. What was counted switches one of the two ways off before it starts.
 */
final class PageWalk {

    private static final int MOST_CTES = 128;
    private static final String[] WALKS = names("w");
    private static final String[] WHOLE = names("r");
    private static final String[] GROUPS = names("g");
    private static final String[] EDGES = names("e");
    private static final String[] LEFT = names("l");

    private final Listing listing;
    private final Sorting sorting;
    private final Matches matches;
    private final @Nullable Position from;
    private final boolean backward;
    private final PageRows rows;
    private final Walk walk;
    private final List<String> read = new ArrayList<>();
    private @Nullable String left;
    private int ctes;

    /**
     * @param rows how many contacts at most
     * @param hot whether the hot columns are read
     */
    PageWalk(Listing listing, Matches matches, @Nullable Position from, boolean backward, int rows, boolean hot) {
        this.listing = listing;
        this.sorting = listing.sorting();
        this.matches = matches;
        this.from = from;
        this.backward = backward;
        this.rows = new PageRows(rows, listing.isSteady());
        this.walk = new Walk(listing, matches, backward, this.rows, hot);
    }

    private static String[] names(String prefix) {
        return IntStream.range(0, MOST_CTES).mapToObj(n -> prefix + n).toArray(String[]::new);
    }

    /** Adds the CTEs, {@code page} last, without WITH. */
    void add(Sql sql) {
        Lookup lookup = matches.lookup();
        Scope scope = Scope.EVERYTHING;
        if (lookup != null) {
            lookup.found(sql);
            read(sql, () -> walk.found(sql, Lookup.FOUND, scope, 0, from, true));
        }
        level(sql, 0, lookup == null ? scope : scope.many(Lookup.FOUND), from);
        sql.add("page AS MATERIALIZED (SELECT * FROM (");
        for (int at = 0; at < read.size(); at++) {
            sql.add(at == 0 ? "SELECT * FROM" : "UNION ALL SELECT * FROM").add(read.get(at));
        }
        sql.add(") AS walked");
        walk.order().by(sql, 0);
        sql.add("LIMIT");
        rows.exactly(sql);
        sql.add(")");
    }

    /** The contacts of {@code scope}, in the order of the keys from {@code level} on. */
    private void level(Sql sql, int level, Scope scope, @Nullable Position place) {
        boolean startsMissing =
                place != null && level < sorting.keys().size() && place.keys().get(level) == null;
        if (walk.isLast(level)) {
            boolean missing = walk.mayBeMissing(level);
            if (backward && missing && (place == null || startsMissing)) {
                read(sql, () -> walk.last(sql, level, scope, true, startsMissing ? place : null));
            }
            if (backward || !startsMissing) {
                read(sql, () -> walk.last(sql, level, scope, false, startsMissing ? null : place));
            }
            if (!backward && missing) {
                read(sql, () -> walk.last(sql, level, scope, true, startsMissing ? place : null));
            }
            return;
        }
        if (place != null) {
            group(sql, level, scope.with(Scope.Fixed.at(level, place.keys().get(level))), place);
        } else if (backward && walk.mayBeMissing(level)) {
            group(sql, level, scope.with(Scope.Fixed.at(level, null)), null);
        }
        if (backward || !startsMissing) {
            groups(sql, level, scope, startsMissing ? null : place);
        }
    }

    /** The groups beyond the place's own: whole ones, and then the one at the edge of the page by the next key. */
    private void groups(Sql sql, int level, Scope scope, @Nullable Position place) {
        int n = ctes++;
        sql.add(WALKS[n]).add("AS MATERIALIZED (SELECT * FROM (");
        walk.groups(sql, level, scope, place);
        sql.add(") AS walk LIMIT");
        remaining(sql);
        sql.add("),");
        boolean missingFollow = !backward && walk.mayBeMissing(level);
        sql.add(EDGES[n]).add("AS MATERIALIZED (");
        sql.add(missingFollow ? "SELECT (SELECT" : "SELECT");
        sql.add(PageOrder.KEYS[level]).add("FROM").add(WALKS[n]);
        walk.order().byKey(sql, level);
        sql.add("OFFSET greatest(0,");
        remaining(sql);
        sql.add("- 1) LIMIT 1");
        sql.add(missingFollow ? ") AS key)," : "),");
        sql.add(WHOLE[n]).add("AS MATERIALIZED (SELECT * FROM").add(WALKS[n]).add("WHERE");
        sql.add(PageOrder.KEYS[level])
                .add("IS DISTINCT FROM (SELECT * FROM")
                .add(EDGES[n])
                .add(")),");
        taken(sql, n, WHOLE[n]);
        Scope edge = missingFollow ? scope : scope.reaching(EDGES[n]);
        group(sql, level, edge.with(new Scope.Fixed(level, null, EDGES[n], missingFollow)), null);
    }

    /** A group of equals by the keys behind its own: sorted if it is small, else walked. */
    private void group(Sql sql, int level, Scope scope, @Nullable Position place) {
        String members = GROUPS[ctes++];
        sql.add(members).add("AS MATERIALIZED (");
        walk.members(sql, scope.fixed().getLast());
        sql.add("LIMIT").bind(listing.few() + 1L).add("),");
        read(sql, () -> walk.found(sql, members, scope, level + 1, place, false));
        level(sql, level + 1, scope.many(members), place);
    }

    /** One walk whose rows are of the page, if rows are still wanted. */
    private void read(Sql sql, Runnable select) {
        int n = ctes++;
        sql.add(WALKS[n]).add("AS MATERIALIZED (SELECT * FROM (");
        select.run();
        sql.add(") AS walk LIMIT");
        remaining(sql);
        sql.add("),");
        taken(sql, n, WALKS[n]);
    }

    /** Notes rows of the page, and adds a CTE of how many are wanted after them. */
    private void taken(Sql sql, int n, String select) {
        sql.add(LEFT[n]).add("AS MATERIALIZED (SELECT greatest(0,");
        remaining(sql);
        sql.add("- (SELECT count(*) FROM").add(select).add("))),");
        read.add(select);
        left = LEFT[n];
    }

    private void remaining(Sql sql) {
        if (left == null) {
            rows.exactly(sql);
        } else {
            sql.add("(SELECT * FROM").add(left).add(")");
        }
    }
}
