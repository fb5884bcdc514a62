package dev.cohort.app.bench;

import dev.cohort.contacts.attribute.AttributeCatalog;
import dev.cohort.contacts.search.FoundContact;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * The article's N+1 by hand: ids first, then a statement for each contact, all on one connection, as a request holds
 * one.
 *
 * @param full whether each contact's attributes are fetched too, by another statement; the article's example does not
 */
record LoopPeer(DataSource dataSource, AttributeCatalog catalog, boolean full) implements Peer {

    private static final String IDS = """
            SELECT c.contact_id FROM contacts.contact c
            WHERE c.tenant_id = :tenant AND c.deleted_at IS NULL
            """;
    private static final String CONTACT = """
            SELECT contact_id, version, external_id, first_name, last_name, email, company, created_at, updated_at
            FROM contacts.contact
            WHERE tenant_id = :tenant AND contact_id = :id
            """;
    private static final String VALUES = """
            SELECT field_id, value_text, value_number, value_date, value_instant, value_boolean, value_option,
                value_reference
            FROM contacts.attribute_entry
            WHERE tenant_id = :tenant AND contact_id = :id
            """;

    @Override
    public String name() {
        return full ? "N+1 by hand with attributes" : "N+1 by hand of contacts alone";
    }

    @Override
    public List<FoundContact> page(Ask ask) {
        try (Connection connection = dataSource.getConnection()) {
            return page(ask, JdbcClient.create(new SingleConnectionDataSource(connection, true)));
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private List<FoundContact> page(Ask ask, JdbcClient jdbc) {
        long tenant = ask.tenant().value();
        List<FoundContact> page = new ArrayList<>();
        for (Long id : TwoStepPeer.page(jdbc, ask, IDS).query(Long.class).list()) {
            FoundContact hot = jdbc.sql(CONTACT)
                    .param("tenant", tenant)
                    .param("id", id)
                    .query((row, number) -> Fields.contact(row, Map.of()))
                    .single();
            if (full) {
                var fields = new Fields(catalog);
                jdbc.sql(VALUES).param("tenant", tenant).param("id", id).query(fields::row);
                hot = TwoStepPeer.with(hot, fields);
            }
            page.add(hot);
        }
        return page;
    }
}
