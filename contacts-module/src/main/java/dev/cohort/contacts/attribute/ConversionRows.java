package dev.cohort.contacts.attribute;

import dev.cohort.kernel.TenantId;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The value rows that a conversion reads and writes. One statement a method. */
@Component
class ConversionRows {

    private static final String COUNT = """
            SELECT COUNT(*) FROM contacts.attribute_entry e WHERE e.tenant_id = :tenant AND e.field_id = :id
            """;

    private static final String HOLDERS = """
            SELECT DISTINCT e.contact_id
            FROM contacts.attribute_entry e
            WHERE e.tenant_id = :tenant AND e.field_id = :id AND e.contact_id > :after
            ORDER BY e.contact_id
            LIMIT :most
            """;

    private static final String CHANGED = """
            SELECT c.contact_id
            FROM contacts.contact c
            WHERE c.tenant_id = :tenant AND c.updated_at >= to_timestamp(:since) AND c.contact_id > :after
            ORDER BY c.contact_id
            LIMIT :most
            """;

    /** Only written since: a copied row has the version of its original. */
    private static final String REWRITTEN = """
            SELECT r.contact_id
            FROM (SELECT p.contact_id
                  FROM contacts.attribute_past p
                  WHERE p.tenant_id = :tenant AND p.field_id = :id
                  UNION
                  SELECT e.contact_id
                  FROM contacts.attribute_entry e
                  WHERE e.tenant_id = :tenant AND e.field_id = :id
                    AND NOT EXISTS (SELECT FROM contacts.attribute_entry o
                                    WHERE o.tenant_id = :tenant AND o.contact_id = e.contact_id
                                      AND o.field_id = :former AND o.since_version = e.since_version)) r
            WHERE r.contact_id > :after
            ORDER BY r.contact_id
            LIMIT :most
            """;

    private static final String VALUES =
            "SELECT e.contact_id, CAST(EXTRACT(EPOCH FROM e.since) AS bigint) AS since, e.since_version, "
                    + AttributeValues.SQL_TEXT + """
             AS shown,
                   EXISTS (SELECT FROM contacts.contact c
                           WHERE c.tenant_id = :tenant AND c.contact_id = e.contact_id
                             AND c.deleted_at IS NULL) AS present
            FROM contacts.attribute_entry e
            WHERE e.tenant_id = :tenant AND e.field_id = :id AND e.contact_id = ANY (CAST(:contacts AS bigint[]))
            ORDER BY e.contact_id, e.position
            """;

    private static final String TAKEN = """
            SELECT k.n
            FROM unnest(CAST(:keys AS bytea[]), CAST(:rests AS bytea[])) WITH ORDINALITY AS k (sort_key, key_rest, n)
            WHERE EXISTS (SELECT FROM contacts.attribute_entry e
                          WHERE e.tenant_id = :tenant AND e.field_id = :id AND e.sort_key = k.sort_key
                            AND COALESCE(e.key_rest, CAST('' AS bytea)) = COALESCE(k.key_rest, CAST('' AS bytea))
                            AND e.holds_unique)
            """;

    private static final String ADD = """
            INSERT INTO contacts.attribute_entry
                   (tenant_id, contact_id, since, since_version, field_id, position, kind, holds_unique, value_boolean,
                    value_option, value_date, value_instant, value_reference, sort_key, key_rest, value_text,
                    value_number, folded)
            SELECT :tenant, n.contact_id, to_timestamp(n.since), n.version, :id, n.position, :kind, n.is_unique,
                   CASE :kind WHEN 5 THEN CAST(n.value AS boolean) END,
                   CASE :kind WHEN 6 THEN CAST(n.value AS integer) END,
                   CASE :kind WHEN 3 THEN CAST(n.value AS date) END,
                   CASE :kind WHEN 4 THEN to_timestamp(CAST(n.value AS bigint)) END,
                   CASE :kind WHEN 7 THEN CAST(n.value AS bigint) END,
                   n.sort_key, n.key_rest,
                   CASE :kind WHEN 1 THEN n.value END,
                   CASE :kind WHEN 2 THEN CAST(n.value AS numeric) END,
                   n.folded
            FROM unnest(CAST(:contacts AS bigint[]), CAST(:sinces AS bigint[]), CAST(:versions AS bigint[]),
                        CAST(:positions AS smallint[]), CAST(:uniques AS boolean[]), CAST(:values AS text[]),
                        CAST(:keys AS bytea[]), CAST(:rests AS bytea[]), CAST(:foldeds AS text[]))
                 AS n (contact_id, since, version, position, is_unique, value, sort_key, key_rest, folded)
            """;

