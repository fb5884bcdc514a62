package dev.cohort.sleep.settings;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was set for a person or a tenant; null leaves it to whoever comes next: person, tenant, default.
 *
 * @param zone IANA name, for times that came without offset
 * @param providerRank highest first; providers that are not listed follow, equal among themselves
 */
public record Settings(@Nullable String zone, @Nullable List<String> providerRank) {}
