--liquibase formatted sql

--changeset kernel:004-sweep
-- What is old is forgotten for every tenant at once. Only the function below does so: it runs as the owner, for whom
-- the policies let old rows be seen, and tells a number alone.
CREATE INDEX job_by_end ON kernel.job (finished_at) WHERE finished_at IS NOT NULL;
CREATE INDEX idempotency_key_by_time ON kernel.idempotency_key (created_at);
CREATE POLICY sweep ON kernel.job TO CURRENT_USER USING (true);
CREATE POLICY sweep ON kernel.job_upload TO CURRENT_USER USING (true);
CREATE POLICY sweep ON kernel.job_error TO CURRENT_USER USING (true);
CREATE POLICY sweep ON kernel.job_outcome TO CURRENT_USER USING (true);
CREATE POLICY sweep ON kernel.idempotency_key TO CURRENT_USER USING (true);
-- Up to so many jobs that ended more than 30 days ago, with all that belongs to them, and as many keys of which no
-- repetition comes any more.
CREATE FUNCTION kernel.forget_old(most int) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
    WITH old AS MATERIALIZED (
        SELECT j.tenant_id, j.job_id
        FROM kernel.job j
        WHERE j.finished_at < now() - interval '30 days'
        ORDER BY j.finished_at
        LIMIT most
        FOR UPDATE SKIP LOCKED
    ), uploads AS (
        DELETE FROM kernel.job_upload u USING old WHERE u.tenant_id = old.tenant_id AND u.job_id = old.job_id
    ), errors AS (
        DELETE FROM kernel.job_error e USING old WHERE e.tenant_id = old.tenant_id AND e.job_id = old.job_id
    ), outcomes AS (
        DELETE FROM kernel.job_outcome o USING old WHERE o.tenant_id = old.tenant_id AND o.job_id = old.job_id
    ), jobs AS (
        DELETE FROM kernel.job j USING old WHERE j.tenant_id = old.tenant_id AND j.job_id = old.job_id
        RETURNING 1
    ), old_keys AS MATERIALIZED (
        SELECT k.tenant_id, k.user_name, k.address, k.key
        FROM kernel.idempotency_key k
        WHERE k.created_at < now() - interval '25 hours'
        ORDER BY k.created_at
        LIMIT most
        FOR UPDATE SKIP LOCKED
    ), keys AS (
        DELETE FROM kernel.idempotency_key k USING old_keys o
        WHERE k.tenant_id = o.tenant_id AND k.user_name = o.user_name AND k.address = o.address AND k.key = o.key
        RETURNING 1
    )
    SELECT greatest((SELECT count(*) FROM jobs), (SELECT count(*) FROM keys))
    $$;
REVOKE ALL ON FUNCTION kernel.forget_old(int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION kernel.forget_old(int) TO ${app_role};
--rollback DROP FUNCTION kernel.forget_old(int);
--rollback DROP POLICY sweep ON kernel.job; DROP POLICY sweep ON kernel.job_upload;
--rollback DROP POLICY sweep ON kernel.job_error; DROP POLICY sweep ON kernel.job_outcome;
--rollback DROP POLICY sweep ON kernel.idempotency_key;
--rollback DROP INDEX kernel.job_by_end; DROP INDEX kernel.idempotency_key_by_time;
