--liquibase formatted sql

--changeset contacts:008-recorded-change
-- Which versions a bulk change wrote, so that it can be taken back: what the contacts were is in the past tables. Ids
-- of changes are time-ordered; those older than a month go when the next bulk change begins.
CREATE TABLE contacts.recorded_change (
    tenant_id bigint NOT NULL,
    change_id bigint NOT NULL,
    contact_id bigint NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (tenant_id, change_id, contact_id)
);
ALTER TABLE contacts.recorded_change ENABLE ROW LEVEL SECURITY;
ALTER TABLE contacts.recorded_change FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON contacts.recorded_change
    USING (tenant_id = (SELECT kernel.current_tenant()))
    WITH CHECK (tenant_id = (SELECT kernel.current_tenant()));
GRANT SELECT, INSERT, DELETE ON contacts.recorded_change TO ${app_role};
--rollback DROP TABLE contacts.recorded_change;

--changeset contacts:008-merge
-- kept_version is null if the kept contact had everything already.
CREATE TABLE contacts.merge (
    tenant_id bigint NOT NULL,
    merge_id bigint NOT NULL,
    kept_id bigint NOT NULL,
    kept_version bigint,
    merged_id bigint NOT NULL,
    merged_version bigint NOT NULL,
    made_at timestamptz NOT NULL,
    made_by text NOT NULL,
    undone_at timestamptz,
    PRIMARY KEY (tenant_id, merge_id)
);
ALTER TABLE contacts.merge ENABLE ROW LEVEL SECURITY;
ALTER TABLE contacts.merge FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON contacts.merge
    USING (tenant_id = (SELECT kernel.current_tenant()))
    WITH CHECK (tenant_id = (SELECT kernel.current_tenant()));
GRANT SELECT, INSERT, UPDATE (undone_at) ON contacts.merge TO ${app_role};
--rollback DROP TABLE contacts.merge;

--changeset contacts:008-duplicates
-- What makes two contacts look like one person, as plain columns under an index: an expression would be computed
-- behind the row-level security, where no index helps. Digits without leading zeros, seven at least.
ALTER TABLE contacts.contact ADD COLUMN phone_digits text GENERATED ALWAYS AS (
    CASE WHEN length(ltrim(regexp_replace(phone, '[^0-9]', '', 'g'), '0')) >= 7
         THEN ltrim(regexp_replace(phone, '[^0-9]', '', 'g'), '0') END) STORED;
CREATE INDEX contact_by_phone_digits ON contacts.contact (tenant_id, phone_digits, contact_id)
    WHERE phone_digits IS NOT NULL;
CREATE INDEX contact_by_full_name ON contacts.contact (tenant_id, last_name_key, first_name_key, contact_id)
    WHERE last_name_key IS NOT NULL AND first_name_key IS NOT NULL;
--rollback DROP INDEX contacts.contact_by_full_name; DROP INDEX contacts.contact_by_phone_digits;
--rollback ALTER TABLE contacts.contact DROP COLUMN phone_digits;
