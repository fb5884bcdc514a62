package dev.cohort.contacts.attribute;

import dev.cohort.kernel.TenantId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Keeps a tenant's definitions still while values are written: writers of values share a lock that a change of the
 * definitions holds alone. A new field has no values, and who does not know it yet writes none, so whoever only adds
 * fields shares nothing with writers and waits for others who define. Held to the end of the transaction; advisory
 * locks, so that they write nothing.
 */
@Component
public class CatalogLock {

    /** A scalar SQL expression that takes the shared lock, the tenant as named parameter {@code tenant}. */
    public static final String SQL_SHARED = """
            pg_advisory_xact_lock_shared(hashtextextended('contacts.catalog', :tenant))""";

    private static final String DEFINING = """
            SELECT CAST(pg_advisory_xact_lock(hashtextextended('contacts.definitions', :tenant)) AS text)
            """;

    private static final String ALONE = """
            SELECT CAST(pg_advisory_xact_lock(hashtextextended('contacts.definitions', :tenant)) AS text),
                   CAST(pg_advisory_xact_lock(hashtextextended('contacts.catalog', :tenant)) AS text),
                   set_config('statement_timeout', '60s', true)
            """;

    private static final String SHARED = "SELECT CAST(" + SQL_SHARED + " AS text)";

    private final JdbcClient jdbc;

    CatalogLock(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Keeps the tenant's definitions as they are. One statement. */
    void shared(TenantId tenant) {
        jdbc.sql(SHARED).param("tenant", tenant.value()).query().listOfRows();
    }

    /** Waits until nobody else defines fields of the tenant, and keeps it so; values may be written. One statement. */
    void defining(TenantId tenant) {
        jdbc.sql(DEFINING).param("tenant", tenant.value()).query().listOfRows();
    }

    /**
     * Waits until nobody writes values of the tenant or defines fields, and keeps it so. One statement. What follows in the transaction
     * may take 60 s a statement, because it may touch every value of a field.
     */
    public void alone(TenantId tenant) {
        jdbc.sql(ALONE).param("tenant", tenant.value()).query().listOfRows();
    }
}
