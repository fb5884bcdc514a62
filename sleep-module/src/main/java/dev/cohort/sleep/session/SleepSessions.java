package dev.cohort.sleep.session;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.problem.ProblemException;
import dev.cohort.sleep.night.Spans.Span;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The table of sessions. Every method is one statement, whatever the number of sessions. */
@Component
class SleepSessions {

    private static final String BY_IDENTITY = """
            SELECT s.*
            FROM unnest(CAST(:providers AS text[]), CAST(:identities AS text[])) AS wanted(provider, identity)
            JOIN sleep.sleep_session AS s
              ON s.tenant_id = :tenant AND s.person_id = :person
             AND s.provider = wanted.provider AND s.identity = wanted.identity
            """;

    /**
     * An end within 50 hours after the span bounds the index scan: no session is longer. LATERAL and ORDER BY, because
     * then the index by end serves every span, also in a table of which nothing is known yet, where all indexes seem
     * to cost the same. The times are made before the table is met (OFFSET 0): a condition that calls what is not
     * leakproof finds nothing by index under row-level security. A session that reaches into two spans comes with the
     * first.
     */
    static final String NEAR = """
            SELECT s.*
            FROM (
                SELECT to_timestamp(from_second) AS from_at, to_timestamp(to_second) AS to_at,
                    to_timestamp(to_second) + interval '50 hours' AS longest_at,
                    to_timestamp(before_second) AS before_at
                FROM unnest(CAST(:froms AS bigint[]), CAST(:tos AS bigint[]), CAST(:befores AS bigint[]))
                  AS u (from_second, to_second, before_second)
                OFFSET 0) span
            CROSS JOIN LATERAL (
                SELECT *
                FROM sleep.sleep_session
                WHERE tenant_id = :tenant AND person_id = :person
                  AND end_at > span.from_at AND end_at < span.longest_at
                  AND start_at < span.to_at AND start_at >= span.before_at
                ORDER BY end_at) AS s
            LIMIT :limit
            """;

    private static final String ALL =
            "SELECT * FROM sleep.sleep_session WHERE tenant_id = :tenant AND person_id = :person";

    private static final String SOME = ALL + " AND session_id = ANY(CAST(:sessions AS bigint[])) ORDER BY start_at";

    private static final String UPSERT = """
            INSERT INTO sleep.sleep_session (
                tenant_id, person_id, session_id, provider, identity, external_id, device_model, device_type,
                source_name, start_at, end_at, start_wall, end_wall, start_offset_seconds, end_offset_seconds, nap,
                asleep_seconds, in_bed_seconds, efficiency_percent, deep_seconds, light_seconds, rem_seconds,
                awake_seconds, stages)
            SELECT :tenant, :person, r.session_id, r.provider, r.identity, r.external_id, r.device_model,
                r.device_type, r.source_name, r.start_at, r.end_at, r.start_wall, r.end_wall, r.start_offset_seconds,
                r.end_offset_seconds, r.nap, r.asleep_seconds, r.in_bed_seconds, r.efficiency_percent,
                r.deep_seconds, r.light_seconds, r.rem_seconds, r.awake_seconds, r.stages
            FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS r(
                session_id bigint, provider text, identity text, external_id text, device_model text,
                device_type text, source_name text, start_at timestamptz, end_at timestamptz, start_wall timestamp,
                end_wall timestamp, start_offset_seconds integer, end_offset_seconds integer, nap boolean,
                asleep_seconds integer, in_bed_seconds integer, efficiency_percent numeric, deep_seconds integer,
                light_seconds integer, rem_seconds integer, awake_seconds integer, stages integer[])
            ON CONFLICT (tenant_id, person_id, provider, identity) DO UPDATE SET
                device_model = excluded.device_model, device_type = excluded.device_type,
                source_name = excluded.source_name, start_at = excluded.start_at, end_at = excluded.end_at,
                start_wall = excluded.start_wall, end_wall = excluded.end_wall,
                start_offset_seconds = excluded.start_offset_seconds,
                end_offset_seconds = excluded.end_offset_seconds, nap = excluded.nap,
                asleep_seconds = excluded.asleep_seconds, in_bed_seconds = excluded.in_bed_seconds,
                efficiency_percent = excluded.efficiency_percent, deep_seconds = excluded.deep_seconds,
                light_seconds = excluded.light_seconds, rem_seconds = excluded.rem_seconds,
                awake_seconds = excluded.awake_seconds, stages = excluded.stages
            """;

