--liquibase formatted sql

--changeset contacts:012-document-in-order splitStatements:false
-- The order is the primary key's, and asking for it (and forbidding the bitmap, which has none) is what makes the
-- planner take that index: of a tenant that the statistics do not know yet it expects one row, by whichever index, and
-- by the one of values it would read all the tenant's for each contact.
CREATE OR REPLACE FUNCTION contacts.document_of(tenant bigint, contact bigint) RETURNS text
    LANGUAGE plpgsql STABLE
    AS $$
    BEGIN
        RETURN (
            SELECT string_agg(concat(e.field_id, ' ', e.position, ' ', length(e.value), ' ', e.value), '')
            FROM (SELECT v.field_id, v.position,
                         coalesce(v.value_text, CAST(v.value_number AS text), CAST(v.value_date AS text),
                                  CAST(CAST(extract(EPOCH FROM v.value_instant) AS bigint) AS text),
                                  CAST(v.value_boolean AS text), CAST(v.value_option AS text),
                                  CAST(v.value_reference AS text)) AS value
                  FROM contacts.attribute_entry v
                  WHERE v.tenant_id = tenant AND v.contact_id = contact
                  ORDER BY v.field_id, v.position) e);
    END
    $$;
ALTER FUNCTION contacts.write_documents() SET enable_bitmapscan = off;
--rollback ALTER FUNCTION contacts.write_documents() RESET enable_bitmapscan;
