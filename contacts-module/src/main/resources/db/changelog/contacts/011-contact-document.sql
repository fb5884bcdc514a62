--liquibase formatted sql

--changeset contacts:011-contact-document splitStatements:false
-- All values of a contact as one text, as the page's own aggregation writes them (PageStatement): field, position,
-- length, value, for each row. Pages read it in place of twenty rows (ADR 7). The triggers below are its only writer:
-- values are inserted and deleted, never updated, so two suffice, and the privileges see to it.
CREATE TABLE contacts.contact_document (
    tenant_id bigint NOT NULL,
    contact_id bigint NOT NULL,
    document text NOT NULL,
    PRIMARY KEY (tenant_id, contact_id)
) WITH (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.05);

REVOKE UPDATE ON contacts.attribute_entry FROM ${app_role};
GRANT UPDATE (holds_unique, sort_key) ON contacts.attribute_entry TO ${app_role};

CREATE FUNCTION contacts.document_of(tenant bigint, contact bigint) RETURNS text
    LANGUAGE plpgsql STABLE
    AS $$
    BEGIN
        RETURN (
            SELECT string_agg(concat(e.field_id, ' ', e.position, ' ', length(t.value), ' ', t.value), '')
            FROM contacts.attribute_entry e
            CROSS JOIN LATERAL (
                SELECT coalesce(e.value_text, CAST(e.value_number AS text), CAST(e.value_date AS text),
                                CAST(CAST(extract(EPOCH FROM e.value_instant) AS bigint) AS text),
                                CAST(e.value_boolean AS text), CAST(e.value_option AS text),
                                CAST(e.value_reference AS text)) AS value) t
            WHERE e.tenant_id = tenant AND e.contact_id = contact);
    END
    $$;

-- Locks each document, then sees what was committed until then: a conversion copies values beside other writers, who
-- hold the locks of the contacts. The rows of a field that is past are read by nobody: a million of them may go without
-- their documents being written anew. One contact after the other, each by its key, whatever the planner thinks of
-- reading everything: plans are kept, and one that was made when there were few would read all of many for each.
CREATE FUNCTION contacts.write_documents() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET datestyle = 'ISO'
    SET enable_seqscan = off
    AS $$
    DECLARE
        tenant bigint := kernel.current_tenant();
        past integer[] := ARRAY(SELECT d.field_id
                                FROM contacts.attribute_definition d
                                WHERE d.tenant_id = tenant AND d.standing = 'past');
        contact bigint;
        written_now text;
    BEGIN
        IF EXISTS (SELECT FROM written w WHERE w.tenant_id IS DISTINCT FROM tenant) THEN
            RAISE EXCEPTION 'Values of contacts are written with their tenant bound, or their documents stay behind.'
                USING ERRCODE = 'insufficient_privilege', HINT = 'SET cohort.tenant = <number>';
        END IF;
        FOR contact IN SELECT DISTINCT w.contact_id FROM written w WHERE w.field_id <> ALL (past) ORDER BY 1 LOOP
            PERFORM FROM contacts.contact_document d WHERE d.tenant_id = tenant AND d.contact_id = contact FOR UPDATE;
            written_now := contacts.document_of(tenant, contact);
            IF written_now IS NULL THEN
                DELETE FROM contacts.contact_document d WHERE d.tenant_id = tenant AND d.contact_id = contact;
            ELSE
                INSERT INTO contacts.contact_document AS d (tenant_id, contact_id, document)
                VALUES (tenant, contact, written_now)
                ON CONFLICT (tenant_id, contact_id) DO UPDATE SET document = excluded.document
                WHERE d.document <> excluded.document;
            END IF;
        END LOOP;
        RETURN NULL;
    END
    $$;
REVOKE ALL ON FUNCTION contacts.document_of(bigint, bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION contacts.write_documents() FROM PUBLIC;

CREATE TRIGGER document_of_added AFTER INSERT ON contacts.attribute_entry
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION contacts.write_documents();
CREATE TRIGGER document_of_gone AFTER DELETE ON contacts.attribute_entry
    REFERENCING OLD TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION contacts.write_documents();

CREATE OR REPLACE FUNCTION contacts.refresh_statistics() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
    BEGIN
        ANALYZE contacts.contact;
        ANALYZE contacts.attribute_entry;
        ANALYZE contacts.contact_document;
    END
    $$;

-- What is there already; the owner is under the policy too, so it is lifted for this one statement.
ALTER TABLE contacts.attribute_entry NO FORCE ROW LEVEL SECURITY;
INSERT INTO contacts.contact_document (tenant_id, contact_id, document)
SELECT e.tenant_id, e.contact_id, contacts.document_of(e.tenant_id, e.contact_id)
FROM (SELECT DISTINCT tenant_id, contact_id FROM contacts.attribute_entry) e;
ALTER TABLE contacts.attribute_entry FORCE ROW LEVEL SECURITY;

ALTER TABLE contacts.contact_document ENABLE ROW LEVEL SECURITY;
ALTER TABLE contacts.contact_document FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON contacts.contact_document
    USING (tenant_id = (SELECT kernel.current_tenant()))
    WITH CHECK (tenant_id = (SELECT kernel.current_tenant()));
GRANT SELECT ON contacts.contact_document TO ${app_role};
--rollback DROP TRIGGER document_of_added ON contacts.attribute_entry;
--rollback DROP TRIGGER document_of_gone ON contacts.attribute_entry;
--rollback DROP FUNCTION contacts.write_documents(); DROP FUNCTION contacts.document_of(bigint, bigint);
--rollback CREATE OR REPLACE FUNCTION contacts.refresh_statistics() RETURNS void
--rollback     LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
--rollback     AS $$ BEGIN ANALYZE contacts.contact; ANALYZE contacts.attribute_entry; END $$;
--rollback DROP TABLE contacts.contact_document;
--rollback GRANT UPDATE ON contacts.attribute_entry TO ${app_role};
