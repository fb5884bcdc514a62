--liquibase formatted sql

--changeset sleep:002-sample-chunk
-- The samples of one series (person, type, provider) in four hours, packed: chunk = floor(epoch second / 14400),
-- offsets = seconds in the chunk, ascending. Everything else is cumulative, so that a window needs two binary
-- searches and no row or element between them:
--   sums[k]    = values 1..k;
--   weights[k] = value x seconds to the next sample (300 at most) of samples 1..k-1;
--   helds[k]   = those seconds of samples 1..k-1, NULL where all gaps are 300 s or less: then it is
--                offsets[k] - offsets[1].
-- Values are hundredths of the type's unit. The wide pair is there instead of the plain one where a chunk's sums
-- leave the range of int.
CREATE TABLE sleep.sample_chunk (
    tenant_id bigint NOT NULL,
    person_id bigint NOT NULL,
    total bigint NOT NULL,
    weight bigint NOT NULL,
    chunk integer NOT NULL,
    low integer NOT NULL,
    high integer NOT NULL,
    last_value integer NOT NULL,
    type smallint NOT NULL,
    samples smallint NOT NULL CHECK (samples BETWEEN 1 AND 14400),
    first_offset smallint NOT NULL,
    last_offset smallint NOT NULL,
    held smallint NOT NULL,
    provider text COLLATE "C" NOT NULL,
    offsets smallint[] NOT NULL,
    sums integer[],
    weights integer[],
    helds smallint[],
    wide_sums bigint[],
    wide_weights bigint[],
    CHECK (num_nonnulls(sums, wide_sums) = 1 AND num_nonnulls(weights, wide_weights) = 1),
    PRIMARY KEY (tenant_id, person_id, type, chunk, provider)
) WITH (toast_tuple_target = 8160);
-- Up to 780 samples a chunk stay in the row and uncompressed: running sums hardly compress, and a search would have
-- to unpack them first. Denser chunks move out of line as they are.
ALTER TABLE sleep.sample_chunk
    ALTER COLUMN offsets SET STORAGE EXTERNAL,
    ALTER COLUMN sums SET STORAGE EXTERNAL,
    ALTER COLUMN weights SET STORAGE EXTERNAL,
    ALTER COLUMN helds SET STORAGE EXTERNAL,
    ALTER COLUMN wide_sums SET STORAGE EXTERNAL,
    ALTER COLUMN wide_weights SET STORAGE EXTERNAL;
ALTER TABLE sleep.sample_chunk ENABLE ROW LEVEL SECURITY;
ALTER TABLE sleep.sample_chunk FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON sleep.sample_chunk
    USING (tenant_id = (SELECT kernel.current_tenant()))
    WITH CHECK (tenant_id = (SELECT kernel.current_tenant()));
GRANT SELECT, INSERT, UPDATE, DELETE ON sleep.sample_chunk TO ${app_role};
--rollback DROP TABLE sleep.sample_chunk;

--changeset sleep:002-late-sample
-- The inbox: single samples that arrived for a chunk that is there already, until enough of them wait. A row stands
-- for its second whatever the chunk says.
CREATE TABLE sleep.late_sample (
    tenant_id bigint NOT NULL,
    person_id bigint NOT NULL,
    chunk integer NOT NULL,
    value integer NOT NULL,
    type smallint NOT NULL,
    at_offset smallint NOT NULL CHECK (at_offset BETWEEN 0 AND 14399),
    provider text COLLATE "C" NOT NULL,
    PRIMARY KEY (tenant_id, person_id, type, chunk, provider, at_offset)
);
ALTER TABLE sleep.late_sample ENABLE ROW LEVEL SECURITY;
ALTER TABLE sleep.late_sample FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON sleep.late_sample
    USING (tenant_id = (SELECT kernel.current_tenant()))
    WITH CHECK (tenant_id = (SELECT kernel.current_tenant()));
GRANT SELECT, INSERT, UPDATE, DELETE ON sleep.late_sample TO ${app_role};
--rollback DROP TABLE sleep.late_sample;
