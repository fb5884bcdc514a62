--liquibase formatted sql

--changeset app:001-demo-data
-- Which tenants have had their demo data: they are loaded once, and what users changed since stays theirs.
CREATE SCHEMA app;
GRANT USAGE ON SCHEMA app TO ${app_role};
CREATE TABLE app.demo_data (
    tenant_id bigint PRIMARY KEY,
    loaded_at timestamptz NOT NULL
);
ALTER TABLE app.demo_data ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.demo_data FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON app.demo_data
    USING (tenant_id = (SELECT kernel.current_tenant()))
    WITH CHECK (tenant_id = (SELECT kernel.current_tenant()));
GRANT SELECT, INSERT ON app.demo_data TO ${app_role};
--rollback DROP TABLE app.demo_data; DROP SCHEMA app;
