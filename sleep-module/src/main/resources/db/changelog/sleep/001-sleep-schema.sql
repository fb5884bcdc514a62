--liquibase formatted sql

--changeset sleep:001-schema
CREATE SCHEMA sleep;
GRANT USAGE ON SCHEMA sleep TO ${app_role};
--rollback DROP SCHEMA sleep;
