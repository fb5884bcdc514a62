package dev.cohort.contacts.contact;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.cohort.contacts.attribute.AttributeCatalog;
import dev.cohort.contacts.attribute.AttributeCatalogs;
import dev.cohort.contacts.attribute.AttributeDefinition;
import dev.cohort.contacts.attribute.AttributeValues;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.Tsid;
import dev.cohort.kernel.page.Cursors;
import dev.cohort.kernel.page.Page;
import dev.cohort.kernel.page.PageSize;
import dev.cohort.kernel.problem.ProblemException;
import java.nio.ByteBuffer;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Who changed what of a contact, and when: derived from the rows that were closed and those that are open. Public for
 * the page of a contact.
 */
@Component
public class ContactHistory {

    /**
     * A hot property has its number below zero, a field its id. Past values of a field that was converted are the
     * present field's, but each is read as the type that it was stored as.
     */
    private static final String EVENTS =
            "WITH span AS (SELECT e.field_id, e.field_id AS stored_as, e.position, e.since_version,\n"
                    + "CAST(NULL AS bigint) AS until_version, " + AttributeValues.SQL_TEXT + """
             AS shown
                FROM contacts.attribute_entry e
                WHERE e.tenant_id = :tenant AND e.contact_id = :id
                  AND e.field_id = ANY (CAST(:fields AS integer[]))
                UNION ALL
                SELECT COALESCE(s.now_id, e.field_id), e.field_id, e.position, e.since_version, e.until_version,
            """
                    + AttributeValues.SQL_TEXT
                    + """
                FROM contacts.attribute_past e
                LEFT JOIN unnest(CAST(:olds AS integer[]), CAST(:nows AS integer[])) AS s (old_id, now_id)
                  ON s.old_id = e.field_id
                WHERE e.tenant_id = :tenant AND e.contact_id = :id),
            hot AS (
                SELECT c.since_version, CAST(NULL AS bigint) AS until_version,
            """ + HotColumns.list("c.") + """
                 FROM contacts.contact c
                WHERE c.tenant_id = :tenant AND c.contact_id = :id AND c.deleted_at IS NULL
                UNION ALL
                SELECT c.since_version, c.until_version,
            """ + HotColumns.list("c.") + """
                 FROM contacts.contact_past c
                WHERE c.tenant_id = :tenant AND c.contact_id = :id),
            hot_event AS (
                SELECT n.since_version AS version, v.ordinal, v.was, v.became
                FROM hot n
                LEFT JOIN LATERAL (
                    SELECT *
                    FROM hot p
                    WHERE p.until_version <= n.since_version
                    ORDER BY p.until_version DESC
                    LIMIT 1) p ON true
                CROSS JOIN LATERAL (
                    VALUES (-1, p.external_id, n.external_id), (-2, p.first_name, n.first_name),
                           (-3, p.last_name, n.last_name), (-4, p.display_name, n.display_name),
                           (-5, p.email, n.email), (-6, p.phone, n.phone), (-7, p.company, n.company),
                           (-8, p.address, n.address)) AS v (ordinal, was, became)
                WHERE v.was IS DISTINCT FROM v.became),
            event AS (
                SELECT h.version, h.ordinal FROM hot_event h
                UNION
                SELECT s.since_version, s.field_id FROM span s
                UNION
                SELECT s.until_version, s.field_id FROM span s WHERE s.until_version IS NOT NULL),
            page AS (
                SELECT v.version, v.ordinal
                FROM event v
                WHERE (CAST(:only AS integer) IS NULL OR v.ordinal = CAST(:only AS integer))
                  AND (v.version, v.ordinal) <PAGE>
                LIMIT :limit)
            SELECT\s""" + AttributeCatalogs.SQL_VERSION
                    + """
             AS catalog_version, c.contact_id, page.version, page.ordinal,
                   COALESCE(w.changed_at, c.created_at) AS at, COALESCE(w.changed_by, c.created_by) AS actor,
                   h.was, h.became, f.were, f.were_of, f.are, f.are_of
            FROM (VALUES (1)) AS one (n)
            LEFT JOIN contacts.contact c ON c.tenant_id = :tenant AND c.contact_id = :id AND c.deleted_at IS NULL
            LEFT JOIN page ON true
            LEFT JOIN contacts.contact_version w
              ON w.tenant_id = :tenant AND w.contact_id = :id AND w.version = page.version
            LEFT JOIN hot_event h ON h.version = page.version AND h.ordinal = page.ordinal
            LEFT JOIN LATERAL (
                SELECT ARRAY_AGG(s.shown ORDER BY s.position) FILTER (
                           WHERE s.since_version < page.version
                             AND (s.until_version IS NULL OR s.until_version >= page.version)) AS were,
                       ARRAY_AGG(s.stored_as ORDER BY s.position) FILTER (
                           WHERE s.since_version < page.version
                             AND (s.until_version IS NULL OR s.until_version >= page.version)) AS were_of,
                       ARRAY_AGG(s.shown ORDER BY s.position) FILTER (
                           WHERE s.since_version <= page.version
                             AND (s.until_version IS NULL OR s.until_version > page.version)) AS are,
                       ARRAY_AGG(s.stored_as ORDER BY s.position) FILTER (
                           WHERE s.since_version <= page.version
                             AND (s.until_version IS NULL OR s.until_version > page.version)) AS are_of
                FROM span s
                WHERE s.field_id = page.ordinal) f ON true
            ORDER BY page.version DESC, page.ordinal DESC
            """;