    private static final String DROP_OF = """
            DELETE FROM contacts.attribute_entry
            WHERE tenant_id = :tenant AND field_id = :id AND contact_id = ANY (CAST(:contacts AS bigint[]))
            """;

    private static final String DROP = """
            DELETE FROM contacts.attribute_entry WHERE tenant_id = :tenant AND field_id = :id
            """;

    private final JdbcClient jdbc;

    ConversionRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A row as it is stored, by contact and position; {@code present}: its contact is not deleted. */
    record Stored(long contact, long since, long version, Object value, boolean present) {}

    /** A row to be written. */
    record Converted(Stored from, int position, Object value, ValueKey key) {}

    long count(TenantId tenant, AttributeDefinition field) {
        return bound(COUNT, tenant, field).query(Long.class).single();
    }

    /** Contacts with a value of the field, by id. */
    List<Long> holders(TenantId tenant, AttributeDefinition field, long after, int most) {
        return bound(HOLDERS, tenant, field)
                .param("after", after)
                .param("most", most)
                .query(Long.class)
                .list();
    }

    /** Contacts of which anything changed since then, deletions too, by id. */
    List<Long> changed(TenantId tenant, Instant since, long after, int most) {
        return jdbc.sql(CHANGED)
                .param("tenant", tenant.value())
                .param("since", since.getEpochSecond())
                .param("after", after)
                .param("most", most)
                .query(Long.class)
                .list();
    }

    /** Contacts whose value of {@code field} was written after it was copied from {@code former}, by id. */
    List<Long> rewritten(TenantId tenant, AttributeDefinition field, AttributeDefinition former, long after, int most) {
        return bound(REWRITTEN, tenant, field)
                .param("former", former.id())
                .param("after", after)
                .param("most", most)
                .query(Long.class)
                .list();
    }

    List<Stored> values(TenantId tenant, AttributeDefinition field, List<Long> contacts) {
        return bound(VALUES, tenant, field)
                .param("contacts", contacts.toArray(Long[]::new))
                .query((row, n) -> new Stored(
                        row.getLong("contact_id"),
                        row.getLong("since"),
                        row.getLong("since_version"),
                        AttributeValues.fromText(field, row.getString("shown")),
                        row.getBoolean("present")))
                .list();
    }

    /** The places of those keys in the list that a value of the unique field has already. */
    List<Integer> taken(TenantId tenant, AttributeDefinition field, List<ValueKey> keys) {
        return bound(TAKEN, tenant, field)
                .param("keys", keys.stream().map(ValueKey::sortKey).toArray(byte[][]::new))
                .param("rests", keys.stream().map(ValueKey::rest).toArray(byte[][]::new))
                .query((row, n) -> row.getInt(1) - 1)
                .list();
    }

    void add(TenantId tenant, AttributeDefinition field, List<Converted> rows) {
        boolean isText = field.kind() == Kind.TEXT;
        String[] values =
                rows.stream().map(row -> AttributeValues.toText(row.value())).toArray(String[]::new);
        String[] foldeds = new String[values.length];
        for (int at = 0; at < values.length; at++) {
            String folded = isText ? ValueKeys.folded(values[at]) : values[at];
            foldeds[at] = folded.equals(values[at]) ? null : folded;
        }
        bound(ADD, tenant, field)
                .param("kind", field.kind().code())
                .param(
                        "contacts",
                        rows.stream().mapToLong(row -> row.from().contact()).toArray())
                .param(
                        "sinces",
                        rows.stream().mapToLong(row -> row.from().since()).toArray())
                .param(
                        "versions",
                        rows.stream().mapToLong(row -> row.from().version()).toArray())
                .param(
                        "positions",
                        rows.stream().map(row -> (short) row.position()).toArray(Short[]::new))
                .param(
                        "uniques",
                        rows.stream()
                                .map(row -> field.unique() && row.from().present())
                                .toArray(Boolean[]::new))
                .param("values", values)
                .param("keys", rows.stream().map(row -> row.key().sortKey()).toArray(byte[][]::new))
                .param("rests", rows.stream().map(row -> row.key().rest()).toArray(byte[][]::new))
                .param("foldeds", foldeds)
                .update();
    }

    /** Removes the field's values of these contacts. */
    void drop(TenantId tenant, AttributeDefinition field, List<Long> contacts) {
        bound(DROP_OF, tenant, field)
                .param("contacts", contacts.toArray(Long[]::new))
                .update();
    }

    /** Removes all values of the field. */
    void drop(TenantId tenant, AttributeDefinition field) {
        bound(DROP, tenant, field).update();
    }

    private JdbcClient.StatementSpec bound(String sql, TenantId tenant, AttributeDefinition field) {
        return jdbc.sql(sql).param("tenant", tenant.value()).param("id", field.id());
    }
}
