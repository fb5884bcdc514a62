package dev.cohort.app.bench;

import dev.cohort.app.Api;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.Tsid;
import dev.cohort.kernel.test.TestDatabase;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.SplittableRandom;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * One person's nights of eight hours with a heart rate each minute, sent to the API, and the same samples and sessions
 * as rows, for those who read rows.
 */
final class NightsDataset {

    private static final int MINUTES = 480;
    private static final int MOST_SAMPLES = 100_000;
    private static final LocalDate LAST = LocalDate.of(2026, 10, 31);

    private static final String TABLES = """
            CREATE SCHEMA IF NOT EXISTS bench;
            DROP TABLE IF EXISTS bench.raw_sample, bench.raw_session;
            CREATE TABLE bench.raw_sample (
                person_id bigint, type smallint, at timestamptz, value numeric(6, 2),
                PRIMARY KEY (person_id, type, at) INCLUDE (value));
            CREATE TABLE bench.raw_session (
                person_id bigint, wake_date date, start_at timestamptz, end_at timestamptz,
                PRIMARY KEY (person_id, wake_date));
            GRANT USAGE ON SCHEMA bench TO PUBLIC;
            GRANT SELECT ON bench.raw_sample, bench.raw_session TO PUBLIC;
            """;

    private final Api api;
    private final int nights;
    private final String contact;

    NightsDataset(Api api, TestDatabase database, int nights) throws SQLException {
        this.api = api;
        this.nights = nights;
        this.contact = Api.json(created(api.post("/api/v1/contacts", "{\"lastName\": \"Sleeper\"}")))
                .get("id")
                .asString();
        send();
        copy(database);
    }

    /** The tenant of the demo's administrator. */
    static TenantId tenant() {
        return new TenantId(1);
    }

    long person() {
        return Tsid.parse(contact).orElseThrow();
    }

    String contact() {
        return contact;
    }

    private static Instant start(int night) {
        return LAST.minusDays(night + 1L).atTime(22, 0).toInstant(ZoneOffset.UTC);
    }

    private static int rate(int night, int minute) {
        return 45 + new SplittableRandom(night * 1_000L + minute).nextInt(30);
    }

    private void send() {
        var sessions = new StringBuilder("{\"sessions\": [");
        for (int night = 0; night < nights; night++) {
            sessions.append(night == 0 ? "" : ",")
                    .append("{\"source\": {\"provider\": \"garmin\"}, \"start\": \"")
                    .append(start(night))
                    .append("\", \"end\": \"")
                    .append(start(night).plusSeconds(MINUTES * 60L))
                    .append("\", \"asleepMinutes\": 450}");
        }
        created(api.post("/api/v1/people/" + contact + "/sleep/sessions", sessions + "]}"));
        int together = MOST_SAMPLES / MINUTES / 4;
        for (int from = 0; from < nights; from += together) {
            var samples = new StringBuilder();
            for (int night = from; night < Math.min(nights, from + together); night++) {
                for (int minute = 0; minute < MINUTES; minute++) {
                    samples.append(samples.isEmpty() ? "" : ",")
                            .append("[\"")
                            .append(start(night).plusSeconds(minute * 60L))
                            .append("\",")
                            .append(rate(night, minute))
                            .append(']');
                }
            }
            created(api.post(
                    "/api/v1/people/" + contact + "/samples",
                    "{\"source\": {\"provider\": \"garmin\"}, \"type\": \"heart_rate\", \"unit\": \"bpm\","
                            + " \"samples\": [" + samples + "]}"));
        }
    }

    private static HttpResponse<String> created(HttpResponse<String> answer) {
        if (answer.statusCode() > 201) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        return answer;
    }

    private void copy(TestDatabase database) throws SQLException {
        try (Connection connection = database.asSuperuser().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(TABLES);
            var samples = new StringBuilder();
            var sessions = new StringBuilder();
            for (int night = 0; night < nights; night++) {
                Instant start = start(night);
                sessions.append(person())
                        .append('\t')
                        .append(LAST.minusDays(night))
                        .append('\t');
                sessions.append(start)
                        .append('\t')
                        .append(start.plusSeconds(MINUTES * 60L))
                        .append('\n');
                for (int minute = 0; minute < MINUTES; minute++) {
                    samples.append(person())
                            .append("\t1\t")
                            .append(start.plusSeconds(minute * 60L))
                            .append('\t');
                    samples.append(rate(night, minute)).append('\n');
                }
            }
            copy(connection, "COPY bench.raw_sample FROM STDIN", samples.toString());
            copy(connection, "COPY bench.raw_session FROM STDIN", sessions.toString());
            statement.execute("VACUUM ANALYZE bench.raw_sample");
            statement.execute("VACUUM ANALYZE bench.raw_session");
            statement.execute("VACUUM ANALYZE sleep.night");
        }
    }

    private static void copy(Connection connection, String sql, String lines) throws SQLException {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
        byte[] bytes = lines.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        copy.endCopy();
    }
}
