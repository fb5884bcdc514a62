--liquibase formatted sql

--changeset sample:001-counted
-- Tables on which the query guard is tried. No tenant: what is under test counts statements and reads no meaning.
CREATE SCHEMA sample;
GRANT USAGE ON SCHEMA sample TO ${app_role};
CREATE TABLE sample.counted (a text, b text);
GRANT SELECT, INSERT, UPDATE, DELETE ON sample.counted TO ${app_role};
--rollback DROP SCHEMA sample CASCADE;