    private static final String OLDER =
            EVENTS.replace("<PAGE>", "< (:version, :ordinal) ORDER BY v.version DESC, v.ordinal DESC");
    private static final String NEWER =
            EVENTS.replace("<PAGE>", "> (:version, :ordinal) ORDER BY v.version, v.ordinal");

    private static final String FIELD = "fields.";
    private static final List<HotField> HOT = List.of(HotField.values());

    private final JdbcClient jdbc;
    private final AttributeCatalogs catalogs;
    private final Cursors cursors;

    ContactHistory(JdbcClient jdbc, AttributeCatalogs catalogs, Cursors cursors) {
        this.jdbc = jdbc;
        this.catalogs = catalogs;
        this.cursors = cursors;
    }

    /** One property or field that changed; null is no value. */
    public record Change(
            String at,
            String actor,
            String selector,
            @JsonProperty("old") @Nullable Object before,
            @JsonProperty("new") @Nullable Object after) {}

    private record Event(long version, int ordinal, Change change) {}

    private record Events(long catalogVersion, boolean isThere, List<Event> events) {}

    /**
     * A page of changes, the newest first. One statement.
     *
     * @param of the selector of the one property or field whose changes are asked for; null for all
     * @throws ProblemException 404 if the contact is not there, 400 for a cursor of another listing or for {@code of}
     *     that is no property or field
     */
    public Page<Change> page(TenantId tenant, long id, @Nullable String of, PageSize size, @Nullable String cursor) {
        String listing = "contacts/" + Tsid.text(id) + "/history" + (of == null ? "" : "/" + of);
        Cursors.Position start = cursor == null
                ? new Cursors.Position(false, key(Long.MAX_VALUE, Integer.MAX_VALUE))
                : cursors.read(tenant, listing, cursor);
        AttributeCatalog catalog = catalogs.of(tenant);
        Events found = events(tenant, id, of, size, start, catalog);
        if (found.catalogVersion() != catalog.version()) {
            found = events(tenant, id, of, size, start, catalogs.renewed(tenant, catalog));
        }
        if (!found.isThere()) {
            throw ProblemException.notFound("contact");
        }
        List<Event> events = new ArrayList<>(found.events());
        boolean more = events.size() > size.value();
        if (more) {
            events.remove(start.backward() ? 0 : events.size() - 1);
        }
        boolean hasNext = !events.isEmpty() && (start.backward() || more);
        boolean hasPrev = !events.isEmpty() && (start.backward() ? more : cursor != null);
        return new Page<>(
                events.stream().map(Event::change).toList(),
                hasNext ? write(tenant, listing, false, events.getLast()) : null,
                hasPrev ? write(tenant, listing, true, events.getFirst()) : null);
    }

