package dev.cohort.contacts.contact;

import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.Tsid;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which versions a change of many contacts wrote, for as long as it can be undone. Public for bulk. */
@Component
public class RecordedChanges {

    private static final String ADD = """
            INSERT INTO contacts.recorded_change (tenant_id, change_id, contact_id, version)
            SELECT :tenant, :change, n.contact_id, n.version
            FROM unnest(CAST(:ids AS bigint[]), CAST(:versions AS bigint[])) AS n (contact_id, version)
            """;

    private static final String AFTER = """
            SELECT r.contact_id, r.version
            FROM contacts.recorded_change r
            WHERE r.tenant_id = :tenant AND r.change_id = :change AND r.contact_id > :after
            ORDER BY r.contact_id
            LIMIT :most
            """;

    private static final String COUNT = """
            SELECT COUNT(*) FROM contacts.recorded_change r WHERE r.tenant_id = :tenant AND r.change_id = :change
            """;

    private static final String FORGET = """
            DELETE FROM contacts.recorded_change WHERE tenant_id = :tenant AND change_id < :oldest
            """;

    private final JdbcClient jdbc;

    RecordedChanges(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One statement, none if there is nothing to add. */
    public void add(TenantId tenant, long change, List<ContactVersion> written) {
        if (written.isEmpty()) {
            return;
        }
        jdbc.sql(ADD)
                .param("tenant", tenant.value())
                .param("change", change)
                .param(
                        "ids",
                        written.stream().mapToLong(ContactVersion::contactId).toArray())
                .param(
                        "versions",
                        written.stream().mapToLong(ContactVersion::version).toArray())
                .update();
    }

    /** The next {@code most} at most, by contact id. One statement. */
    public List<ContactVersion> after(TenantId tenant, long change, long contactId, int most) {
        return jdbc.sql(AFTER)
                .param("tenant", tenant.value())
                .param("change", change)
                .param("after", contactId)
                .param("most", most)
                .query((row, number) -> new ContactVersion(row.getLong(1), row.getLong(2)))
                .list();
    }

    /** One statement. */
    public long count(TenantId tenant, long change) {
        return jdbc.sql(COUNT)
                .param("tenant", tenant.value())
                .param("change", change)
                .query(Long.class)
                .single();
    }

    /** Forgets the changes that were begun before {@code oldest}. One statement. */
    public void forgetBefore(TenantId tenant, Instant oldest) {
        jdbc.sql(FORGET)
                .param("tenant", tenant.value())
                .param("oldest", Tsid.firstOf(oldest))
                .update();
    }
}
