package dev.cohort.contacts.contact;

import dev.cohort.contacts.attribute.CatalogLock;
import dev.cohort.kernel.Caller;
import dev.cohort.kernel.TenantId;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes hot rows, many at once. */
@Component
class ContactWrites {

    /** In the order of the ids, so that two batches never wait for each other. */
    private static final String LOCK = "SELECT CAST(" + CatalogLock.SQL_SHARED + """
             AS text), (
                SELECT COUNT(*)
                FROM (SELECT c.contact_id
                      FROM contacts.contact c
                      WHERE c.tenant_id = :tenant AND c.contact_id = ANY (CAST(:ids AS bigint[]))
                      ORDER BY c.contact_id
                      FOR UPDATE) locked)
            """;

    private static final String INSERT = """
            INSERT INTO contacts.contact
                   (tenant_id, contact_id, version, created_at, updated_at, since, since_version, created_by,
                    updated_by,
            """ + HotColumns.list("") + """
            )
            SELECT :tenant, n.contact_id, 1, to_timestamp(:at), to_timestamp(:at), to_timestamp(:at), 1, :actor, :actor,
            """ + HotColumns.list("n.") + """
             FROM unnest(CAST(:ids AS bigint[]),
            """
            + HotColumns.arrays() + """
            ) AS n (contact_id,
            """ + HotColumns.list("") + """
            )
            """;

    /** The past and the version are written from the row as it was: all parts see one snapshot. */
    private static final String UPDATE = """
            WITH change AS MATERIALIZED (
                SELECT *
                FROM unnest(CAST(:ids AS bigint[]), CAST(:versions AS bigint[]), CAST(:ats AS bigint[]),
                            CAST(:hots AS boolean[]),
            """ + HotColumns.arrays() + """
            ) AS u (contact_id, version, at, hot,
            """ + HotColumns.list("") + """
            )),
            past AS (
                INSERT INTO contacts.contact_past
                       (tenant_id, contact_id, since, until, since_version, until_version,
            """
            + HotColumns.list("") + """
            )
                SELECT c.tenant_id, c.contact_id, c.since, to_timestamp(u.at), c.since_version, u.version,
            """ + HotColumns.list("c.") + """
                 FROM contacts.contact c
                JOIN change u ON u.contact_id = c.contact_id
                WHERE c.tenant_id = :tenant AND u.hot),
            versions AS (
                INSERT INTO contacts.contact_version (tenant_id, contact_id, version, changed_at, changed_by)
                SELECT :tenant, u.contact_id, u.version, to_timestamp(u.at), :actor
                FROM change u)
            UPDATE contacts.contact c
            SET version = u.version, updated_at = to_timestamp(u.at), updated_by = :actor,
                since = CASE WHEN u.hot THEN to_timestamp(u.at) ELSE c.since END,
                since_version = CASE WHEN u.hot THEN u.version ELSE c.since_version END,
            """ + HotColumns.assignments("u.") + """
             FROM change u
            WHERE c.tenant_id = :tenant AND c.contact_id = u.contact_id
            """;

    private final JdbcClient jdbc;

    ContactWrites(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Keeps the tenant's definitions and these contacts as they are until the transaction ends. One statement; what is
     * read after it is what will be changed.
     */
    void lock(TenantId tenant, long... ids) {
        jdbc.sql(LOCK).param("tenant", tenant.value()).param("ids", ids).query().listOfRows();
    }

    /** One statement. */
    void insert(Caller caller, List<Draft> creations) {
        HotColumns.bind(jdbc.sql(INSERT), hot(creations))
                .param("tenant", caller.tenant().value())
                .param("actor", caller.user())
                .param("at", creations.getFirst().after().createdAt().getEpochSecond())
                .param("ids", ids(creations))
                .update();
    }

    /** One statement. */
    void update(Caller caller, List<Draft> updates) {
        Boolean[] hots = updates.stream().map(Draft::changesHot).toArray(Boolean[]::new);
        HotColumns.bind(jdbc.sql(UPDATE), hot(updates))
                .param("tenant", caller.tenant().value())
                .param("actor", caller.user())
                .param("ids", ids(updates))
                .param(
                        "versions",
                        updates.stream().mapToLong(one -> one.after().version()).toArray())
                .param(
                        "ats",
                        updates.stream()
                                .mapToLong(one -> one.after().updatedAt().getEpochSecond())
                                .toArray())
                .param("hots", hots)
                .update();
    }

    private static long[] ids(List<Draft> drafts) {
        return drafts.stream().mapToLong(one -> one.after().id()).toArray();
    }

    private static List<java.util.Map<HotField, String>> hot(List<Draft> drafts) {
        return drafts.stream().map(one -> one.after().hot()).toList();
    }
}
