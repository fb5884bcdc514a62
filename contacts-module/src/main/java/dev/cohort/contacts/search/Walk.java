package dev.cohort.contacts.search;

import dev.cohort.contacts.search.Scope.Fixed;
import org.jspecify.annotations.Nullable;

/**
 * The selects of which a page is made: {@code contact_id, k1..k5} and the hot columns, of contacts that pass the
 * filter. A walk goes along the index of one key; every other key is one probe of a primary key, which no statistics
 * can turn into a join.
 */
final class Walk {

    private final Listing listing;
    private final Sorting sorting;
    private final Matches matches;
    private final PageOrder order;
    private final PageRows rows;
    private final boolean hot;

    Walk(Listing listing, Matches matches, boolean backward, PageRows rows, boolean hot) {
        this.listing = listing;
        this.sorting = listing.sorting();
        this.matches = matches;
        this.order = new PageOrder(sorting, backward);
        this.rows = rows;
        this.hot = hot;
    }

    PageOrder order() {
        return order;
    }

    /** Whether the walk of this key gives the rest of the order too; behind the last key the id is a key itself. */
    boolean isLast(int level) {
        int keys = sorting.keys().size();
        return level == keys || (level == keys - 1 && sorting.keys().get(level).descending() == sorting.idDescending());
    }

    boolean mayBeMissing(int level) {
        return level < sorting.keys().size() && sorting.keys().get(level).mayBeMissing();
    }

    /** Contacts in full order, beyond {@code place}, of which all keys before {@code level} are equal. */
    void last(Sql sql, int level, Scope scope, boolean missing, @Nullable Position place) {
        walk(sql, level, scope, missing);
        if (place != null) {
            beyond(sql, level, missing, place);
        }
        sql.add("ORDER BY");
        if (level < sorting.keys().size() && !(missing && field(level) != null)) {
            sql.add(PageOrder.KEYS[level])
                    .add(PageOrder.direction(order.descending(level)))
                    .add(",");
        }
        sql.add(idColumn(level, missing))
                .add(PageOrder.direction(order.idDescending()))
                .add("LIMIT");
        rows.bound(sql);
    }

    /** Contacts that have the key of {@code level}, in its order alone, beyond the value that {@code place} has. */
    void groups(Sql sql, int level, Scope scope, @Nullable Position place) {
        walk(sql, level, scope, false);
        if (place != null) {
            Object value = java.util.Objects.requireNonNull(place.keys().get(level));
            sql.add("AND")
                    .add(driver(level))
                    .add(order.descending(level) ? "<" : ">")
                    .bind(value);
        }
        sql.add("ORDER BY").add(PageOrder.KEYS[level]).add(PageOrder.direction(order.descending(level)));
        sql.add("LIMIT");
        rows.bound(sql);
    }

    /**
     * The contacts among {@code ids}, a CTE, if they are few, in the order of the keys from {@code level} on.
     *
     * @param filtered whether the ids passed what {@link Lookup} looks up
     */
    void found(Sql sql, String ids, Scope scope, int level, @Nullable Position place, boolean filtered) {
        sql.add("SELECT * FROM (SELECT c.contact_id");
        columns(sql, -1, false);
        sql.add("FROM (SELECT DISTINCT contact_id FROM").add(ids);
        sql.add("WHERE (SELECT count(*) FROM").add(ids).add(") <=").bind((long) listing.few());
        sql.add(") AS f");
        contactOf(sql, "f");
        sql.add("WHERE TRUE");
        conditions(sql, scope, -1, filtered);
        sql.add(") AS keyed");
        if (place != null) {
            sql.add("WHERE");
            order.beyond(sql, place, level);
        }
        order.by(sql, level);
        sql.add("LIMIT");
        rows.bound(sql);
    }

    /** The ids of a group of equals, by index: those of a value, or those without one if the value is none. */
    void members(Sql sql, Fixed group) {
        if (group.edge() != null || group.value() != null) {
            havingValue(sql, group);
        }
        if (group.edge() != null && group.orMissing()) {
            sql.add("UNION ALL");
        }
        if (group.orMissing()) {
            sql.add("SELECT c.contact_id FROM");
            listing.source().contacts(sql);
            sql.add("WHERE c.tenant_id =").bind(listing.tenant().value()).add("AND");
            missing(sql, group.key());
            if (group.edge() != null) {
                sql.add("AND (SELECT * FROM").add(group.edge()).add(") IS NULL");
            }
        }
    }

    private void havingValue(Sql sql, Fixed group) {
        Selector.Field field = field(group.key());
        if (field == null) {
            sql.add("SELECT c.contact_id FROM");
            listing.source().contacts(sql);
            sql.add("WHERE c.tenant_id =").bind(listing.tenant().value());
            sql.add("AND").add(driver(group.key())).add("=");
        } else {
            sql.add("SELECT d.contact_id FROM");
            listing.source().attributes(sql, "d");
            sql.add("WHERE d.tenant_id =").bind(listing.tenant().value());
            sql.add("AND d.field_id =").bind(field.definition().id()).add("AND d.sort_key =");
        }
        value(sql, group);
    }

    private static void value(Sql sql, Fixed fixed) {
        if (fixed.edge() != null) {
            sql.add("(SELECT * FROM").add(fixed.edge()).add(")");
        } else {
            sql.bind(java.util.Objects.requireNonNull(fixed.value()));
        }
    }

