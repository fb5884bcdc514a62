package dev.cohort.contacts.attribute;

import dev.cohort.kernel.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Reads definitions. */
@Component
class DefinitionRows {

    /** Version and definitions in one snapshot; a tenant without definitions has one row of nulls. */
    private static final String CATALOG = """
            SELECT COALESCE((SELECT c.version FROM contacts.attribute_catalog c WHERE c.tenant_id = :tenant), 0)
                       AS catalog_version,
                   d.field_id, d.key, d.label, d.type, d.required, d.is_unique, d.multiple, d.searchable,
                   CAST(d.options AS text) AS options, CAST(d.constraints AS text) AS constraints,
                   CAST(d.default_value AS text) AS default_value, d.display_order,
                   d.retired_at IS NOT NULL AS retired, d.version, d.standing, d.standing_since
            FROM (VALUES (1)) AS one (n)
            LEFT JOIN contacts.attribute_definition d ON d.tenant_id = :tenant
            """;

    private final JdbcClient jdbc;
    private final DefinitionJson json;
    private final Environment settings;

    DefinitionRows(JdbcClient jdbc, JsonMapper mapper, Environment settings) {
        this.jdbc = jdbc;
        this.json = new DefinitionJson(mapper);
        this.settings = settings;
    }

    /**
     * Where the tenant's phone numbers without a country code are at home:
     * {@code cohort.contacts.phone-regions.<tenant>}, else {@code cohort.contacts.phone-region}.
     */
    String region(TenantId tenant) {
        String common = settings.getProperty("cohort.contacts.phone-region", AttributeDefinition.REGION);
        return settings.getProperty("cohort.contacts.phone-regions." + tenant.value(), common);
    }

    /** One statement. */
    AttributeCatalog catalog(TenantId tenant) {
        return jdbc.sql(CATALOG).params(Map.of("tenant", tenant.value())).query((ResultSetExtractor<AttributeCatalog>)
                row -> catalog(row, region(tenant)));
    }

    private AttributeCatalog catalog(ResultSet row, String region) throws SQLException {
        long version = 0;
        List<AttributeDefinition> definitions = new ArrayList<>();
        List<AttributeCatalog.Aside> asides = new ArrayList<>();
        while (row.next()) {
            version = row.getLong("catalog_version");
            if (row.getString("key") == null) {
                continue;
            }
            Standing standing = Standing.of(row.getString("standing"));
            if (standing == Standing.CURRENT) {
                definitions.add(definition(row, region));
            } else {
                Instant since =
                        row.getObject("standing_since", OffsetDateTime.class).toInstant();
                asides.add(new AttributeCatalog.Aside(definition(row, region), standing, since));
            }
        }
        return new AttributeCatalog(version, definitions, asides);
    }

    private AttributeDefinition definition(ResultSet row, String region) throws SQLException {
        AttributeType type = AttributeType.of(row.getString("type")).orElseThrow();
        boolean multiple = row.getBoolean("multiple");
        String defaultValue = row.getString("default_value");
        return new AttributeDefinition(
                row.getInt("field_id"),
                row.getString("key"),
                row.getString("label"),
                type,
                row.getBoolean("required"),
                row.getBoolean("is_unique"),
                multiple,
                row.getBoolean("searchable"),
                json.options(row.getString("options")),
                json.constraints(type, row.getString("constraints")),
                defaultValue == null ? null : json.defaultValue(type, multiple, defaultValue),
                row.getInt("display_order"),
                row.getBoolean("retired"),
                row.getLong("version"),
                region);
    }
}
