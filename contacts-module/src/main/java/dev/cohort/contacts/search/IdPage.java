package dev.cohort.contacts.search;

import dev.cohort.contacts.search.Sorting.Term;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ids of one page in index order: CTE {@code page(part, contact_id, k1..k5)}.
 *
 * <p>Contacts that have the first key and those that lack it are two walks of two indexes, one after the other
 * ({@code part} 0 and 1): one walk cannot be in index order over both. The second starts only for what the first left
 * open. A page of equals newest first walks {@code attribute_by_value} backwards.
 */
final class IdPage {

    private static final String[] KEYS = {"k1", "k2", "k3", "k4", "k5"};
    private static final String[] PAGE_KEYS = {"page.k1", "page.k2", "page.k3", "page.k4", "page.k5"};
    private static final String[] ENTRIES = {"s1", "s2", "s3", "s4", "s5"};
    private static final String[] ENTRY_KEYS = {
        "s1.sort_key", "s2.sort_key", "s3.sort_key", "s4.sort_key", "s5.sort_key"
    };
    private static final String[] ENTRY_JOINS = {
        "ON s1.tenant_id = c.tenant_id AND s1.contact_id = c.contact_id AND s1.tenant_id =",
        "ON s2.tenant_id = c.tenant_id AND s2.contact_id = c.contact_id AND s2.tenant_id =",
        "ON s3.tenant_id = c.tenant_id AND s3.contact_id = c.contact_id AND s3.tenant_id =",
        "ON s4.tenant_id = c.tenant_id AND s4.contact_id = c.contact_id AND s4.tenant_id =",
        "ON s5.tenant_id = c.tenant_id AND s5.contact_id = c.contact_id AND s5.tenant_id ="
    };
    private static final String[] ENTRY_FIELDS = {
        "AND s1.field_id =", "AND s2.field_id =", "AND s3.field_id =", "AND s4.field_id =", "AND s5.field_id ="
    };
    private static final String[] FIRST_ELEMENTS = {
        "AND s1.position = 0",
        "AND s2.position = 0",
        "AND s3.position = 0",
        "AND s4.position = 0",
        "AND s5.position = 0"
    };

    private enum Part {
        VALUED,
        MISSING
    }

    private final Listing listing;
    private final Sorting sorting;
    private final Matches matches;
    private final @Nullable Position from;
    private final boolean backward;
    private final long rows;

    /** @param rows how many ids at most */
    IdPage(Listing listing, Matches matches, @Nullable Position from, boolean backward, int rows) {
        this.listing = listing;
        this.sorting = listing.sorting();
        this.matches = matches;
        this.from = from;
        this.backward = backward;
        this.rows = rows;
    }

    /** Adds the CTEs, {@code page} last, without WITH. */
    void add(Sql sql) {
        Lookup lookup = matches.lookup();
        if (lookup != null) {
            lookup.found(sql);
        }
        List<Part> walk = walk();
        if (walk.size() == 1) {
            sql.add("page AS MATERIALIZED (");
            walk(sql, walk.getFirst(), from != null);
            sql.add(")");
            return;
        }
        sql.add("first AS MATERIALIZED (");
        walk(sql, walk.getFirst(), from != null);
        sql.add("), page AS MATERIALIZED (SELECT * FROM first UNION ALL (SELECT * FROM (");
        walk(sql, walk.getLast(), false);
        sql.add(") AS second LIMIT (SELECT").bind(rows).add("- count(*) FROM first)))");
    }

    /** Which parts are read, in the order in which they are walked. */
    private List<Part> walk() {
        if (sorting.keys().isEmpty() || !sorting.keys().getFirst().mayBeMissing()) {
            return List.of(Part.VALUED);
        }
        boolean startsMissing = from != null && from.keys().getFirst() == null;
        List<Part> parts = new ArrayList<>(List.of(Part.VALUED, Part.MISSING));
        if (backward) {
            parts = parts.reversed();
            if (from != null && !startsMissing) {
                parts = List.of(Part.VALUED);
            }
        } else if (startsMissing) {
            parts = List.of(Part.MISSING);
        }
        return parts;
    }

    /** One part of the order, or both ways to it where a lookup decides between them: one of the two is empty. */
    private void walk(Sql sql, Part part, boolean bounded) {
        if (matches.lookup() == null) {
            walk(sql, part, bounded, false);
            return;
        }
        sql.add("(");
        walk(sql, part, bounded, true);
        sql.add(") UNION ALL (");
        walk(sql, part, bounded, false);
        sql.add(")");
    }

    private void walk(Sql sql, Part part, boolean bounded, boolean fromFound) {
        sql.add(part == Part.VALUED ? "SELECT 0 AS part, c.contact_id" : "SELECT 1 AS part, c.contact_id");
        for (int key = 0; key < sorting.keys().size(); key++) {
            sql.add(",").add(column(part, key)).add("AS").add(KEYS[key]);
        }
        sql.add("FROM");
        listing.source().contacts(sql);
        matches.joins(sql);
        for (int key = 0; key < sorting.keys().size(); key++) {
            join(sql, part, key);
        }
        sql.add("WHERE c.tenant_id =").bind(listing.tenant().value()).add("AND c.deleted_at IS NULL");
        if (!sorting.keys().isEmpty()) {
            first(sql, part);
        }
        Lookup lookup = matches.lookup();
        if (lookup != null && fromFound) {
            lookup.few(sql);
        } else if (lookup != null) {
            lookup.many(sql);
        }
        matches.conditions(sql, fromFound);
        if (bounded && from != null) {
            beyond(sql, part, from);
        }
        sql.add("ORDER BY");
        for (int key = 0; key < sorting.keys().size(); key++) {
            if (!isConstant(part, key)) {
                boolean descending = sorting.keys().get(key).descending() != backward;
                sql.add(KEYS[key]).add(descending ? "DESC" : "ASC");
                if (key > 0) {
                    sql.add(backward ? "NULLS FIRST," : "NULLS LAST,");
                } else {
                    sql.add(",");
                }
            }
        }
        sql.add(sorting.idDescending() != backward ? "c.contact_id DESC" : "c.contact_id ASC");
        sql.add("LIMIT").bind(rows);
    }

