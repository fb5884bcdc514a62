--liquibase formatted sql

--changeset contacts:002-contact
-- The hot table: what every list shows. Each hot text has an order-preserving key (folded text, first 200 code
-- points) beside it, because comparison of bytea is leakproof and keeps its index under row-level security; a rest
-- (digest of the whole folded text) only where the text is longer. display_name_key is of the name that is shown.
-- since and since_version say when the hot values of the row became valid.
CREATE TABLE contacts.contact (
    tenant_id bigint NOT NULL,
    contact_id bigint NOT NULL,
    version bigint NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    deleted_at timestamptz,
    since timestamptz NOT NULL,
    since_version bigint NOT NULL,
    created_by text NOT NULL,
    updated_by text NOT NULL,
    external_id text,
    first_name text,
    last_name text,
    display_name text,
    email text,
    phone text,
    company text,
    address text,
    external_id_key bytea,
    first_name_key bytea,
    last_name_key bytea,
    display_name_key bytea,
    email_key bytea,
    phone_key bytea,
    company_key bytea,
    address_key bytea,
    external_id_rest bytea,
    first_name_rest bytea,
    last_name_rest bytea,
    display_name_rest bytea,
    email_rest bytea,
    phone_rest bytea,
    company_rest bytea,
    address_rest bytea,
    PRIMARY KEY (tenant_id, contact_id),
    CHECK (num_nonnulls(external_id, first_name, last_name, email, phone, company, address)
           = num_nonnulls(external_id_key, first_name_key, last_name_key, email_key, phone_key, company_key,
                          address_key)),
    CHECK (coalesce(length(external_id), 0) <= 1000 AND coalesce(length(first_name), 0) <= 1000
           AND coalesce(length(last_name), 0) <= 1000 AND coalesce(length(display_name), 0) <= 1000
           AND coalesce(length(email), 0) <= 1000 AND coalesce(length(phone), 0) <= 1000
           AND coalesce(length(company), 0) <= 1000 AND coalesce(length(address), 0) <= 1000)
);
CREATE UNIQUE INDEX contact_external_id ON contacts.contact
    (tenant_id, external_id_key, coalesce(external_id_rest, ''::bytea)) WHERE deleted_at IS NULL;
CREATE INDEX contact_by_external_id ON contacts.contact (tenant_id, external_id_key, contact_id);
CREATE INDEX contact_by_first_name ON contacts.contact (tenant_id, first_name_key, contact_id);
CREATE INDEX contact_by_last_name ON contacts.contact (tenant_id, last_name_key, contact_id);
CREATE INDEX contact_by_display_name ON contacts.contact (tenant_id, display_name_key, contact_id);
CREATE INDEX contact_by_email ON contacts.contact (tenant_id, email_key, contact_id);
CREATE INDEX contact_by_phone ON contacts.contact (tenant_id, phone_key, contact_id);
CREATE INDEX contact_by_company ON contacts.contact (tenant_id, company_key, contact_id);
CREATE INDEX contact_by_address ON contacts.contact (tenant_id, address_key, contact_id);
CREATE INDEX contact_by_created_at ON contacts.contact (tenant_id, created_at, contact_id);
CREATE INDEX contact_by_updated_at ON contacts.contact (tenant_id, updated_at, contact_id);
CREATE INDEX contact_deleted ON contacts.contact (tenant_id, deleted_at) WHERE deleted_at IS NOT NULL;
ALTER TABLE contacts.contact SET (
    autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02,
    autovacuum_vacuum_insert_scale_factor = 0.05);
ALTER TABLE contacts.contact ENABLE ROW LEVEL SECURITY;
ALTER TABLE contacts.contact FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON contacts.contact
    USING (tenant_id = (SELECT kernel.current_tenant()))
    WITH CHECK (tenant_id = (SELECT kernel.current_tenant()));
GRANT SELECT, INSERT, UPDATE, DELETE ON contacts.contact TO ${app_role};
--rollback DROP TABLE contacts.contact;

