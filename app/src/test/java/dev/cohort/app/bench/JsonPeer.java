package dev.cohort.app.bench;

import dev.cohort.contacts.attribute.AttributeCatalog;
import dev.cohort.contacts.search.FoundContact;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Designs that aggregate the attributes as JSON inside the page's one statement: the article's CTE, and the list
 * statement of the system that it describes. Both read the same tables as Cohort; what they lack and a page needs is
 * added: the article's final ORDER BY, and the types, which its one text column loses and the catalog gives back.
 */
record JsonPeer(Design design, JdbcClient jdbc, AttributeCatalog catalog) implements Peer {

    private static final JsonMapper JSON = new JsonMapper();

    /** Every match first, then the page, then its attributes, then the contacts. */
    private static final String ARTICLE = """
            WITH filtered_ids AS (
                SELECT contact_id FROM contacts.contact WHERE tenant_id = :tenant AND deleted_at IS NULL),
            """;

    private static final String ARTICLE_OF_CITY = """
            WITH filtered_ids AS (
                SELECT DISTINCT contact_id FROM contacts.attribute_entry
                WHERE tenant_id = :tenant AND field_id = :field AND sort_key = :key),
            """;

    private static final String ARTICLE_REST = """
            paginated AS (SELECT contact_id FROM filtered_ids ORDER BY contact_id DESC LIMIT :rows),
            aggregated AS (
                SELECT e.contact_id, JSON_AGG(JSON_BUILD_OBJECT('attr_id', e.field_id, 'value', COALESCE(
                    e.value_text, CAST(e.value_number AS text), CAST(e.value_date AS text),
                    CAST(CAST(EXTRACT(EPOCH FROM e.value_instant) AS bigint) AS text), CAST(e.value_boolean AS text),
                    CAST(e.value_option AS text), CAST(e.value_reference AS text)))) AS attributes
                FROM paginated p
                JOIN contacts.attribute_entry e ON e.tenant_id = :tenant AND e.contact_id = p.contact_id
                GROUP BY e.contact_id)
            SELECT c.contact_id, c.version, c.external_id, c.first_name, c.last_name, c.email, c.company, c.created_at,
                c.updated_at, CAST(COALESCE(a.attributes, '[]') AS text) AS attributes
            FROM paginated p
            JOIN contacts.contact c ON c.tenant_id = :tenant AND c.contact_id = p.contact_id
            LEFT JOIN aggregated a ON a.contact_id = p.contact_id
            ORDER BY c.contact_id DESC
            """;

    /** An anchor of every match; its sort key by a scalar subquery each, beside a window count; then as above. */
    private static final String FORMA = """
            WITH anchor AS (
                SELECT m.contact_id FROM contacts.contact m WHERE m.tenant_id = :tenant AND m.deleted_at IS NULL
            """;

    private static final String FORMA_CITY = """
                AND EXISTS (
                    SELECT 1 FROM contacts.attribute_entry x
                    WHERE x.tenant_id = :tenant AND x.contact_id = m.contact_id AND x.field_id = :field
                      AND x.sort_key = :key)
            """;

    private static final String FORMA_REST = """
            ), keyed AS (
                SELECT a.contact_id, (
                    SELECT m.contact_id FROM contacts.contact m
                    WHERE m.tenant_id = :tenant AND m.contact_id = a.contact_id) AS key_1, COUNT(*) OVER () AS total
                FROM anchor a),
            ordered AS (
                SELECT contact_id, key_1, total FROM keyed ORDER BY key_1 DESC, contact_id DESC LIMIT :rows OFFSET 0),
            main_data AS (
                SELECT c.*, o.key_1, o.total
                FROM ordered o JOIN contacts.contact c ON c.tenant_id = :tenant AND c.contact_id = o.contact_id),
            eav_aggregated AS (
                SELECT e.contact_id, JSON_AGG(JSON_BUILD_OBJECT(
                    'tenant_id', e.tenant_id, 'row_id', e.contact_id, 'attr_id', e.field_id, 'indices', e.position,
                    'value_text', COALESCE(e.value_text, CAST(e.value_date AS text), CAST(e.value_boolean AS text)),
                    'value_numeric', COALESCE(
                        CAST(e.value_number AS text), CAST(CAST(EXTRACT(EPOCH FROM e.value_instant) AS bigint) AS text),
                        CAST(e.value_option AS text), CAST(e.value_reference AS text)))
                    ORDER BY e.field_id, e.position) AS attributes
                FROM ordered o
                JOIN contacts.attribute_entry e ON e.tenant_id = :tenant AND e.contact_id = o.contact_id
                GROUP BY e.contact_id)
            SELECT m.contact_id, m.version, m.external_id, m.first_name, m.last_name, m.email, m.company, m.created_at,
                m.updated_at, m.total, CAST(COALESCE(a.attributes, '[]') AS text) AS attributes
            FROM main_data m
            LEFT JOIN eav_aggregated a ON a.contact_id = m.contact_id
            ORDER BY m.key_1 DESC, m.contact_id DESC
            """;

    /** Whose statement it is. */
    enum Design {
        ARTICLE_CTE("article: CTE + JSON_AGG", ARTICLE + ARTICLE_REST, ARTICLE_OF_CITY + ARTICLE_REST),
        FORMA_LIST("Forma: list statement", FORMA + FORMA_REST, FORMA + FORMA_CITY + FORMA_REST);

        private final String title;
        private final String all;
        private final String ofCity;

        Design(String title, String all, String ofCity) {
            this.title = title;
            this.all = all;
            this.ofCity = ofCity;
        }
    }

    @Override
    public String name() {
        return design.title;
    }

    @Override
    public List<FoundContact> page(Ask ask) {
        JdbcClient.StatementSpec statement = jdbc.sql(ask.city() == null ? design.all : design.ofCity)
                .param("tenant", ask.tenant().value())
                .param("rows", ask.rows());
        if (ask.city() != null) {
            statement = statement.param("field", ContactDataset.CITY).param("key", ContactDataset.key(ask.city()));
        }
        return statement.query((row, number) -> found(row)).list();
    }

    private FoundContact found(ResultSet row) throws SQLException {
        var fields = new Fields(catalog);
        for (JsonNode attribute : JSON.readTree(row.getString("attributes"))) {
            JsonNode value = attribute.path("value");
            if (value.isMissingNode()) {
                JsonNode text = attribute.path("value_text");
                value = text.isNull() ? attribute.path("value_numeric") : text;
            }
            fields.text(attribute.path("attr_id").intValue(), value.asString());
        }
        return Fields.contact(row, fields.inOrder());
    }
}
