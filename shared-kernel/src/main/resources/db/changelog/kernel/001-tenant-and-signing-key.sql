--liquibase formatted sql

--changeset kernel:001-current-tenant
-- The one place that reads the binding. Policies call it as (SELECT kernel.current_tenant()), so that it runs
-- once a statement and not once a row.
CREATE FUNCTION kernel.current_tenant() RETURNS bigint
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN nullif(current_setting('cohort.tenant', true), '')::bigint;
GRANT USAGE ON SCHEMA kernel TO ${app_role};
--rollback DROP FUNCTION kernel.current_tenant();

--changeset kernel:001-signing-key
-- Signs cursors. Made once here, so that cursors outlive restarts and hold on every node. No tenant: it is not data.
CREATE TABLE kernel.signing_key (
    key_id smallint PRIMARY KEY CHECK (key_id = 1),
    key bytea NOT NULL CHECK (length(key) = 32)
);
INSERT INTO kernel.signing_key
VALUES (1, sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')));
GRANT SELECT ON kernel.signing_key TO ${app_role};
--rollback DROP TABLE kernel.signing_key;
