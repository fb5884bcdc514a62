--liquibase formatted sql

--changeset contacts:006-tenants-to-sweep
-- Whose contacts were deleted before a moment. Runs as the owner, who sees every tenant's; tells ids of tenants alone.
CREATE FUNCTION contacts.tenants_with_deleted(before timestamptz) RETURNS SETOF bigint
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
    SELECT DISTINCT c.tenant_id
    FROM contacts.contact c
    WHERE c.deleted_at < before
    $$;
REVOKE ALL ON FUNCTION contacts.tenants_with_deleted(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION contacts.tenants_with_deleted(timestamptz) TO ${app_role};
--rollback DROP FUNCTION contacts.tenants_with_deleted(timestamptz);