    /** In the missing part a field's key is nothing; a hot key is its column, because the index has its nulls. */
    private boolean isConstant(Part part, int key) {
        return part == Part.MISSING && key == 0 && sorting.keys().getFirst().selector() instanceof Selector.Field;
    }

    private String column(Part part, int key) {
        return switch (sorting.keys().get(key).selector()) {
            case Selector.HotText hot -> hot.key();
            case Selector.Moment moment -> moment.column();
            case Selector.Field field -> isConstant(part, key) ? "CAST(NULL AS bytea)" : ENTRY_KEYS[key];
            case Selector.Id id -> throw new IllegalStateException("the id is no key");
        };
    }

    private void join(Sql sql, Part part, int key) {
        if (sorting.keys().get(key).selector() instanceof Selector.Field field && !isConstant(part, key)) {
            sql.add(key == 0 ? "JOIN" : "LEFT JOIN");
            listing.source().attributes(sql, ENTRIES[key]);
            sql.add(ENTRY_JOINS[key]).bind(listing.tenant().value());
            sql.add(ENTRY_FIELDS[key]).bind(field.definition().id());
            if (field.definition().multiple()) {
                sql.add(FIRST_ELEMENTS[key]);
            }
        }
    }

    private void first(Sql sql, Part part) {
        switch (sorting.keys().getFirst().selector()) {
            case Selector.HotText hot ->
                sql.add("AND").add(hot.key()).add(part == Part.VALUED ? "IS NOT NULL" : "IS NULL");
            case Selector.Field field -> {
                if (part == Part.VALUED) {
                    return;
                }
                sql.add("AND NOT EXISTS (SELECT 1 FROM");
                listing.source().attributes(sql, "e");
                sql.add("WHERE e.tenant_id =").bind(listing.tenant().value());
                sql.add("AND e.contact_id = c.contact_id AND e.field_id =")
                        .bind(field.definition().id())
                        .add(")");
            }
            default -> {}
        }
    }

    /** What lies beyond the place, in the direction of the walk. */
    private void beyond(Sql sql, Part part, Position place) {
        if (sorting.keys().isEmpty()) {
            sql.add("AND c.contact_id").add(idBeyond()).bind(place.id());
            matches.bound(sql, idBeyond(), place.id());
            return;
        }
        sql.add("AND");
        if (part == Part.MISSING) {
            rest(sql, part, place, 1);
            return;
        }
        Term first = sorting.keys().getFirst();
        Object key = place.keys().getFirst();
        if (key == null) {
            throw new IllegalStateException("the place has no first key");
        }
        String column = column(part, 0);
        boolean descending = first.descending() != backward;
        if (sorting.keys().size() == 1 && first.descending() == sorting.idDescending()) {
            sql.add("(").add(column).add(",").add(idColumn()).add(descending ? ") < (" : ") > (");
            sql.bind(key).add(",").bind(place.id()).add(")");
            return;
        }
        sql.add(column).add(descending ? "<=" : ">=").bind(key).add("AND");
        rest(sql, part, place, 0);
    }

    /** The id beside the first key, so that both are columns of one index. */
    private String idColumn() {
        return sorting.keys().getFirst().selector() instanceof Selector.Field ? "s1.contact_id" : "c.contact_id";
    }

    private String idBeyond() {
        return sorting.idDescending() != backward ? "<" : ">";
    }

    /** Lexicographic order, spelled out because directions may differ and values may be missing. */
    private void rest(Sql sql, Part part, Position place, int key) {
        if (key == sorting.keys().size()) {
            sql.add("c.contact_id").add(idBeyond()).bind(place.id());
            return;
        }
        String column = column(part, key);
        Object value = place.keys().get(key);
        sql.add("(");
        if (value == null) {
            if (backward) {
                sql.add(column).add("IS NOT NULL OR");
            }
            sql.add("(").add(column).add("IS NULL AND");
        } else {
            boolean descending = sorting.keys().get(key).descending() != backward;
            sql.add(column).add(descending ? "<" : ">").bind(value).add("OR");
            if (!backward) {
                sql.add(column).add("IS NULL OR");
            }
            sql.add("(").add(column).add("=").bind(value).add("AND");
        }
        rest(sql, part, place, key + 1);
        sql.add("))");
    }

    /** Adds the keys of the sort, as further columns. */
    static void keys(Sql sql, Sorting sorting) {
        for (int key = 0; key < sorting.keys().size(); key++) {
            sql.add(",").add(PAGE_KEYS[key]);
        }
    }

    /** Adds the requested order, over the columns of {@code page}. */
    static void order(Sql sql, Sorting sorting) {
        sql.add("ORDER BY page.part,");
        for (int key = 0; key < sorting.keys().size(); key++) {
            sql.add(PAGE_KEYS[key]);
            sql.add(sorting.keys().get(key).descending() ? "DESC NULLS LAST," : "ASC NULLS LAST,");
        }
        sql.add(sorting.idDescending() ? "page.contact_id DESC" : "page.contact_id ASC");
    }
}
