package dev.cohort.kernel;

/** A tenant: the fence that no row, cursor, cache entry or error text crosses. */
public record TenantId(long value) {}
