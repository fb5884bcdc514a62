package dev.cohort.sleep.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.TenantScope;
import dev.cohort.kernel.Tsid;
import dev.cohort.kernel.problem.ProblemException;
import dev.cohort.kernel.test.PostgresTest;
import dev.cohort.kernel.test.TestDatabase;
import dev.cohort.sleep.night.Source;
import dev.cohort.sleep.night.Spans.Span;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.transaction.support.TransactionOperations;

/** How sessions near a change are found: by the index, also in a table that nobody has analyzed yet. */
@PostgresTest
class SessionPlansIT {

    private static final TenantId TENANT = new TenantId(1);
    private static final long FIRST = Instant.parse("2014-01-01T22:00:00Z").getEpochSecond();
    private static final int NIGHTS = 3_000;
    private static final long DAY = 86_400;

    @Autowired
    SleepSessions sessions;

    @Autowired
    RecordSleepSession record;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionOperations transactions;

    @Value("${spring.datasource.url}")
    String url;

    private final PersonId person = new PersonId(Tsid.next());

    @Test
    void everySpanIsOneScanOfTheIndexWhateverIsKnownOfTheTable() {
        TenantScope.run(TENANT, () -> sessions.upsert(TENANT, person, years(), ZoneOffset.UTC));
        assertThat(rowsTouched(spans(1_000))).as("never analyzed").isLessThan(1_000 * 4);
        new JdbcTemplate(new TestDatabase(url).asSuperuser()).execute("VACUUM ANALYZE sleep.sleep_session");
        assertThat(rowsTouched(spans(1))).isLessThan(5);
        assertThat(rowsTouched(spans(1_000))).as("analyzed").isLessThan(1_000 * 4);
        generic();
    }

    @Test
    void aSessionThatReachesIntoTwoSpansComesOnce() {
        var long48 = session(FIRST, FIRST + 2 * DAY);
        TenantScope.run(TENANT, () -> {
            sessions.upsert(TENANT, person, List.of(long48), ZoneOffset.UTC);
            List<Span> apart = List.of(
                    new Span(FIRST - DAY, FIRST),
                    new Span(FIRST + 10, FIRST + 20),
                    new Span(FIRST + 30, FIRST + 40),
                    new Span(FIRST + 2 * DAY - 1, FIRST + 3 * DAY));
            assertThat(sessions.near(TENANT, person, apart)).containsExactly(long48);
            assertThat(sessions.near(TENANT, person, apart.subList(0, 1))).isEmpty();
            assertThat(sessions.near(TENANT, person, apart.subList(3, 4))).containsExactly(long48);
            assertThat(sessions.near(TENANT, person, List.of(new Span(FIRST + 2 * DAY, FIRST + 3 * DAY))))
                    .isEmpty();
        });
    }

    @Test
    void moreSessionsAboutOneAnotherThanAnybodySleepsAreRefusedAndNotHeld() {
        var hostile = new PersonId(Tsid.next());
        TenantScope.run(TENANT, () -> {
            List<StoredSession> many = new ArrayList<>();
            for (int i = 0; i <= SleepSessions.MOST_NEAR; i++) {
                many.add(session(FIRST + i, FIRST + i + 28_800));
            }
            for (int from = 0; from < many.size(); from += 5_000) {
                List<StoredSession> some = many.subList(from, Math.min(many.size(), from + 5_000));
                sessions.upsert(TENANT, hostile, some, ZoneOffset.UTC);
            }
            SessionIn one = session(FIRST - 60, FIRST + 60).content();
            assertThatThrownBy(() -> record.record(TENANT, hostile, List.of(one)))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("More than 50000 sessions");
            assertThat(sessions.byIdentity(TENANT, hostile, List.of(one)))
                    .as("nothing half-written")
                    .isEmpty();
        });
    }

    private void generic() {
        TenantScope.run(
                TENANT,
                () -> transactions.executeWithoutResult(status -> {
                    jdbc.sql("SET LOCAL plan_cache_mode = force_generic_plan").update();
                    assertThat(rowsTouched(spans(1_000))).as("generic plan").isLessThan(1_000 * 4);
                }));
    }

    private static List<StoredSession> years() {
        List<StoredSession> years = new ArrayList<>();
        for (int night = 0; night < NIGHTS; night++) {
            years.add(session(FIRST + night * DAY, FIRST + night * DAY + 28_800));
        }
        return years;
    }

    private static StoredSession session(long start, long end) {
        return new StoredSession(
                Tsid.next(),
                StoredSession.normal(new SessionIn(
                        null,
                        new Source("garmin"),
                        new Moment.Offset(Instant.ofEpochSecond(start), ZoneOffset.UTC),
                        new Moment.Offset(Instant.ofEpochSecond(end), ZoneOffset.UTC),
                        null,
                        null,
                        null,
                        null,
                        null,
                        List.of())),
                null);
    }

    /** An hour of every second night. */
    private static List<Span> spans(int count) {
        List<Span> spans = new ArrayList<>();
        for (int night = 0; night < 2 * count; night += 2) {
            spans.add(new Span(FIRST + night * DAY + 3_600, FIRST + night * DAY + 7_200));
        }
        return spans;
    }

    /** Rows of the table that the plan looked at, kept or not. */
    private int rowsTouched(List<Span> spans) {
        List<Long> befores = new ArrayList<>(List.of(spans.getFirst().start() - 180_000));
        spans.subList(0, spans.size() - 1).forEach(span -> befores.add(span.end()));
        List<String> lines = TenantScope.call(
                TENANT,
                () -> jdbc.sql("EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) " + SleepSessions.NEAR)
                        .param("tenant", TENANT.value())
                        .param("person", person.value())
                        .param("froms", longs(spans.stream().map(Span::start).toList()))
                        .param("tos", longs(spans.stream().map(Span::end).toList()))
                        .param("befores", longs(befores))
                        .param("limit", SleepSessions.MOST_NEAR + 1)
                        .query(String.class)
                        .list());
        String plan = String.join("\n", lines);
        assertThat(plan).contains("sleep_session_by_person_end").doesNotContain("Seq Scan on sleep_session");
        int touched = 0;
        for (String pattern : List.of(
                "sleep_session_by_person_end.*\\(actual rows=([\\d.]+) loops=(\\d+)\\)",
                "Rows Removed by Filter: ([\\d.]+)()")) {
            Matcher found = Pattern.compile(pattern).matcher(plan);
            while (found.find()) {
                double loops = found.group(2).isEmpty() ? spans.size() : Integer.parseInt(found.group(2));
                touched += (int) (Double.parseDouble(found.group(1)) * loops);
            }
        }
        assertThat(touched).as(plan).isPositive();
        return touched;
    }

    private static SqlArrayValue longs(List<Long> values) {
        return new SqlArrayValue("int8", values.toArray());
    }
}
