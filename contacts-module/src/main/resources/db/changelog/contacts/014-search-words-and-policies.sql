--liquibase formatted sql

--changeset contacts:014-contacts-with-texts splitStatements:false rollbackSplitStatements:false
-- All words of a search at once: a first name and a last name may be in a tenth of the contacts each, and together in
-- hardly any. The index of trigrams serves the first two words, further ones are tested.
CREATE FUNCTION contacts.contacts_with_texts(parts text[], most integer) RETURNS SETOF bigint
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 500
    SET search_path = pg_catalog, contacts, pg_temp
    SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    tenant bigint := kernel.current_tenant();
    patterns text[] := ARRAY(
        SELECT '%' || replace(replace(replace(part, '\', '\\'), '%', '\%'), '_', '\_') || '%' FROM unnest(parts) AS part);
    one text := patterns[1];
    other text := patterns[2];
    further text[] := patterns[3:];
BEGIN
    RETURN QUERY
        SELECT c.contact_id
        FROM contacts.contact c
        CROSS JOIN LATERAL (
            SELECT contacts.searched_text(c.first_name_key, c.last_name_key, c.display_name_key, c.email_key,
                                          c.phone_key, c.company_key) AS text) s
        WHERE c.tenant_id = tenant
          AND s.text LIKE one
          AND (other IS NULL OR s.text LIKE other)
          AND s.text LIKE ALL (further)
        LIMIT most;
END
$$;
REVOKE ALL ON FUNCTION contacts.contacts_with_texts(text[], integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION contacts.contacts_with_texts(text[], integer) TO ${app_role};
DROP FUNCTION contacts.contacts_with_text(text, integer);
--rollback DROP FUNCTION contacts.contacts_with_texts(text[], integer);
--rollback CREATE FUNCTION contacts.contacts_with_text(part text, most integer) RETURNS SETOF bigint
--rollback     LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 500
--rollback     SET search_path = pg_catalog, contacts, pg_temp
--rollback     SET plan_cache_mode = force_custom_plan
--rollback AS $$
--rollback DECLARE
--rollback     tenant bigint := kernel.current_tenant();
--rollback     pattern text := '%' || replace(replace(replace(part, '\', '\\'), '%', '\%'), '_', '\_') || '%';
--rollback BEGIN
--rollback     RETURN QUERY
--rollback         SELECT c.contact_id
--rollback         FROM contacts.contact c
--rollback         WHERE c.tenant_id = tenant
--rollback           AND contacts.searched_text(c.first_name_key, c.last_name_key, c.display_name_key, c.email_key, c.phone_key,
--rollback                                      c.company_key) LIKE pattern
--rollback         LIMIT most;
--rollback END
--rollback $$;
--rollback REVOKE ALL ON FUNCTION contacts.contacts_with_text(text, integer) FROM PUBLIC;
--rollback GRANT EXECUTE ON FUNCTION contacts.contacts_with_text(text, integer) TO ${app_role};

--changeset contacts:014-folded-dotted-i splitStatements:false
-- As in 009, and the capital dotted I as Unicode folds it: to an i and a combining dot.
CREATE OR REPLACE FUNCTION contacts.folded(text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN replace(replace(lower(replace(normalize($1, NFKC), 'İ', U&'i\0307')), 'ß', 'ss'), 'ς', 'σ');
--rollback CREATE OR REPLACE FUNCTION contacts.folded(text) RETURNS text
--rollback     LANGUAGE sql IMMUTABLE PARALLEL SAFE
--rollback     RETURN replace(replace(lower(normalize($1, NFKC)), 'ß', 'ss'), 'ς', 'σ');

--changeset contacts:014-policies-of-pages
-- A page names these tables up to thirty times and is planned for its values. Each time the planner looked into
-- kernel.current_tenant() to write down what it says; here it stands already: half of what the fence cost a page.
ALTER POLICY tenant ON contacts.contact
    USING (tenant_id = (SELECT CAST(nullif(current_setting('cohort.tenant', true), '') AS bigint)));
ALTER POLICY tenant ON contacts.attribute_entry
    USING (tenant_id = (SELECT CAST(nullif(current_setting('cohort.tenant', true), '') AS bigint)));
ALTER POLICY tenant ON contacts.contact_document
    USING (tenant_id = (SELECT CAST(nullif(current_setting('cohort.tenant', true), '') AS bigint)));
ALTER POLICY tenant ON contacts.attribute_catalog
    USING (tenant_id = (SELECT CAST(nullif(current_setting('cohort.tenant', true), '') AS bigint)));
--rollback ALTER POLICY tenant ON contacts.contact USING (tenant_id = (SELECT kernel.current_tenant()));
--rollback ALTER POLICY tenant ON contacts.attribute_entry USING (tenant_id = (SELECT kernel.current_tenant()));
--rollback ALTER POLICY tenant ON contacts.contact_document USING (tenant_id = (SELECT kernel.current_tenant()));
--rollback ALTER POLICY tenant ON contacts.attribute_catalog USING (tenant_id = (SELECT kernel.current_tenant()));
