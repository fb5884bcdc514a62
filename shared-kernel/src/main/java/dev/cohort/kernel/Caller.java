package dev.cohort.kernel;

/**
 * Who calls: the tenant and the user's name, as history records it. A parameter of this type in a
 * controller's method is the authenticated caller of the request.
 */
public record Caller(TenantId tenant, String user) {}
