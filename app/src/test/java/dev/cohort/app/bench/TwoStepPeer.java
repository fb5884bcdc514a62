package dev.cohort.app.bench;

import dev.cohort.contacts.attribute.AttributeCatalog;
import dev.cohort.contacts.search.FoundContact;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/** By hand: the page, then the values of all its ids at once. Two statements. */
record TwoStepPeer(JdbcClient jdbc, AttributeCatalog catalog) implements Peer {

    private static final String CONTACTS = """
            SELECT c.contact_id, c.version, c.external_id, c.first_name, c.last_name, c.email, c.company, c.created_at,
                c.updated_at
            FROM contacts.contact c
            WHERE c.tenant_id = :tenant AND c.deleted_at IS NULL
            """;
    private static final String OF_CITY = """
              AND EXISTS (
                SELECT 1 FROM contacts.attribute_entry f
                WHERE f.tenant_id = :tenant AND f.contact_id = c.contact_id AND f.field_id = :field
                  AND f.sort_key = :key)
            """;
    private static final String NEWEST = """
            ORDER BY c.contact_id DESC
            LIMIT :rows
            """;
    private static final String VALUES = """
            SELECT e.contact_id, e.field_id, e.value_text, e.value_number, e.value_date, e.value_instant,
                e.value_boolean, e.value_option, e.value_reference
            FROM contacts.attribute_entry e
            WHERE e.tenant_id = :tenant AND e.contact_id = ANY (:ids)
            """;

    @Override
    public String name() {
        return "JdbcClient in two statements";
    }

    @Override
    public List<FoundContact> page(Ask ask) {
        Map<Long, FoundContact> hot = new LinkedHashMap<>();
        page(jdbc, ask, CONTACTS).query(row -> {
            hot.put(row.getLong("contact_id"), Fields.contact(row, Map.of()));
        });
        Map<Long, Fields> fields = new LinkedHashMap<>();
        hot.keySet().forEach(id -> fields.put(id, new Fields(catalog)));
        jdbc.sql(VALUES)
                .param("tenant", ask.tenant().value())
                .param("ids", new SqlArrayValue("int8", hot.keySet().toArray()))
                .query(row -> {
                    fields.get(row.getLong("contact_id")).row(row);
                });
        List<FoundContact> page = new ArrayList<>();
        hot.forEach((id, contact) -> page.add(with(contact, fields.get(id))));
        return page;
    }

    /** The page of {@code select}, a SELECT of contacts {@code c} up to its WHERE. */
    static JdbcClient.StatementSpec page(JdbcClient jdbc, Ask ask, String select) {
        String sql = select + (ask.city() == null ? "" : OF_CITY) + NEWEST;
        JdbcClient.StatementSpec statement =
                jdbc.sql(sql).param("tenant", ask.tenant().value()).param("rows", ask.rows());
        return ask.city() == null
                ? statement
                : statement.param("field", ContactDataset.CITY).param("key", ContactDataset.key(ask.city()));
    }

    static FoundContact with(FoundContact hot, Fields fields) {
        return new FoundContact(
                hot.id(),
                hot.version(),
                hot.externalId(),
                hot.firstName(),
                hot.lastName(),
                hot.displayName(),
                hot.email(),
                hot.phone(),
                hot.company(),
                hot.address(),
                hot.createdAt(),
                hot.updatedAt(),
                fields.inOrder());
    }
}
