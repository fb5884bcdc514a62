package dev.cohort.app.security;

import dev.cohort.kernel.TenantId;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The tenants of this installation, {@code cohort.tenants.<name>=<number>}. A number is for ever: rows carry it. A
 * principal whose tenant is not listed may do nothing.
 */
@ConfigurationProperties("cohort")
record Tenants(Map<String, Long> tenants) {

    Tenants {
        tenants = tenants == null ? Map.of() : Map.copyOf(tenants);
    }

    Optional<TenantId> named(String name) {
        return Optional.ofNullable(tenants.get(name)).map(TenantId::new);
    }
}
