package dev.cohort.contacts.contact;

import dev.cohort.contacts.GeneratedContacts;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.test.PostgresTest;
import dev.cohort.kernel.test.TestDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * What changing one value of a contact with 20 fields writes to the log: the bare row, the row in its successor's place
 * as Cohort writes it, and that with the contact's document. Version and history are left out, and so are images of
 * whole pages, by a checkpoint and a first round before.
 */
@PostgresTest
class OneValueBenchmark {

    private static final TenantId TENANT = new TenantId(3);
    private static final int CONTACTS = 5_000;

    private static final String BARE = """
            UPDATE contacts.attribute_entry
            SET value_text = 'State ' || ?, sort_key = convert_to('state ' || ?, 'UTF8')
            WHERE tenant_id = 1 AND contact_id = ? AND field_id = ? AND position = 0""";

    private static final String REPLACED = """
            WITH gone AS (
                DELETE FROM contacts.attribute_entry
                WHERE tenant_id = 1 AND contact_id = ? AND field_id = ? AND position = 0
                RETURNING *)
            INSERT INTO contacts.attribute_entry (tenant_id, contact_id, since, since_version, field_id, position, kind,
                holds_unique, value_text, sort_key)
            SELECT tenant_id, contact_id, since, since_version + 1, field_id, position, kind, holds_unique,
                   'State ' || ?, convert_to('state ' || ?, 'UTF8')
            FROM gone""";

    @Value("${spring.datasource.url}")
    String url;

    @Test
    void logged() throws SQLException {
        var database = new TestDatabase(url);
        GeneratedContacts.insert(database.asOwner(), TENANT, CONTACTS, 42);
        try (var connection = database.asSuperuser().getConnection()) {
            var jdbc = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
            jdbc.execute("SET cohort.tenant = '1'");
            long bare = 0;
            for (int round = 0; round < 2; round++) {
                bare = perChange(jdbc, round, true);
            }
            jdbc.execute("ALTER TABLE contacts.attribute_entry DISABLE TRIGGER USER");
            long replaced = perChange(jdbc, 2, false);
            jdbc.execute("ALTER TABLE contacts.attribute_entry ENABLE TRIGGER USER");
            perChange(jdbc, 3, false);
            long documented = perChange(jdbc, 4, false);
            System.out.printf(
                    "%d bytes of log for the bare row, %d for one row in another's place (%.1f x), %d with the document"
                            + " (%.1f x)%n",
                    bare, replaced, (double) replaced / bare, documented, (double) documented / bare);
        }
    }

    private static long perChange(JdbcTemplate jdbc, int round, boolean bare) {
        int state = GeneratedContacts.field("state");
        jdbc.execute("CHECKPOINT");
        long changed = 0;
        long bytes = 0;
        for (int half = 0; half < 2; half++) {
            // The first half of the changes writes the images of the pages, the second does not.
            long from = position(jdbc);
            changed = 0;
            for (int n = 1; n <= CONTACTS; n++) {
                long contact = 700_000_000_000_000_000L + n * 4_194_304L;
                String value = (round * 2 + half) + " " + n % 50;
                changed += bare
                        ? jdbc.update(BARE, value, value, contact, state)
                        : jdbc.update(REPLACED, contact, state, value, value);
            }
            bytes = position(jdbc) - from;
        }
        return bytes / changed;
    }

    private static long position(JdbcTemplate jdbc) {
        return jdbc.queryForObject("SELECT CAST(pg_current_wal_insert_lsn() - '0/0' AS bigint)", Long.class);
    }
}