    private static final String ERASE =
            "DELETE FROM sleep.sleep_session WHERE tenant_id = :tenant AND person_id = :person";

    /** People whose nights can depend on a zone or a rank. */
    private static final String SETTLED_BY_SETTINGS = """
            SELECT person_id
            FROM sleep.sleep_session
            WHERE tenant_id = :tenant AND person_id > :after
            GROUP BY person_id
            HAVING bool_or(start_offset_seconds IS NULL OR end_offset_seconds IS NULL)
                OR min(provider) <> max(provider)
            ORDER BY person_id
            LIMIT :limit
            """;

    /** The most sessions that are read at once to make nights of them. */
    static final int MOST_NEAR = 50_000;

    private static final long LONGEST_SECONDS = 50 * 3_600;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    SleepSessions(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    List<StoredSession> byIdentity(TenantId tenant, PersonId person, List<SessionIn> contents) {
        return of(BY_IDENTITY, tenant, person)
                .param(
                        "providers",
                        new SqlArrayValue(
                                "text",
                                contents.stream()
                                        .map(content -> content.source().provider())
                                        .toArray()))
                .param(
                        "identities",
                        new SqlArrayValue(
                                "text", StoredSession.identities(contents).toArray()))
                .query((row, number) -> SessionRows.read(row))
                .list();
    }

    /**
     * Sessions that overlap one of the spans of seconds, each once; the spans are apart and in order of time.
     *
     * @throws ProblemException 422 if there are more than {@value #MOST_NEAR}: nobody sleeps so often, and whoever
     *     sends that many that hang together must not fill the memory
     */
    List<StoredSession> near(TenantId tenant, PersonId person, List<Span> spans) {
        List<Long> befores = new ArrayList<>();
        for (int i = 0; i < spans.size(); i++) {
            befores.add(
                    i == 0
                            ? spans.getFirst().start() - LONGEST_SECONDS
                            : spans.get(i - 1).end());
        }
        List<StoredSession> near = of(NEAR, tenant, person)
                .param("froms", longs(spans.stream().map(Span::start).toList()))
                .param("tos", longs(spans.stream().map(Span::end).toList()))
                .param("befores", longs(befores))
                .param("limit", MOST_NEAR + 1)
                .query((row, number) -> SessionRows.read(row))
                .list();
        if (near.size() > MOST_NEAR) {
            throw new ProblemException(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "too-many-sessions",
                    "More than " + MOST_NEAR + " sessions of this person lie about one another; so many are not sleep,"
                            + " and no more are taken there.",
                    List.of());
        }
        return near;
    }

    List<StoredSession> all(TenantId tenant, PersonId person) {
        return of(ALL, tenant, person)
                .query((row, number) -> SessionRows.read(row))
                .list();
    }

    List<StoredSession> some(TenantId tenant, PersonId person, List<Long> ids) {
        return of(SOME, tenant, person)
                .param("sessions", longs(ids))
                .query((row, number) -> SessionRows.read(row))
                .list();
    }

    void upsert(TenantId tenant, PersonId person, Collection<StoredSession> sessions, ZoneId zone) {
        List<SessionRows.Row> rows =
                sessions.stream().map(session -> SessionRows.row(session, zone)).toList();
        of(UPSERT, tenant, person).param("rows", json.writeValueAsString(rows)).update();
    }

    void erase(TenantId tenant, PersonId person) {
        of(ERASE, tenant, person).update();
    }

    /** At most {@code limit} people after {@code after}, by id. */
    List<Long> settledBySettings(TenantId tenant, long after, int limit) {
        return jdbc.sql(SETTLED_BY_SETTINGS)
                .param("tenant", tenant.value())
                .param("after", after)
                .param("limit", limit)
                .query(Long.class)
                .list();
    }

    private JdbcClient.StatementSpec of(String sql, TenantId tenant, PersonId person) {
        return jdbc.sql(sql).param("tenant", tenant.value()).param("person", person.value());
    }

    private static SqlArrayValue longs(List<Long> values) {
        return new SqlArrayValue("int8", values.toArray());
    }
}