--changeset contacts:002-attribute-definition
CREATE TABLE contacts.attribute_definition (
    tenant_id bigint NOT NULL,
    field_id integer NOT NULL,
    version bigint NOT NULL,
    display_order integer NOT NULL,
    key text NOT NULL CHECK (key ~ '^[a-z][a-z0-9_]{0,62}$'),
    label text NOT NULL,
    type text NOT NULL CHECK (type IN ('text', 'long_text', 'integer', 'decimal', 'boolean', 'date', 'datetime',
                                       'select', 'email', 'phone', 'url', 'reference')),
    required boolean NOT NULL,
    is_unique boolean NOT NULL,
    multiple boolean NOT NULL,
    searchable boolean NOT NULL,
    options jsonb NOT NULL,
    constraints jsonb NOT NULL,
    default_value jsonb,
    retired_at timestamptz,
    PRIMARY KEY (tenant_id, field_id),
    UNIQUE (tenant_id, key)
);
ALTER TABLE contacts.attribute_definition ENABLE ROW LEVEL SECURITY;
ALTER TABLE contacts.attribute_definition FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON contacts.attribute_definition
    USING (tenant_id = (SELECT kernel.current_tenant()))
    WITH CHECK (tenant_id = (SELECT kernel.current_tenant()));
GRANT SELECT, INSERT, UPDATE, DELETE ON contacts.attribute_definition TO ${app_role};
--rollback DROP TABLE contacts.attribute_definition;

--changeset contacts:002-attribute-catalog
-- One number for each tenant, raised by every change of its definitions. Statements return it beside their rows, so
-- that a node which still holds older definitions notices and reads them again.
CREATE TABLE contacts.attribute_catalog (
    tenant_id bigint PRIMARY KEY,
    version bigint NOT NULL
);
ALTER TABLE contacts.attribute_catalog ENABLE ROW LEVEL SECURITY;
ALTER TABLE contacts.attribute_catalog FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON contacts.attribute_catalog
    USING (tenant_id = (SELECT kernel.current_tenant()))
    WITH CHECK (tenant_id = (SELECT kernel.current_tenant()));
GRANT SELECT, INSERT, UPDATE ON contacts.attribute_catalog TO ${app_role};
--rollback DROP TABLE contacts.attribute_catalog;

--changeset contacts:002-attribute-entry
-- One row for each element of a value. kind names the one value column that is set. folded is the whole folded text,
-- only where it differs from value_text. holds_unique = the field is unique and the contact is not deleted.
-- No foreign key: every writer holds the contact's row lock, and twenty checks a contact would halve an import.
CREATE TABLE contacts.attribute_entry (
    tenant_id bigint NOT NULL,
    contact_id bigint NOT NULL,
    since timestamptz NOT NULL,
    since_version bigint NOT NULL,
    field_id integer NOT NULL,
    position smallint NOT NULL,
    kind smallint NOT NULL,
    holds_unique boolean NOT NULL,
    value_boolean boolean,
    value_option integer,
    value_date date,
    value_instant timestamptz,
    value_reference bigint,
    sort_key bytea NOT NULL,
    key_rest bytea,
    value_text text,
    value_number numeric,
    folded text,
    PRIMARY KEY (tenant_id, contact_id, field_id, position),
    CONSTRAINT attribute_entry_value CHECK (
        num_nonnulls(value_text, value_number, value_date, value_instant, value_boolean, value_option,
                     value_reference) = 1
        AND CASE kind
            WHEN 1 THEN value_text IS NOT NULL
            WHEN 2 THEN value_number IS NOT NULL
            WHEN 3 THEN value_date IS NOT NULL
            WHEN 4 THEN value_instant IS NOT NULL
            WHEN 5 THEN value_boolean IS NOT NULL
            WHEN 6 THEN value_option IS NOT NULL
            WHEN 7 THEN value_reference IS NOT NULL
            ELSE false
        END)
);
CREATE INDEX attribute_by_value ON contacts.attribute_entry (tenant_id, field_id, sort_key, contact_id);
CREATE UNIQUE INDEX attribute_unique ON contacts.attribute_entry
    (tenant_id, field_id, sort_key, coalesce(key_rest, ''::bytea)) WHERE holds_unique;
CREATE STATISTICS contacts.attribute_entry_values (mcv, dependencies)
    ON tenant_id, field_id, sort_key FROM contacts.attribute_entry;
