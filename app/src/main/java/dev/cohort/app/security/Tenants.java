package dev.cohort.app.security;

import dev.cohort.kernel.TenantId;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The tenants of this installation, {@code cohort.tenants.<name>=<number>}. A number is for ever: rows carry it. A
 * principal whose tenant is not listed may do nothing. Public for app.shell, which shows the name.
 */
@ConfigurationProperties("cohort")
public record Tenants(Map<String, Long> tenants) {

    public Tenants {
        tenants = tenants == null ? Map.of() : Map.copyOf(tenants);
    }

    /** The name under which a tenant is shown; its number if the installation names it no more. */
    public String nameOf(TenantId tenant) {
        return tenants.entrySet().stream()
                .filter(entry -> entry.getValue() == tenant.value())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(() -> Long.toString(tenant.value()));
    }

    Optional<TenantId> named(String name) {
        return Optional.ofNullable(tenants.get(name)).map(TenantId::new);
    }
}
