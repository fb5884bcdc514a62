--liquibase formatted sql

--changeset contacts:004-contact-view
-- Saved views: few, and read by whole tenants. columns is a JSON array.
CREATE TABLE contacts.contact_view (
    tenant_id bigint NOT NULL,
    view_id bigint NOT NULL,
    version bigint NOT NULL,
    owner_name text NOT NULL,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    visibility text NOT NULL CHECK (visibility IN ('private', 'shared', 'locked')),
    filter text,
    sort text,
    columns text NOT NULL,
    PRIMARY KEY (tenant_id, view_id)
);
ALTER TABLE contacts.contact_view ENABLE ROW LEVEL SECURITY;
ALTER TABLE contacts.contact_view FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON contacts.contact_view
    USING (tenant_id = (SELECT kernel.current_tenant()))
    WITH CHECK (tenant_id = (SELECT kernel.current_tenant()));
GRANT SELECT, INSERT, UPDATE, DELETE ON contacts.contact_view TO ${app_role};
--rollback DROP TABLE contacts.contact_view;
