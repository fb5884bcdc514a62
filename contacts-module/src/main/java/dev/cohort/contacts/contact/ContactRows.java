package dev.cohort.contacts.contact;

import dev.cohort.contacts.attribute.AttributeCatalog;
import dev.cohort.contacts.attribute.AttributeCatalogs;
import dev.cohort.contacts.attribute.AttributeDefinition;
import dev.cohort.contacts.attribute.AttributeValues;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.web.EntityTags;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whole contacts by id, hot row and values in one statement: the strategy DIRECT. */
@Component
public class ContactRows {

    private static final String HOT = """
            c.external_id, c.first_name, c.last_name, c.display_name, c.email, c.phone, c.company, c.address
            """;

    /** The primary keys serve both tables. A tenant's catalog version comes even if no contact does. */
    private static final String BY_ID =
            "SELECT " + AttributeCatalogs.SQL_VERSION + """
             AS catalog_version, c.contact_id, c.version, c.created_at, c.updated_at, c.deleted_at,
                   a.field_ids, a.texts,
            """ + HOT + """
            FROM (VALUES (1)) AS one (n)
            LEFT JOIN contacts.contact c ON c.tenant_id = :tenant AND c.contact_id = ANY (CAST(:ids AS bigint[]))
            LEFT JOIN LATERAL (
                SELECT ARRAY_AGG(e.field_id ORDER BY e.field_id, e.position) AS field_ids,
                       ARRAY_AGG(
            """ + AttributeValues.SQL_TEXT + """
             ORDER BY e.field_id, e.position) AS texts
                FROM contacts.attribute_entry e
                WHERE e.tenant_id = :tenant AND e.contact_id = c.contact_id) a ON true
            """;

    /** As it was: rows that were open at that second; version and time of the last change until then. */
    private static final String AS_OF =
            "SELECT " + AttributeCatalogs.SQL_VERSION + """
             AS catalog_version, c.contact_id, COALESCE(v.version, 1) AS version, now.created_at,
                   COALESCE(v.changed_at, now.created_at) AS updated_at, CAST(NULL AS timestamptz) AS deleted_at,
                   a.field_ids, a.texts,
            """ + HOT + """
            FROM (VALUES (1)) AS one (n)
            LEFT JOIN contacts.contact now ON now.tenant_id = :tenant AND now.contact_id = ANY (CAST(:ids AS bigint[]))
            LEFT JOIN LATERAL (
                SELECT h.contact_id,
            """ + HOT.replace("c.", "h.") + """
                FROM contacts.contact h
                WHERE h.tenant_id = :tenant AND h.contact_id = now.contact_id
                  AND h.since <= CAST(:at AS timestamptz) AND h.deleted_at IS NULL
                UNION ALL
                SELECT h.contact_id,
            """
                    + HOT.replace("c.", "h.") + """
                FROM contacts.contact_past h
                WHERE h.tenant_id = :tenant AND h.contact_id = now.contact_id
                  AND h.since <= CAST(:at AS timestamptz) AND h.until > CAST(:at AS timestamptz)) c ON true
            LEFT JOIN LATERAL (
                SELECT w.version, w.changed_at
                FROM contacts.contact_version w
                WHERE w.tenant_id = :tenant AND w.contact_id = now.contact_id
                  AND w.changed_at <= CAST(:at AS timestamptz)
                ORDER BY w.version DESC
                LIMIT 1) v ON true
            LEFT JOIN LATERAL (
                SELECT ARRAY_AGG(e.field_id ORDER BY e.field_id, e.position) AS field_ids,
                       ARRAY_AGG(e.shown ORDER BY e.field_id, e.position) AS texts
                FROM (SELECT e.field_id, e.position,
            """ + AttributeValues.SQL_TEXT + """
             AS shown
                      FROM contacts.attribute_entry e
                      WHERE e.tenant_id = :tenant AND e.contact_id = now.contact_id
                        AND e.since <= CAST(:at AS timestamptz)
                      UNION ALL
                      SELECT e.field_id, e.position,
            """ + AttributeValues.SQL_TEXT + """
                      FROM contacts.attribute_past e
                      WHERE e.tenant_id = :tenant AND e.contact_id = now.contact_id
                        AND e.since <= CAST(:at AS timestamptz) AND e.until > CAST(:at AS timestamptz)) e) a ON true
            """;

