--liquibase formatted sql

--changeset kernel:003-idempotency-key
-- Written in the transaction of the effect. A key belongs to tenant, user and address; subject is whom the answer is
-- about, so that erasing them erases it.
CREATE TABLE kernel.idempotency_key (
    tenant_id bigint NOT NULL,
    user_name text NOT NULL,
    address text NOT NULL,
    key text NOT NULL,
    created_at timestamptz NOT NULL,
    subject bigint,
    status integer,
    body_digest bytea NOT NULL,
    location text,
    etag text,
    body text,
    PRIMARY KEY (tenant_id, user_name, address, key)
);
CREATE INDEX idempotency_key_by_age ON kernel.idempotency_key (tenant_id, user_name, created_at);
CREATE INDEX idempotency_key_by_subject ON kernel.idempotency_key (tenant_id, subject);
ALTER TABLE kernel.idempotency_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE kernel.idempotency_key FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON kernel.idempotency_key
    USING (tenant_id = (SELECT kernel.current_tenant()))
    WITH CHECK (tenant_id = (SELECT kernel.current_tenant()));
GRANT SELECT, INSERT, UPDATE, DELETE ON kernel.idempotency_key TO ${app_role};
--rollback DROP TABLE kernel.idempotency_key;