    private void missing(Sql sql, int level) {
        Selector.Field field = field(level);
        if (field == null) {
            sql.add(driver(level)).add("IS NULL");
            return;
        }
        sql.add("NOT EXISTS (SELECT 1 FROM");
        listing.source().attributes(sql, "m");
        sql.add("WHERE m.tenant_id =").bind(listing.tenant().value());
        sql.add("AND m.contact_id = c.contact_id AND m.field_id =")
                .bind(field.definition().id())
                .add(")");
    }

    private void walk(Sql sql, int level, Scope scope, boolean missing) {
        sql.add("SELECT c.contact_id");
        columns(sql, level, missing);
        sql.add("FROM");
        Selector.Field field = missing ? null : field(level);
        if (field != null) {
            listing.source().attributes(sql, "d");
            contactOf(sql, "d");
            sql.add("WHERE d.tenant_id =").bind(listing.tenant().value());
            sql.add("AND d.field_id =").bind(field.definition().id());
            if (field.definition().multiple()) {
                sql.add("AND d.position = 0");
            } else {
                matches.alsoOf(sql, field);
            }
        } else if (isJoined() && matches.isJoinedByValue()) {
            matches.joined(sql);
            contactOf(sql, "f");
            matches.joinedWhere(sql);
        } else {
            listing.source().contacts(sql);
            if (isJoined()) {
                matches.joins(sql);
            }
            sql.add("WHERE c.tenant_id =").bind(listing.tenant().value()).add("AND c.deleted_at IS NULL");
        }
        if (missing) {
            sql.add("AND");
            missing(sql, level);
        } else if (field(level) == null && mayBeMissing(level)) {
            sql.add("AND").add(driver(level)).add("IS NOT NULL");
        }
        conditions(sql, scope, level, false);
    }

    /** One probe for each: joined, the tests of c were made on the whole table in a test without statistics. */
    private void contactOf(Sql sql, String ids) {
        sql.add("CROSS JOIN LATERAL (SELECT c.* FROM");
        listing.source().contacts(sql);
        sql.add("WHERE c.tenant_id =").bind(listing.tenant().value());
        sql.add("AND c.deleted_at IS NULL AND c.contact_id =").add(ids).add(".contact_id OFFSET 0) AS c");
    }

    /** Newest first, the index of a field is in the order of the page within one value. */
    private boolean isJoined() {
        return sorting.keys().isEmpty() && matches.lookup() == null;
    }

    /** The scope, and the filter. */
    private void conditions(Sql sql, Scope scope, int driver, boolean filtered) {
        for (String found : scope.many()) {
            sql.add("AND (SELECT count(*) FROM").add(found).add(") >").bind((long) listing.few());
        }
        for (String edge : scope.edges()) {
            sql.add("AND EXISTS (SELECT 1 FROM").add(edge).add(")");
        }
        for (Fixed fixed : scope.fixed()) {
            sql.add("AND");
            key(sql, fixed.key(), driver, false);
            if (fixed.edge() == null && fixed.value() == null) {
                sql.add("IS NULL");
            } else {
                sql.add("IS NOT DISTINCT FROM");
                value(sql, fixed);
            }
        }
        matches.conditions(sql, filtered, isJoined());
    }

    private void columns(Sql sql, int driver, boolean missing) {
        for (int key = 0; key < sorting.keys().size(); key++) {
            sql.add(",");
            key(sql, key, driver, missing);
            sql.add("AS").add(PageOrder.KEYS[key]);
        }
        if (hot) {
            sql.add(",").add(PageStatement.HOT);
        }
    }

    private void key(Sql sql, int key, int driver, boolean missing) {
        Selector.Field field = field(key);
        if (field == null || (key == driver && !missing)) {
            sql.add(driver(key));
        } else if (key == driver) {
            sql.add("CAST(NULL AS bytea)");
        } else {
            sql.add("(SELECT s.sort_key FROM");
            listing.source().attributes(sql, "s");
            sql.add("WHERE s.tenant_id =").bind(listing.tenant().value());
            sql.add("AND s.contact_id = c.contact_id AND s.field_id =")
                    .bind(field.definition().id())
                    .add("AND s.position = 0)");
        }
    }

    private Selector.@Nullable Field field(int level) {
        return level >= 0
                        && level < sorting.keys().size()
                        && sorting.keys().get(level).selector() instanceof Selector.Field field
                ? field
                : null;
    }

    /** The column along which a walk of this key goes. */
    private String driver(int level) {
        return switch (sorting.keys().get(level).selector()) {
            case Selector.HotText hot -> hot.key();
            case Selector.Moment moment -> moment.column();
            case Selector.Field field -> "d.sort_key";
            case Selector.Id id -> throw new IllegalStateException("the id is no key");
        };
    }

    /** The id in the index that the walk goes along. */
    private String idColumn(int level, boolean missing) {
        if (isJoined() && matches.isJoinedByValue()) {
            return "f.contact_id";
        }
        return missing || field(level) == null ? "c.contact_id" : "d.contact_id";
    }

    /** What lies beyond the place on a last level. */
    private void beyond(Sql sql, int level, boolean missing, Position place) {
        sql.add("AND");
        if (missing || level == sorting.keys().size()) {
            sql.add("c.contact_id").add(order.idDescending() ? "<" : ">").bind(place.id());
            if (isJoined()) {
                matches.bound(sql, order.idDescending() ? "<" : ">", place.id());
            }
            return;
        }
        Object value = java.util.Objects.requireNonNull(place.keys().get(level));
        sql.add("(").add(driver(level)).add(",").add(idColumn(level, false));
        sql.add(order.descending(level) ? ") < (" : ") > (")
                .bind(value)
                .add(",")
                .bind(place.id())
                .add(")");
    }
}