    private final JdbcClient jdbc;
    private final AttributeCatalogs catalogs;

    ContactRows(JdbcClient jdbc, AttributeCatalogs catalogs) {
        this.jdbc = jdbc;
        this.catalogs = catalogs;
    }

    /** Contacts and the catalog of their snapshot. */
    public record Found(AttributeCatalog catalog, Map<Long, ContactState> contacts) {

        /** The tag of one of the contacts as this catalog shows it. */
        String tagOf(ContactState contact) {
            return EntityTags.of(contact.version(), catalog.version());
        }
    }

    /**
     * The contacts with these ids, deleted ones included, those that are not there left out. One statement; three if
     * the tenant's fields have changed since this node last read them.
     */
    public Found byId(TenantId tenant, long... ids) {
        return read(tenant, BY_ID, ids, null);
    }

    /**
     * The contact as it was after all changes whose second is not after {@code at}, also if it was deleted since; not
     * there if it was not there then. The catalog is the one of that second.
     */
    public Found asOf(TenantId tenant, long id, Instant at) {
        return read(tenant, AS_OF, new long[] {id}, at);
    }

    private Found read(TenantId tenant, String sql, long[] ids, @Nullable Instant at) {
        for (int tries = 0; ; tries++) {
            AttributeCatalog catalog = catalogs.of(tenant);
            JdbcClient.StatementSpec statement =
                    jdbc.sql(sql).param("tenant", tenant.value()).param("ids", ids);
            if (at != null) {
                statement = statement.param("at", at.toString());
            }
            Optional<Found> found = statement.query(
                    (ResultSetExtractor<Optional<Found>>) rows -> found(rows, at == null ? catalog : catalog.asOf(at)));
            if (found.isPresent()) {
                return found.get();
            }
            if (tries > 3) {
                throw new IllegalStateException("the fields of tenant " + tenant.value() + " change all the time");
            }
            catalogs.renewed(tenant, catalog);
        }
    }

    /** Empty if the rows are of another catalog than {@code catalog}. */
    private static Optional<Found> found(ResultSet rows, AttributeCatalog catalog) throws SQLException {
        Map<Long, ContactState> contacts = new LinkedHashMap<>();
        while (rows.next()) {
            if (rows.getLong("catalog_version") != catalog.version()) {
                return Optional.empty();
            }
            long id = rows.getLong("contact_id");
            if (!rows.wasNull()) {
                contacts.put(id, contact(id, rows, catalog));
            }
        }
        return Optional.of(new Found(catalog, contacts));
    }

    private static ContactState contact(long id, ResultSet row, AttributeCatalog catalog) throws SQLException {
        Map<HotField, String> hot = new EnumMap<>(HotField.class);
        for (HotField field : HotField.values()) {
            String text = row.getString(field.name().toLowerCase(Locale.ROOT));
            if (text != null) {
                hot.put(field, text);
            }
        }
        OffsetDateTime deleted = row.getObject("deleted_at", OffsetDateTime.class);
        return new ContactState(
                id,
                row.getLong("version"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                deleted == null ? null : deleted.toInstant(),
                hot,
                fields(row.getArray("field_ids"), row.getArray("texts"), catalog));
    }

    private static Map<Integer, List<Object>> fields(
            @Nullable Array fieldIds, @Nullable Array texts, AttributeCatalog catalog) throws SQLException {
        Map<Integer, List<Object>> fields = new HashMap<>();
        if (fieldIds == null || texts == null) {
            return fields;
        }
        Map<Integer, List<Object>> restated = new HashMap<>();
        Integer[] ids = (Integer[]) fieldIds.getArray();
        String[] values = (String[]) texts.getArray();
        for (int at = 0; at < ids.length; at++) {
            AttributeDefinition field = catalog.byId(ids[at]);
            if (field == null) {
                catalog.restated(ids[at], values[at])
                        .ifPresent(one -> restated.computeIfAbsent(one.field().id(), id -> new ArrayList<>())
                                .add(one.value()));
            } else {
                fields.computeIfAbsent(ids[at], id -> new ArrayList<>())
                        .add(AttributeValues.fromText(field, values[at]));
            }
        }
        restated.forEach(fields::putIfAbsent);
        return fields;
    }
}
