package dev.cohort.contacts.attribute;

import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.query.QueryScope;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * The tenants' catalogs, kept in memory. They stay coherent across nodes without a listener: each statement that reads
 * values also returns {@link #SQL_VERSION}, and whoever sees another number than its catalog's calls {@link #renewed}
 * and runs again.
 */
@Component
public class AttributeCatalogs {

    /** A scalar subselect, the tenant as named parameter {@code tenant}: the catalog version of this snapshot. */
    public static final String SQL_VERSION = """
            COALESCE((SELECT c.version FROM contacts.attribute_catalog c WHERE c.tenant_id = :tenant), 0)""";

    private final ConcurrentHashMap<TenantId, AttributeCatalog> catalogs = new ConcurrentHashMap<>();
    private final DefinitionRows rows;

    AttributeCatalogs(DefinitionRows rows) {
        this.rows = rows;
    }

    /** The catalog as it was last read; one statement for a tenant's first time, none after it. */
    public AttributeCatalog of(TenantId tenant) {
        AttributeCatalog known = catalogs.get(tenant);
        if (known != null) {
            return known;
        }
        QueryScope.startOver();
        return reload(tenant);
    }

    /**
     * The catalog as it is now, for work under {@code old} that is not sure of it any more. One statement. If they
     * differ, that work {@linkplain QueryScope#startOver starts over}; if not, it was right.
     */
    public AttributeCatalog renewed(TenantId tenant, AttributeCatalog old) {
        AttributeCatalog fresh = reload(tenant);
        if (fresh.version() != old.version()) {
            QueryScope.startOver();
        }
        return fresh;
    }

    /**
     * The catalog as it is now. One statement. Not to be called in a transaction that changed definitions: what it read
     * could be rolled back and stay here.
     */
    public AttributeCatalog reload(TenantId tenant) {
        AttributeCatalog read = rows.catalog(tenant);
        return catalogs.merge(tenant, read, (known, fresh) -> fresh.version() >= known.version() ? fresh : known);
    }

    /** Whether the catalog that {@link #of} returns is the one of {@code version}. */
    public boolean isCurrent(TenantId tenant, long version) {
        AttributeCatalog known = catalogs.get(tenant);
        return known != null && known.version() == version;
    }
}
