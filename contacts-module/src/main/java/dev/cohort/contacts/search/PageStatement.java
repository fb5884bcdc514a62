package dev.cohort.contacts.search;

import dev.cohort.contacts.attribute.AttributeValues;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page as one statement: its contacts first ({@link PageWalk}), then their attributes; beside them the catalog's
 * version of the same snapshot, and the bounded count if asked for. At least one row comes back, so that an empty page
 * says its catalog too.
 *
 * <p>Attributes are one text for each contact: {@code field position length value} without anything between, where
 * length counts characters, so that no character of a value needs escaping. The database keeps that text as the
 * contact's document; {@code contacts.write_documents} makes it and says the same as {@link #ATTRIBUTES}.
 */
final class PageStatement {

    /** Counts are exact up to here. */
    static final int MOST_COUNTED = 10_000;

    private static final String HEAD = """
            SELECT (SELECT g.version FROM contacts.attribute_catalog g WHERE g.tenant_id =""";

    /** The hot columns, of a contact {@code c} or of a page {@code c} of them. */
    static final String HOT = """
            c.version, c.created_at, c.updated_at, c.external_id, c.first_name, c.last_name, c.display_name, c.email,
            c.phone, c.company, c.address""";

    private static final String ATTRIBUTES = """
            (SELECT string_agg(concat(e.field_id, ' ', e.position, ' ', length(t.value), ' ', t.value), '') FROM""";

    private static final String DOCUMENT = "LEFT JOIN contacts.contact_document d ON d.tenant_id =";

    private static final String VALUE = "CROSS JOIN LATERAL (SELECT " + AttributeValues.SQL_TEXT + " AS value) t";

    private PageStatement() {}

    /** Which columns of the contacts a statement reads. */
    enum Reads {
        /** Ids and their places alone. */
        IDS,
        /** And the hot columns. */
        HOT,
        /** And the document of all attributes. */
        DOCUMENT,
        /** And the attributes, from their rows. */
        ATTRIBUTES
    }

    /** The statement of one page of {@code rows} contacts beside {@code from}. */
    static Sql of(Listing listing, @Nullable Position from, boolean backward, int rows, boolean counted, Reads reads) {
        var matches = new Matches(listing);
        var sql = new Sql(listing.isSteady() && !counted);
        sql.add("WITH");
        new PageWalk(listing, matches, from, backward, rows, reads != Reads.IDS).add(sql);
        sql.add("SELECT head.catalog_version, head.matching, c.contact_id");
        PageOrder.pageKeys(sql, listing.sorting());
        if (reads != Reads.IDS) {
            sql.add(",").add(HOT);
        }
        if (reads == Reads.DOCUMENT) {
            sql.add(", d.document");
        } else if (reads == Reads.ATTRIBUTES) {
            sql.add(",");
            attributes(sql, listing);
        }
        sql.add("FROM (").add(HEAD).bind(listing.tenant().value()).add(") AS catalog_version,");
        if (counted) {
            count(sql, listing, matches, MOST_COUNTED + 1L);
        } else {
            sql.add("CAST(NULL AS bigint)");
        }
        sql.add("AS matching) head LEFT JOIN page AS c ON TRUE");
        if (reads == Reads.DOCUMENT) {
            sql.add(DOCUMENT).bind(listing.tenant().value()).add("AND d.contact_id = c.contact_id");
        }
        PageOrder.pageOrder(sql, listing.sorting());
        return sql;
    }

    private static void attributes(Sql sql, Listing listing) {
        sql.add(ATTRIBUTES);
        listing.source().attributes(sql, "e");
        sql.add(VALUE);
        sql.add("WHERE e.tenant_id =").bind(listing.tenant().value()).add("AND e.contact_id = c.contact_id");
        if (!listing.shown().all()) {
            sql.add("AND e.field_id = ANY (").bind(listing.shown().ids()).add(")");
        }
        sql.add(") AS attributes");
    }

    private static void count(Sql sql, Listing listing, Matches matches, long most) {
        sql.add("(SELECT count(*) FROM (");
        Lookup lookup = matches.lookup();
        if (lookup == null) {
            matching(sql, listing, matches, false, most);
        } else {
            sql.add("(");
            matching(sql, listing, matches, true, most);
            sql.add(") UNION ALL (");
            matching(sql, listing, matches, false, most);
            sql.add(")");
        }
        sql.add(") m)");
    }

    private static void matching(Sql sql, Listing listing, Matches matches, boolean fromFound, long most) {
        sql.add("SELECT 1 FROM");
        listing.source().contacts(sql);
        if (!fromFound) {
            matches.joins(sql);
        }
        sql.add("WHERE c.tenant_id =").bind(listing.tenant().value()).add("AND c.deleted_at IS NULL");
        Lookup lookup = matches.lookup();
        if (lookup != null && fromFound) {
            lookup.few(sql);
        } else if (lookup != null) {
            lookup.many(sql);
        }
        matches.conditions(sql, fromFound, !fromFound);
        sql.add("LIMIT").bind(most);
    }

    /** How many contacts match, however many; its rows are none. */
    static Sql countOf(Listing listing) {
        var matches = new Matches(listing);
        var sql = new Sql();
        sql.add("WITH");
        Lookup lookup = matches.lookup();
        if (lookup != null) {
            lookup.found(sql);
        }
        sql.add("head AS (").add(HEAD).bind(listing.tenant().value()).add(") AS catalog_version)");
        sql.add("SELECT head.catalog_version,");
        count(sql, listing, matches, Long.MAX_VALUE);
        sql.add("AS matching, CAST(NULL AS bigint) AS contact_id FROM head");
        return sql;
    }

    /** The hot columns of one contact, for the strategy that fetches each apart. */
    static Sql hotOf(Listing listing, long id) {
        var sql = new Sql();
        sql.add("SELECT").add(HOT).add("FROM");
        listing.source().contacts(sql);
        sql.add("WHERE c.tenant_id =")
                .bind(listing.tenant().value())
                .add("AND c.contact_id =")
                .bind(id);
        return sql;
    }

    /** The attributes of known ids, for the strategy that fetches them apart. */
    static Sql attributesOf(Listing listing, List<Long> ids) {
        var sql = new Sql();
        sql.add("SELECT c.contact_id,");
        attributes(sql, listing);
        sql.add("FROM unnest(").bind(ids.toArray(Long[]::new)).add(") AS c (contact_id)");
        return sql;
    }
}