ALTER TABLE contacts.attribute_entry SET (
    autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02,
    autovacuum_vacuum_insert_scale_factor = 0.05);
ALTER TABLE contacts.attribute_entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE contacts.attribute_entry FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON contacts.attribute_entry
    USING (tenant_id = (SELECT kernel.current_tenant()))
    WITH CHECK (tenant_id = (SELECT kernel.current_tenant()));
GRANT SELECT, INSERT, UPDATE, DELETE ON contacts.attribute_entry TO ${app_role};
--rollback DROP TABLE contacts.attribute_entry;

--changeset contacts:002-past
-- What was, closed when it changed: hot rows and value rows with the half-open span [since, until) of their validity
-- and the versions that opened and closed them. The current tables carry their own since, so a creation writes nothing
-- here. A deletion closes the hot row, a restoration opens it anew.
CREATE TABLE contacts.contact_past (
    tenant_id bigint NOT NULL,
    contact_id bigint NOT NULL,
    since timestamptz NOT NULL,
    until timestamptz NOT NULL,
    since_version bigint NOT NULL,
    until_version bigint NOT NULL,
    external_id text,
    first_name text,
    last_name text,
    display_name text,
    email text,
    phone text,
    company text,
    address text,
    external_id_key bytea,
    first_name_key bytea,
    last_name_key bytea,
    display_name_key bytea,
    email_key bytea,
    phone_key bytea,
    company_key bytea,
    address_key bytea,
    external_id_rest bytea,
    first_name_rest bytea,
    last_name_rest bytea,
    display_name_rest bytea,
    email_rest bytea,
    phone_rest bytea,
    company_rest bytea,
    address_rest bytea,
    PRIMARY KEY (tenant_id, contact_id, since_version)
);
ALTER TABLE contacts.contact_past ENABLE ROW LEVEL SECURITY;
ALTER TABLE contacts.contact_past FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON contacts.contact_past
    USING (tenant_id = (SELECT kernel.current_tenant()))
    WITH CHECK (tenant_id = (SELECT kernel.current_tenant()));
GRANT SELECT, INSERT, DELETE ON contacts.contact_past TO ${app_role};

CREATE TABLE contacts.attribute_past (
    tenant_id bigint NOT NULL,
    contact_id bigint NOT NULL,
    since timestamptz NOT NULL,
    until timestamptz NOT NULL,
    since_version bigint NOT NULL,
    until_version bigint NOT NULL,
    field_id integer NOT NULL,
    position smallint NOT NULL,
    kind smallint NOT NULL,
    value_boolean boolean,
    value_option integer,
    value_date date,
    value_instant timestamptz,
    value_reference bigint,
    sort_key bytea NOT NULL,
    key_rest bytea,
    value_text text,
    value_number numeric,
    folded text,
    PRIMARY KEY (tenant_id, contact_id, field_id, position, since_version)
);
ALTER TABLE contacts.attribute_past ENABLE ROW LEVEL SECURITY;
ALTER TABLE contacts.attribute_past FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON contacts.attribute_past
    USING (tenant_id = (SELECT kernel.current_tenant()))
    WITH CHECK (tenant_id = (SELECT kernel.current_tenant()));
GRANT SELECT, INSERT, UPDATE (sort_key), DELETE ON contacts.attribute_past TO ${app_role};

-- Who made which version, and when; version 1 is the contact's created_at and created_by and is not written here.
CREATE TABLE contacts.contact_version (
    tenant_id bigint NOT NULL,
    contact_id bigint NOT NULL,
    version bigint NOT NULL,
    changed_at timestamptz NOT NULL,
    changed_by text NOT NULL,
    PRIMARY KEY (tenant_id, contact_id, version)
);
ALTER TABLE contacts.contact_version ENABLE ROW LEVEL SECURITY;
ALTER TABLE contacts.contact_version FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON contacts.contact_version
    USING (tenant_id = (SELECT kernel.current_tenant()))
    WITH CHECK (tenant_id = (SELECT kernel.current_tenant()));
GRANT SELECT, INSERT, DELETE ON contacts.contact_version TO ${app_role};
--rollback DROP TABLE contacts.contact_past; DROP TABLE contacts.attribute_past; DROP TABLE contacts.contact_version;
