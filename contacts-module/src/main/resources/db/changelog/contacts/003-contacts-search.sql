--liquibase formatted sql

--changeset contacts:003-long-texts
-- Texts beyond the 200 code points of their key; few, and found without reading the others.
CREATE INDEX contact_long_texts ON contacts.contact (tenant_id, contact_id)
    WHERE coalesce(external_id_rest, first_name_rest, last_name_rest, display_name_rest, email_rest, phone_rest,
                   company_rest, address_rest) IS NOT NULL;
CREATE INDEX attribute_long_texts ON contacts.attribute_entry (tenant_id, field_id, contact_id)
    WHERE key_rest IS NOT NULL;
--rollback DROP INDEX contacts.contact_long_texts; DROP INDEX contacts.attribute_long_texts;

--changeset contacts:003-search splitStatements:false
-- LIKE is not leakproof, so under row-level security it cannot use an index (ADR 3). The look-up of search words runs
-- as the owner of the tables, for whom the policy below adds no condition that would have to be checked first. It takes
-- the tenant from the session's binding and from nowhere else, and gives ids only.
CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA contacts;

CREATE FUNCTION contacts.searched_text(first_name bytea, last_name bytea, display_name bytea, email bytea, phone bytea,
                                       company bytea) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN convert_from(coalesce(first_name, '') || '\x0a'::bytea || coalesce(last_name, '') || '\x0a'::bytea
                        || coalesce(display_name, '') || '\x0a'::bytea || coalesce(email, '') || '\x0a'::bytea
                        || coalesce(phone, '') || '\x0a'::bytea || coalesce(company, ''), 'UTF8');

CREATE INDEX contact_searched_text ON contacts.contact USING gin
    (contacts.searched_text(first_name_key, last_name_key, display_name_key, email_key, phone_key, company_key)
     contacts.gin_trgm_ops);

CREATE POLICY lookup ON contacts.contact FOR SELECT TO CURRENT_USER USING (true);

CREATE FUNCTION contacts.contacts_with_text(part text, most integer) RETURNS SETOF bigint
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 500
    SET search_path = pg_catalog, contacts, pg_temp
    SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    tenant bigint := kernel.current_tenant();
    pattern text := '%' || replace(replace(replace(part, '\', '\\'), '%', '\%'), '_', '\_') || '%';
BEGIN
    RETURN QUERY
        SELECT c.contact_id
        FROM contacts.contact c
        WHERE c.tenant_id = tenant
          AND contacts.searched_text(c.first_name_key, c.last_name_key, c.display_name_key, c.email_key, c.phone_key,
                                     c.company_key) LIKE pattern
        LIMIT most;
END
$$;
REVOKE ALL ON FUNCTION contacts.contacts_with_text(text, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION contacts.contacts_with_text(text, integer) TO ${app_role};
--rollback DROP FUNCTION contacts.contacts_with_text(text, integer);
--rollback DROP POLICY lookup ON contacts.contact;
--rollback DROP INDEX contacts.contact_searched_text;
--rollback DROP FUNCTION contacts.searched_text(bytea, bytea, bytea, bytea, bytea, bytea);
