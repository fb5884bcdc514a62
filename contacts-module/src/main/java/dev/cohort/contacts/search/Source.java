package dev.cohort.contacts.search;

import dev.cohort.kernel.TenantId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Which rows a statement reads: the current ones, or those that were valid after every change of the second
 * {@code asOf}. A span [since, until) holds that second if since ≤ asOf and asOf < until.
 */
record Source(TenantId tenant, @Nullable Instant asOf) {

    private static final String CONTACTS = "contacts.contact c";
    private static final String ATTRIBUTES = "contacts.attribute_entry";

    private static final String CONTACTS_AS_OF = """
            (SELECT v.tenant_id, v.contact_id, v.external_id, v.first_name, v.last_name, v.display_name, v.email,
                    v.phone,
                    v.company, v.address, v.external_id_key, v.first_name_key, v.last_name_key, v.display_name_key,
                    v.email_key, v.phone_key, v.company_key, v.address_key, v.external_id_rest, v.first_name_rest,
                    v.last_name_rest, v.display_name_rest, v.email_rest, v.phone_rest, v.company_rest, v.address_rest,
                    o.created_at, coalesce(n.changed_at, o.created_at) AS updated_at, coalesce(n.version, 1) AS version,
                    CAST(NULL AS timestamptz) AS deleted_at
            FROM (
                SELECT tenant_id, contact_id, external_id, first_name, last_name, display_name, email, phone,
                       company, address, external_id_key, first_name_key, last_name_key, display_name_key,
                       email_key, phone_key, company_key, address_key, external_id_rest, first_name_rest,
                       last_name_rest, display_name_rest, email_rest, phone_rest, company_rest, address_rest
                FROM contacts.contact
                WHERE tenant_id = ? AND deleted_at IS NULL AND since <= ?
                UNION ALL
                SELECT tenant_id, contact_id, external_id, first_name, last_name, display_name, email, phone,
                       company, address, external_id_key, first_name_key, last_name_key, display_name_key,
                       email_key, phone_key, company_key, address_key, external_id_rest, first_name_rest,
                       last_name_rest, display_name_rest, email_rest, phone_rest, company_rest, address_rest
                FROM contacts.contact_past
                WHERE tenant_id = ? AND since <= ? AND until > ?) v
            JOIN contacts.contact o ON o.tenant_id = v.tenant_id AND o.contact_id = v.contact_id
            LEFT JOIN LATERAL (
                SELECT w.version, w.changed_at
                FROM contacts.contact_version w
                WHERE w.tenant_id = v.tenant_id AND w.contact_id = v.contact_id AND w.changed_at <= ?
                ORDER BY w.version DESC
                LIMIT 1) n ON TRUE) c
            """;

    private static final String ATTRIBUTES_AS_OF = """
            (SELECT tenant_id, contact_id, field_id, position, value_text, value_number, value_date, value_instant,
                    value_boolean, value_option, value_reference, sort_key, key_rest, folded
            FROM contacts.attribute_entry
            WHERE tenant_id = ? AND since <= ?
            UNION ALL
            SELECT tenant_id, contact_id, field_id, position, value_text, value_number, value_date, value_instant,
                   value_boolean, value_option, value_reference, sort_key, key_rest, folded
            FROM contacts.attribute_past
            WHERE tenant_id = ? AND since <= ? AND until > ?)
            """;

    Source {
        asOf = asOf == null ? null : asOf.truncatedTo(ChronoUnit.SECONDS);
    }

    /** Adds the contacts, as {@code c}. */
    void contacts(Sql sql) {
        if (asOf == null) {
            sql.add(CONTACTS);
        } else {
            bound(sql, CONTACTS_AS_OF);
        }
    }

    /** Adds the attribute entries, as {@code alias}, one of the constants of {@link Aliases}. */
    void attributes(Sql sql, String alias) {
        if (asOf == null) {
            sql.add(ATTRIBUTES);
        } else {
            bound(sql, ATTRIBUTES_AS_OF);
        }
        sql.add(alias);
    }

    /** Binds the tenant where the fragment compares with it and the moment everywhere else. */
    private void bound(Sql sql, String fragment) {
        Instant moment = java.util.Objects.requireNonNull(asOf);
        String[] parts = fragment.split("\\?", -1);
        for (int at = 0; at < parts.length - 1; at++) {
            sql.add(parts[at]);
            if (parts[at].stripTrailing().endsWith("tenant_id =")) {
                sql.bind(tenant.value());
            } else {
                sql.bind(moment);
            }
        }
        sql.add(parts[parts.length - 1]);
    }
}
