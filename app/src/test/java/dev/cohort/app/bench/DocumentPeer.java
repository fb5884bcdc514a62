package dev.cohort.app.bench;

import dev.cohort.contacts.attribute.AttributeCatalog;
import dev.cohort.contacts.attribute.AttributeDefinition;
import dev.cohort.contacts.search.FoundContact;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Another truth than EAV: all fields as one jsonb in the hot row, with a GIN index and without row-level security
 * (whose policies cannot use it). Changing one field rewrites the whole row and its index entries.
 */
record DocumentPeer(JdbcClient jdbc, AttributeCatalog catalog) implements Peer {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final String PAGE = """
            SELECT contact_id, version, external_id, first_name, last_name, email, company, created_at, updated_at,
                CAST(fields AS text) AS fields
            FROM bench.contact_document
            WHERE tenant_id = :tenant
            """;
    private static final String OF_CITY = """
              AND fields @> CAST(:document AS jsonb)
            """;
    private static final String NEWEST = """
            ORDER BY contact_id DESC
            LIMIT :rows
            """;

    @Override
    public String name() {
        return "jsonb document + GIN";
    }

    @Override
    public List<FoundContact> page(Ask ask) {
        String sql = PAGE + (ask.city() == null ? "" : OF_CITY) + NEWEST;
        JdbcClient.StatementSpec statement =
                jdbc.sql(sql).param("tenant", ask.tenant().value()).param("rows", ask.rows());
        if (ask.city() != null) {
            statement = statement.param("document", "{\"city\": \"" + ask.city() + "\"}");
        }
        return statement.query((row, number) -> found(row)).list();
    }

    private FoundContact found(ResultSet row) throws SQLException {
        JsonNode document = JSON.readTree(row.getString("fields"));
        Map<String, Object> fields = new LinkedHashMap<>();
        for (AttributeDefinition definition : catalog.active()) {
            JsonNode value = document.path(definition.key());
            if (!value.isMissingNode()) {
                fields.put(definition.key(), value(value));
            }
        }
        return Fields.contact(row, fields);
    }

    private static Object value(JsonNode value) {
        return switch (value.getNodeType()) {
            case NUMBER -> value.isIntegralNumber() ? (Object) value.longValue() : value.decimalValue();
            case BOOLEAN -> value.booleanValue();
            default -> value.asString();
        };
    }
}
