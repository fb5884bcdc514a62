--liquibase formatted sql

--changeset kernel:002-job
-- Work that outlives its request. The upload is kept in rows, so that any node can go on after the one that took it.
CREATE TABLE kernel.job (
    tenant_id bigint NOT NULL,
    job_id bigint NOT NULL,
    kind text NOT NULL,
    status text NOT NULL DEFAULT 'queued' CHECK (status IN ('queued', 'running', 'succeeded', 'failed')),
    created_by text NOT NULL,
    input text NOT NULL,
    checkpoint text,
    total bigint,
    processed bigint NOT NULL DEFAULT 0,
    created bigint NOT NULL DEFAULT 0,
    updated bigint NOT NULL DEFAULT 0,
    unchanged bigint NOT NULL DEFAULT 0,
    skipped bigint NOT NULL DEFAULT 0,
    failed bigint NOT NULL DEFAULT 0,
    message text,
    undoes bigint,
    queued_at timestamptz NOT NULL DEFAULT now(),
    started_at timestamptz,
    finished_at timestamptz,
    PRIMARY KEY (tenant_id, job_id)
);
-- A job is undone once; an undo that failed may be tried again.
CREATE UNIQUE INDEX job_undone_once ON kernel.job (tenant_id, undoes) WHERE undoes IS NOT NULL AND status <> 'failed';

CREATE TABLE kernel.job_upload (
    tenant_id bigint NOT NULL,
    job_id bigint NOT NULL,
    chunk int NOT NULL,
    deflated bytea NOT NULL,
    PRIMARY KEY (tenant_id, job_id, chunk)
);
-- Already compressed: trying again costs time and gains nothing.
ALTER TABLE kernel.job_upload ALTER COLUMN deflated SET STORAGE EXTERNAL;

CREATE TABLE kernel.job_error (
    tenant_id bigint NOT NULL,
    job_id bigint NOT NULL,
    error_id bigint GENERATED ALWAYS AS IDENTITY,
    row_number bigint,
    column_name text,
    value text,
    code text NOT NULL,
    message text NOT NULL,
    PRIMARY KEY (tenant_id, job_id, error_id)
);

-- What became, or would become, of each row, for jobs that say so: one row a step.
CREATE TABLE kernel.job_outcome (
    tenant_id bigint NOT NULL,
    job_id bigint NOT NULL,
    outcome_id bigint GENERATED ALWAYS AS IDENTITY,
    row_numbers bigint[] NOT NULL,
    outcomes text[] NOT NULL,
    PRIMARY KEY (tenant_id, job_id, outcome_id)
);

-- One row for each job that is not finished: who works on it, and until when that holds without a sign of life.
CREATE TABLE kernel.job_lease (
    tenant_id bigint NOT NULL,
    job_id bigint NOT NULL,
    kind text NOT NULL,
    node bigint,
    held_until timestamptz NOT NULL DEFAULT '-infinity',
    attempts int NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant_id, job_id)
);

ALTER TABLE kernel.job ENABLE ROW LEVEL SECURITY;
ALTER TABLE kernel.job FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON kernel.job
    USING (tenant_id = (SELECT kernel.current_tenant()))
    WITH CHECK (tenant_id = (SELECT kernel.current_tenant()));
ALTER TABLE kernel.job_upload ENABLE ROW LEVEL SECURITY;
ALTER TABLE kernel.job_upload FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON kernel.job_upload
    USING (tenant_id = (SELECT kernel.current_tenant()))
    WITH CHECK (tenant_id = (SELECT kernel.current_tenant()));
ALTER TABLE kernel.job_error ENABLE ROW LEVEL SECURITY;
ALTER TABLE kernel.job_error FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON kernel.job_error
    USING (tenant_id = (SELECT kernel.current_tenant()))
    WITH CHECK (tenant_id = (SELECT kernel.current_tenant()));
ALTER TABLE kernel.job_outcome ENABLE ROW LEVEL SECURITY;
ALTER TABLE kernel.job_outcome FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON kernel.job_outcome
    USING (tenant_id = (SELECT kernel.current_tenant()))
    WITH CHECK (tenant_id = (SELECT kernel.current_tenant()));
ALTER TABLE kernel.job_lease ENABLE ROW LEVEL SECURITY;
ALTER TABLE kernel.job_lease FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON kernel.job_lease
    USING (tenant_id = (SELECT kernel.current_tenant()))
    WITH CHECK (tenant_id = (SELECT kernel.current_tenant()));
-- A node looks for work of every tenant. It does so through the two functions below alone, which run as the owner
-- and tell nothing but ids; the application's role sees its own tenant's leases, and none without a tenant.
CREATE POLICY nodes ON kernel.job_lease TO CURRENT_USER USING (true) WITH CHECK (true);

GRANT SELECT, INSERT, UPDATE, DELETE
    ON kernel.job, kernel.job_upload, kernel.job_error, kernel.job_outcome, kernel.job_lease TO ${app_role};
--rollback DROP TABLE kernel.job, kernel.job_upload, kernel.job_error, kernel.job_outcome, kernel.job_lease;

--changeset kernel:002-take-job
-- Gives the longest waiting job to a node, of the tenant with the fewest running ones. A step holds the row's lock
-- while it runs, so a job at work is skipped even if its node was too busy to give a sign of life.
CREATE FUNCTION kernel.take_job(taker bigint, kinds text[], lease_millis int)
    RETURNS TABLE (tenant_id bigint, job_id bigint, attempts int)
    LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
    UPDATE kernel.job_lease lease
    SET node = taker,
        held_until = clock_timestamp() + lease_millis * interval '1 millisecond',
        attempts = lease.attempts + 1
    FROM (
        SELECT waiting.tenant_id, waiting.job_id
        FROM kernel.job_lease waiting
        WHERE waiting.held_until < clock_timestamp() AND waiting.kind = ANY (kinds)
        ORDER BY (
            SELECT count(*)
            FROM kernel.job_lease running
            WHERE running.tenant_id = waiting.tenant_id AND running.held_until >= clock_timestamp()
        ), waiting.job_id
        LIMIT 1
        FOR UPDATE OF waiting SKIP LOCKED
    ) next
    WHERE lease.tenant_id = next.tenant_id AND lease.job_id = next.job_id
    RETURNING lease.tenant_id, lease.job_id, lease.attempts
    $$;
-- A node's sign of life, for all of its jobs.
CREATE FUNCTION kernel.keep_jobs(keeper bigint, lease_millis int) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
    UPDATE kernel.job_lease lease
    SET held_until = clock_timestamp() + lease_millis * interval '1 millisecond'
    FROM (
        SELECT mine.tenant_id, mine.job_id
        FROM kernel.job_lease mine
        WHERE mine.node = keeper
        FOR UPDATE OF mine SKIP LOCKED
    ) mine
    WHERE lease.tenant_id = mine.tenant_id AND lease.job_id = mine.job_id
    $$;
REVOKE ALL ON FUNCTION kernel.take_job(bigint, text[], int), kernel.keep_jobs(bigint, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION kernel.take_job(bigint, text[], int), kernel.keep_jobs(bigint, int) TO ${app_role};
--rollback DROP FUNCTION kernel.take_job(bigint, text[], int), kernel.keep_jobs(bigint, int);
