--liquibase formatted sql

--changeset sleep:003-settings
CREATE TABLE sleep.tenant_settings (
    tenant_id bigint PRIMARY KEY,
    zone text,
    provider_rank text[]
);
CREATE TABLE sleep.person_settings (
    tenant_id bigint NOT NULL,
    person_id bigint NOT NULL,
    zone text,
    provider_rank text[],
    PRIMARY KEY (tenant_id, person_id)
);
ALTER TABLE sleep.tenant_settings ENABLE ROW LEVEL SECURITY;
ALTER TABLE sleep.tenant_settings FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON sleep.tenant_settings
    USING (tenant_id = (SELECT kernel.current_tenant()))
    WITH CHECK (tenant_id = (SELECT kernel.current_tenant()));
ALTER TABLE sleep.person_settings ENABLE ROW LEVEL SECURITY;
ALTER TABLE sleep.person_settings FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON sleep.person_settings
    USING (tenant_id = (SELECT kernel.current_tenant()))
    WITH CHECK (tenant_id = (SELECT kernel.current_tenant()));
GRANT SELECT, INSERT, UPDATE, DELETE ON sleep.tenant_settings, sleep.person_settings TO ${app_role};
--rollback DROP TABLE sleep.person_settings; DROP TABLE sleep.tenant_settings;

--changeset sleep:003-sleep-session
-- Sessions as they arrived. identity: what the source calls the session, or its start and end. A moment that came
-- without offset has none here; one that came as wall-clock time keeps it, and start_at, end_at are then what the
-- person's zone makes of it. stages: triples (number of the stage, seconds from the start to its start, to its end).
CREATE TABLE sleep.sleep_session (
    tenant_id bigint NOT NULL,
    person_id bigint NOT NULL,
    session_id bigint NOT NULL,
    start_at timestamptz NOT NULL,
    end_at timestamptz NOT NULL,
    start_wall timestamp,
    end_wall timestamp,
    start_offset_seconds integer,
    end_offset_seconds integer,
    asleep_seconds integer,
    in_bed_seconds integer,
    deep_seconds integer,
    light_seconds integer,
    rem_seconds integer,
    awake_seconds integer,
    nap boolean,
    nap_override boolean,
    provider text COLLATE "C" NOT NULL,
    identity text COLLATE "C" NOT NULL,
    external_id text,
    device_model text,
    device_type text,
    source_name text,
    efficiency_percent numeric,
    stages integer[] NOT NULL,
    CHECK (end_at > start_at AND end_at <= start_at + interval '50 hours'),
    PRIMARY KEY (tenant_id, person_id, session_id),
    UNIQUE (tenant_id, person_id, provider, identity)
);
-- For the sessions near an instant: an end within 50 hours after it bounds the start as well.
CREATE INDEX sleep_session_by_person_end ON sleep.sleep_session (tenant_id, person_id, end_at);
ALTER TABLE sleep.sleep_session ENABLE ROW LEVEL SECURITY;
ALTER TABLE sleep.sleep_session FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON sleep.sleep_session
    USING (tenant_id = (SELECT kernel.current_tenant()))
    WITH CHECK (tenant_id = (SELECT kernel.current_tenant()));
GRANT SELECT, INSERT, UPDATE, DELETE ON sleep.sleep_session TO ${app_role};
--rollback DROP TABLE sleep.sleep_session;

--changeset sleep:003-night
-- What a page shows of a night, ready to send. first_at, last_at: the reach of the main sleeps; the few that reach
-- over more than two days have an index of their own, so that the others are found by their date.
CREATE TABLE sleep.night (
    tenant_id bigint NOT NULL,
    person_id bigint NOT NULL,
    wake_date date NOT NULL,
    long_reach boolean NOT NULL,
    first_at timestamptz,
    last_at timestamptz,
    provider text COLLATE "C",
    document text NOT NULL,
    PRIMARY KEY (tenant_id, person_id, wake_date)
);
CREATE INDEX night_of_long_reach ON sleep.night (tenant_id, person_id, wake_date) WHERE long_reach;
ALTER TABLE sleep.night ENABLE ROW LEVEL SECURITY;
ALTER TABLE sleep.night FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON sleep.night
    USING (tenant_id = (SELECT kernel.current_tenant()))
    WITH CHECK (tenant_id = (SELECT kernel.current_tenant()));
GRANT SELECT, INSERT, UPDATE, DELETE ON sleep.night TO ${app_role};
--rollback DROP TABLE sleep.night;

--changeset sleep:003-daily-value
-- The one value of a series that a source publishes for a day, in hundredths of the type's unit.
CREATE TABLE sleep.daily_value (
    tenant_id bigint NOT NULL,
    person_id bigint NOT NULL,
    day date NOT NULL,
    type text COLLATE "C" NOT NULL,
    provider text COLLATE "C" NOT NULL,
    hundredths integer NOT NULL,
    PRIMARY KEY (tenant_id, person_id, day, type, provider)
);
ALTER TABLE sleep.daily_value ENABLE ROW LEVEL SECURITY;
ALTER TABLE sleep.daily_value FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON sleep.daily_value
    USING (tenant_id = (SELECT kernel.current_tenant()))
    WITH CHECK (tenant_id = (SELECT kernel.current_tenant()));
GRANT SELECT, INSERT, UPDATE, DELETE ON sleep.daily_value TO ${app_role};
--rollback DROP TABLE sleep.daily_value;
