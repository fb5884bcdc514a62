package dev.cohort.contacts.contact;

import dev.cohort.contacts.attribute.AttributeValues;
import dev.cohort.contacts.attribute.Kind;
import dev.cohort.contacts.attribute.ValueKey;
import dev.cohort.contacts.attribute.ValueKeys;
import dev.cohort.kernel.TenantId;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Writes value rows, many at once. Not by COPY: PostgreSQL refuses COPY FROM a table under row-level security, and a
 * staging table would write everything twice.
 */
@Component
class EntryWrites {

    private static final String ADD = """
            INSERT INTO contacts.attribute_entry
                   (tenant_id, contact_id, since, since_version, field_id, position, kind, holds_unique, value_boolean,
                    value_option, value_date, value_instant, value_reference, sort_key, key_rest, value_text,
                    value_number, folded)
            SELECT :tenant, n.contact_id, to_timestamp(n.at), n.version, n.field_id, n.position, n.kind, n.is_unique,
                   CASE n.kind WHEN 5 THEN CAST(n.value AS boolean) END,
                   CASE n.kind WHEN 6 THEN CAST(n.value AS integer) END,
                   CASE n.kind WHEN 3 THEN CAST(n.value AS date) END,
                   CASE n.kind WHEN 4 THEN to_timestamp(CAST(n.value AS bigint)) END,
                   CASE n.kind WHEN 7 THEN CAST(n.value AS bigint) END,
                   n.sort_key, n.key_rest,
                   CASE n.kind WHEN 1 THEN n.value END,
                   CASE n.kind WHEN 2 THEN CAST(n.value AS numeric) END,
                   n.folded
            FROM unnest(CAST(:contacts AS bigint[]), CAST(:ats AS bigint[]), CAST(:versions AS bigint[]),
                        CAST(:fields AS integer[]), CAST(:positions AS smallint[]), CAST(:kinds AS smallint[]),
                        CAST(:uniques AS boolean[]), CAST(:values AS text[]), CAST(:keys AS bytea[]),
                        CAST(:rests AS bytea[]), CAST(:foldeds AS text[]))
                 AS n (contact_id, at, version, field_id, position, kind, is_unique, value, sort_key, key_rest, folded)
            """;

    /** The sum makes the insert wait for the deletion, so that a row may take its predecessor's place. */
    private static final String REPLACE = """
            WITH gone AS (
                DELETE FROM contacts.attribute_entry e
                USING unnest(CAST(:gone_contacts AS bigint[]), CAST(:gone_fields AS integer[]),
                             CAST(:gone_positions AS smallint[]), CAST(:gone_versions AS bigint[]),
                             CAST(:gone_ats AS bigint[])) AS g (contact_id, field_id, position, version, at)
                WHERE e.tenant_id = :tenant AND e.contact_id = g.contact_id AND e.field_id = g.field_id
                  AND e.position = g.position
                RETURNING e.*, g.version AS until_version, g.at),
            past AS (
                INSERT INTO contacts.attribute_past
                       (tenant_id, contact_id, since, until, since_version, until_version, field_id, position, kind,
                        value_boolean, value_option, value_date, value_instant, value_reference, sort_key, key_rest,
                        value_text, value_number, folded)
                SELECT tenant_id, contact_id, since, to_timestamp(at), since_version, until_version, field_id, position,
                       kind, value_boolean, value_option, value_date, value_instant, value_reference, sort_key,
                       key_rest, value_text, value_number, folded
                FROM gone)
            """ + ADD + """
            WHERE (SELECT COUNT(*) FROM gone) >= 0
            """;

    private final JdbcClient jdbc;

    EntryWrites(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Closes what is gone and writes what is added, of all drafts. One statement, or none if there is nothing. */
    void write(TenantId tenant, List<Draft> drafts) {
        int added = drafts.stream().mapToInt(one -> one.added().size()).sum();
        int gone = drafts.stream().mapToInt(one -> one.gone().size()).sum();
        if (added + gone == 0) {
            return;
        }
        JdbcClient.StatementSpec statement = jdbc.sql(gone == 0 ? ADD : REPLACE).param("tenant", tenant.value());
        bindAdded(statement, drafts, added);
        if (gone > 0) {
            bindGone(statement, drafts, gone);
        }
        statement.update();
    }

    private static void bindAdded(JdbcClient.StatementSpec statement, List<Draft> drafts, int size) {
        long[] contacts = new long[size];
        long[] ats = new long[size];
        long[] versions = new long[size];
        int[] fields = new int[size];
        short[] positions = new short[size];
        short[] kinds = new short[size];
        boolean[] uniques = new boolean[size];
        String[] values = new String[size];
        byte[][] keys = new byte[size][];
        byte[][] rests = new byte[size][];
        String[] foldeds = new String[size];
        int at = 0;
        for (Draft draft : drafts) {
            for (Draft.Element element : draft.added()) {
                contacts[at] = element.contactId();
                ats[at] = draft.after().updatedAt().getEpochSecond();
                versions[at] = draft.after().version();
                fields[at] = element.field().id();
                positions[at] = (short) element.position();
                kinds[at] = element.field().kind().code();
                uniques[at] = element.field().unique();
                values[at] = AttributeValues.toText(element.value());
                ValueKey key;
                if (element.field().kind() == Kind.TEXT) {
                    String folded = ValueKeys.folded(values[at]);
                    key = ValueKeys.ofFolded(folded);
                    foldeds[at] = folded.equals(values[at]) ? null : folded;
                } else {
                    key = AttributeValues.key(element.field(), element.value());
                }
                keys[at] = key.sortKey();
                rests[at] = key.rest();
                at++;
            }
        }
        statement
                .param("contacts", contacts)
                .param("ats", ats)
                .param("versions", versions)
                .param("fields", fields)
                .param("positions", positions)
                .param("kinds", kinds)
                .param("uniques", uniques)
                .param("values", values)
                .param("keys", keys)
                .param("rests", rests)
                .param("foldeds", foldeds);
    }

    private static void bindGone(JdbcClient.StatementSpec statement, List<Draft> drafts, int size) {
        long[] contacts = new long[size];
        int[] fields = new int[size];
        short[] positions = new short[size];
        long[] versions = new long[size];
        long[] ats = new long[size];
        int at = 0;
        for (Draft draft : drafts) {
            for (Draft.Element element : draft.gone()) {
                contacts[at] = element.contactId();
                fields[at] = element.field().id();
                positions[at] = (short) element.position();
                versions[at] = draft.after().version();
                ats[at] = draft.after().updatedAt().getEpochSecond();
                at++;
            }
        }
        statement
                .param("gone_contacts", contacts)
                .param("gone_fields", fields)
                .param("gone_positions", positions)
                .param("gone_versions", versions)
                .param("gone_ats", ats);
    }
}
