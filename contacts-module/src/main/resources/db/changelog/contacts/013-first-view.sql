--liquibase formatted sql

--changeset contacts:013-first-view
-- The view that a user opens the table with. It goes with the view; the key's tenant serves the cascade too.
CREATE TABLE contacts.first_view (
    tenant_id bigint NOT NULL,
    user_name text NOT NULL,
    view_id bigint NOT NULL,
    PRIMARY KEY (tenant_id, user_name),
    FOREIGN KEY (tenant_id, view_id) REFERENCES contacts.contact_view ON DELETE CASCADE
);
ALTER TABLE contacts.first_view ENABLE ROW LEVEL SECURITY;
ALTER TABLE contacts.first_view FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON contacts.first_view
    USING (tenant_id = (SELECT kernel.current_tenant()))
    WITH CHECK (tenant_id = (SELECT kernel.current_tenant()));
GRANT SELECT, INSERT, UPDATE, DELETE ON contacts.first_view TO ${app_role};
--rollback DROP TABLE contacts.first_view;
