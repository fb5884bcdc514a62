package dev.cohort.contacts.attribute;

import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.Tsid;
import dev.cohort.kernel.problem.ProblemException.FieldError;
import java.time.Clock;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes definitions, and what a change of them does to the stored values. One statement each. */
@Component
class DefinitionWrites {

    private static final String INSERT = """
            INSERT INTO contacts.attribute_definition
                   (tenant_id, field_id, version, display_order, key, label, type, required, is_unique, multiple,
                    searchable, options, constraints, default_value, standing, standing_since)
            VALUES (:tenant, :id, :version, :order, :key, :label, :type, :required, :unique, :multiple, :searchable,
                    CAST(:options AS jsonb), CAST(:constraints AS jsonb), CAST(:default AS jsonb), :standing,
                    to_timestamp(:since))
            """;

    private static final String STAND = """
            UPDATE contacts.attribute_definition
            SET standing = :standing, standing_since = to_timestamp(:since)
            WHERE tenant_id = :tenant AND field_id = :id
            """;

    private static final String UPDATE = """
            UPDATE contacts.attribute_definition
            SET version = :version, display_order = :order, label = :label, type = :type, required = :required,
                is_unique = :unique, searchable = :searchable, options = CAST(:options AS jsonb),
                constraints = CAST(:constraints AS jsonb), default_value = CAST(:default AS jsonb),
                retired_at = CASE WHEN :retired THEN COALESCE(retired_at, now()) END
            WHERE tenant_id = :tenant AND field_id = :id
            """;

    private static final String RAISE = """
            INSERT INTO contacts.attribute_catalog AS c (tenant_id, version) VALUES (:tenant, 1)
            ON CONFLICT (tenant_id) DO UPDATE SET version = c.version + 1
            """;

    private static final String HOLD_UNIQUE = """
            UPDATE contacts.attribute_entry e
            SET holds_unique = :unique
            WHERE e.tenant_id = :tenant AND e.field_id = :id AND e.holds_unique <> :unique
              AND (NOT :unique
                   OR EXISTS (SELECT FROM contacts.contact c
                              WHERE c.tenant_id = :tenant AND c.contact_id = e.contact_id AND c.deleted_at IS NULL))
            """;

    /** Up to 20 shared values with up to 5 of the contacts that hold each. */
    private static final String DUPLICATES = """
            SELECT MIN(v.shown) AS shown, COUNT(*) AS holders,
                   CAST((ARRAY_AGG(v.contact_id ORDER BY v.contact_id))[1\\:5] AS text[]) AS contacts
            FROM (SELECT e.sort_key, e.key_rest, e.contact_id,
            """ + AttributeValues.SQL_TEXT + """
             AS shown
                  FROM contacts.attribute_entry e
                  JOIN contacts.contact c
                    ON c.tenant_id = e.tenant_id AND c.contact_id = e.contact_id AND c.deleted_at IS NULL
                  WHERE e.tenant_id = :tenant AND e.field_id = :id) v
            GROUP BY v.sort_key, v.key_rest
            HAVING COUNT(*) > 1
            ORDER BY COUNT(*) DESC, v.sort_key
            LIMIT 20
            """;

    private static final String RANK = """
            WITH ranks AS (
                SELECT r.option_id, r.sort_key
                FROM unnest(CAST(:options AS integer[]), CAST(:keys AS bytea[])) AS r (option_id, sort_key)),
            past AS (
                UPDATE contacts.attribute_past p
                SET sort_key = r.sort_key
                FROM ranks r
                WHERE p.tenant_id = :tenant AND p.field_id = :id AND p.value_option = r.option_id
                  AND p.sort_key <> r.sort_key)
            UPDATE contacts.attribute_entry e
            SET sort_key = r.sort_key
            FROM ranks r
            WHERE e.tenant_id = :tenant AND e.field_id = :id AND e.value_option = r.option_id
              AND e.sort_key <> r.sort_key
            """;

    private final JdbcClient jdbc;
    private final DefinitionJson json;
    private final Clock clock;

    DefinitionWrites(JdbcClient jdbc, JsonMapper mapper, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.json = new DefinitionJson(mapper);
    }

    void insert(TenantId tenant, AttributeDefinition field) {
        insert(tenant, field, Standing.CURRENT);
    }

    void insert(TenantId tenant, AttributeDefinition field, Standing standing) {
        bound(jdbc.sql(INSERT), tenant, field)
                .param("key", field.key())
                .param("multiple", field.multiple())
                .param("standing", standing.code())
                .param("since", clock.instant().getEpochSecond())
                .update();
    }

    /** Gives a definition another part, from now on. */
    void stand(TenantId tenant, AttributeDefinition field, Standing standing) {
        jdbc.sql(STAND)
                .param("tenant", tenant.value())
                .param("id", field.id())
                .param("standing", standing.code())
                .param("since", clock.instant().getEpochSecond())
                .update();
    }

    void update(TenantId tenant, AttributeDefinition field) {
        bound(jdbc.sql(UPDATE), tenant, field).param("retired", field.retired()).update();
    }

    /** The catalog has changed: every node will notice. */
    void raise(TenantId tenant) {
        jdbc.sql(RAISE).param("tenant", tenant.value()).update();
    }

    void holdUnique(TenantId tenant, AttributeDefinition field) {
        jdbc.sql(HOLD_UNIQUE)
                .param("tenant", tenant.value())
                .param("id", field.id())
                .param("unique", field.unique())
                .update();
    }

    List<FieldError> duplicates(TenantId tenant, AttributeDefinition field) {
        return jdbc.sql(DUPLICATES)
                .param("tenant", tenant.value())
                .param("id", field.id())
                .query((row, n) -> {
                    String value = String.valueOf(
                            AttributeValues.json(field, AttributeValues.fromText(field, row.getString("shown"))));
                    StringBuilder holders = new StringBuilder();
                    for (String id : (String[]) row.getArray("contacts").getArray()) {
                        holders.append(holders.isEmpty() ? "" : ", ").append(Tsid.text(Long.parseLong(id)));
                    }
                    return new FieldError(
                            "/unique",
                            "duplicate-value",
                            "\"" + ValueRefused.shown(value) + "\" is held " + row.getLong("holders") + " times, by "
                                    + holders + ".");
                })
                .list();
    }

    /** Gives values the keys of their options' new places. */
    void rank(TenantId tenant, AttributeDefinition field) {
        List<AttributeOption> options = field.options();
        jdbc.sql(RANK)
                .param("tenant", tenant.value())
                .param("id", field.id())
                .param("options", options.stream().mapToInt(AttributeOption::id).toArray())
                .param(
                        "keys",
                        options.stream()
                                .map(option -> ValueKeys.option(option.rank()).sortKey())
                                .toArray(byte[][]::new))
                .update();
    }

    private JdbcClient.StatementSpec bound(
            JdbcClient.StatementSpec statement, TenantId tenant, AttributeDefinition field) {
        return statement
                .param("tenant", tenant.value())
                .param("id", field.id())
                .param("version", field.version())
                .param("order", field.order())
                .param("label", field.label())
                .param("type", field.type().code())
                .param("required", field.required())
                .param("unique", field.unique())
                .param("searchable", field.searchable())
                .param("options", json.text(field.options()))
                .param("constraints", json.text(field.constraints()))
                .param("default", json.defaultText(field.defaultValue()));
    }
}
