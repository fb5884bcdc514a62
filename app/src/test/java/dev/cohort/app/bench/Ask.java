package dev.cohort.app.bench;

import dev.cohort.kernel.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * The page that every peer reads: the newest contacts of a tenant, with all their fields.
 *
 * @param rows how many
 * @param city only those of this city, a custom field; null for all
 */
record Ask(TenantId tenant, int rows, @Nullable String city) {}