    private String write(TenantId tenant, String listing, boolean backward, Event event) {
        return cursors.write(tenant, listing, new Cursors.Position(backward, key(event.version(), event.ordinal())));
    }

    private static byte[] key(long version, int ordinal) {
        return ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                .putLong(version)
                .putInt(ordinal)
                .array();
    }

    private Events events(
            TenantId tenant,
            long id,
            @Nullable String of,
            PageSize size,
            Cursors.Position start,
            AttributeCatalog catalog) {
        ByteBuffer key = ByteBuffer.wrap(start.key());
        List<Map.Entry<Integer, Integer>> successors =
                List.copyOf(catalog.successors().entrySet());
        return jdbc.sql(start.backward() ? NEWER : OLDER)
                .param("tenant", tenant.value())
                .param("id", id)
                .param("version", key.getLong())
                .param("ordinal", key.getInt())
                .param("limit", size.value() + 1)
                .param("only", of == null ? null : ordinal(of, catalog), Types.INTEGER)
                .param(
                        "fields",
                        catalog.definitions().stream()
                                .mapToInt(AttributeDefinition::id)
                                .toArray())
                .param("olds", successors.stream().mapToInt(Map.Entry::getKey).toArray())
                .param("nows", successors.stream().mapToInt(Map.Entry::getValue).toArray())
                .query((ResultSetExtractor<Events>) rows -> events(rows, catalog));
    }

    private static int ordinal(String selector, AttributeCatalog catalog) {
        return HotField.of(selector)
                .map(hot -> -1 - HOT.indexOf(hot))
                .or(() -> selector.startsWith(FIELD)
                        ? catalog.definition(selector.substring(FIELD.length())).map(AttributeDefinition::id)
                        : Optional.empty())
                .orElseThrow(() -> ProblemException.badRequest(
                        "unknown-selector", "\"" + selector + "\" is no property or field of contacts."));
    }

    private static Events events(ResultSet rows, AttributeCatalog catalog) throws SQLException {
        List<Event> events = new ArrayList<>();
        long catalogVersion = 0;
        boolean isThere = false;
        while (rows.next()) {
            catalogVersion = rows.getLong("catalog_version");
            isThere = rows.getObject("contact_id") != null;
            if (isThere && rows.getObject("version") != null) {
                int ordinal = rows.getInt("ordinal");
                events.add(new Event(rows.getLong("version"), ordinal, change(rows, ordinal, catalog)));
            }
        }
        return new Events(catalogVersion, isThere, events);
    }

    private static Change change(ResultSet row, int ordinal, AttributeCatalog catalog) throws SQLException {
        String at = row.getObject("at", OffsetDateTime.class).toInstant().toString();
        String actor = row.getString("actor");
        if (ordinal < 0) {
            String selector = HOT.get(-1 - ordinal).selector();
            return new Change(at, actor, selector, row.getString("was"), row.getString("became"));
        }
        AttributeDefinition field = catalog.byId(ordinal);
        if (field == null) {
            return new Change(at, actor, "fields." + ordinal, null, null);
        }
        return new Change(
                at,
                actor,
                "fields." + field.key(),
                value(field, catalog, row.getArray("were"), row.getArray("were_of")),
                value(field, catalog, row.getArray("are"), row.getArray("are_of")));
    }

    private static @Nullable Object value(
            AttributeDefinition field, AttributeCatalog catalog, @Nullable Array texts, @Nullable Array storedAs)
            throws SQLException {
        if (texts == null || storedAs == null) {
            return null;
        }
        String[] elements = (String[]) texts.getArray();
        Integer[] ids = (Integer[]) storedAs.getArray();
        List<Object> values = new ArrayList<>();
        for (int at = 0; at < elements.length; at++) {
            AttributeDefinition then = catalog.everById(ids[at]);
            if (then != null) {
                values.add(AttributeValues.json(then, AttributeValues.fromText(then, elements[at])));
            }
        }
        return field.multiple() ? values : values.stream().findFirst().orElse(null);
    }
}
