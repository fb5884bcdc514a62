--liquibase formatted sql

--changeset contacts:001-schema
CREATE SCHEMA contacts;
GRANT USAGE ON SCHEMA contacts TO ${app_role};
--rollback DROP SCHEMA contacts;
