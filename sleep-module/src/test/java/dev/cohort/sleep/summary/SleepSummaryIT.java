package dev.cohort.sleep.summary;

import static dev.cohort.sleep.SleepHttp.session;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.TenantScope;
import dev.cohort.kernel.Tsid;
import dev.cohort.kernel.test.PostgresTest;
import dev.cohort.kernel.test.query.QueryBudgets;
import dev.cohort.sleep.SleepHttp;
import dev.cohort.sleep.SleepTestApplication.ForgetfulPersons;
import dev.cohort.sleep.series.SeriesType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import tools.jackson.databind.JsonNode;

/** Nights as clients see them: pages, averages, zones, and that every change shows in the next read. */
@PostgresTest
@AutoConfigureMockMvc
class SleepSummaryIT {

    private static final TenantId TENANT = new TenantId(1);
    private static final String N =
            ",\"asleepMinutes\":420,\"inBedMinutes\":480,\"stageMinutes\":{\"deep\":90,\"light\":240,\"rem\":90,"
                    + "\"awake\":60},\"efficiencyPercent\":87.5,\"nap\":false";

    @Autowired
    MockMvc http;

    @Autowired
    ForgetfulPersons persons;

    @Autowired
    DailyValues dailyValues;

    @Autowired
    JdbcClient jdbc;

    private PersonId person;
    private SleepHttp sleep;

    @BeforeEach
    void somebody() {
        person = new PersonId(Tsid.next());
        sleep = new SleepHttp(http, person);
    }

    @Test
    void theAverageOfANightIsHalfOpenAndRoundedHalfUp() throws Exception {
        sleep.record(night("garmin", 3));
        List<String> hourly = new ArrayList<>();
        for (int hour = 0; hour < 8; hour++) {
            hourly.add(sample(Instant.parse("2026-03-02T22:00:00Z").plusSeconds(hour * 3600L), 55 + hour));
        }
        hourly.add(sample(Instant.parse("2026-03-03T06:00:00Z"), 150));
        sleep.samples("garmin", "heart_rate", "bpm", hourly.toArray(String[]::new));
        JsonNode night = nights("").get(0);
        assertThat(night.at("/averages/heart_rate/mean").decimalValue()).isEqualByComparingTo("58.5");
        assertThat(night.at("/averages/heart_rate/samples").asInt()).isEqualTo(8);
        assertThat(night.at("/averages/heart_rate/min").decimalValue()).isEqualByComparingTo("55");
        assertThat(night.at("/averages/heart_rate/max").decimalValue()).isEqualByComparingTo("62");
        assertThat(night.at("/averages/heart_rate/provider").asString()).isEqualTo("garmin");
        assertThat(night.at("/averages/spo2/samples").asInt()).isZero();
        assertThat(night.at("/averages/spo2/coverage").asInt()).isZero();
        assertThat(night.at("/averages/spo2/mean").isNull()).isTrue();
        assertThat(night.get("date").asString()).isEqualTo("2026-03-03");
        assertThat(night.get("start").asString()).isEqualTo("2026-03-02T22:00:00Z");
    }

    @Test
    void onlyTheMainProvidersSamplesInItsSessionsCount() throws Exception {
        sleep.record(
                session("apple", "2026-03-03T00:00:00Z", "2026-03-03T04:00:00Z", ",\"nap\":false"),
                session("apple", "2026-03-03T08:00:00Z", "2026-03-03T10:00:00Z", ",\"nap\":false"),
                session("apple", "2026-03-03T14:00:00Z", "2026-03-03T15:00:00Z", ",\"nap\":true"));
        List<String> apple = new ArrayList<>();
        for (int hour = 0; hour < 15; hour++) {
            boolean inside = hour < 4 || hour == 8 || hour == 9;
            apple.add(sample(Instant.parse("2026-03-03T00:30:00Z").plusSeconds(hour * 3600L), inside ? 50 : 100));
        }
        sleep.samples("apple", "heart_rate", "bpm", apple.toArray(String[]::new));
        sleep.samples("oura", "heart_rate", "bpm", sample(Instant.parse("2026-03-03T01:00:00Z"), 70));
        JsonNode average = nights("").get(0).at("/averages/heart_rate");
        assertThat(average.get("mean").decimalValue()).isEqualByComparingTo("50");
        assertThat(average.get("samples").asInt()).isEqualTo(6);
    }

    @Test
    void theTimeWeightedMeanWeighsByTime() throws Exception {
        sleep.record(session("garmin", "2026-03-02T23:00:00Z", "2026-03-03T07:00:00Z", N));
        List<String> samples = new ArrayList<>();
        Instant start = Instant.parse("2026-03-02T23:00:00Z");
        for (int second = 0; second < 7 * 3600; second += 300) {
            samples.add(sample(start.plusSeconds(second), 50));
        }
        for (int second = 7 * 3600; second < 8 * 3600; second += 5) {
            samples.add(sample(start.plusSeconds(second), 80));
        }
        sleep.samples("garmin", "heart_rate", "bpm", samples.toArray(String[]::new));
        JsonNode average = nights("").get(0).at("/averages/heart_rate");
        assertThat(average.get("timeWeightedMean").decimalValue()).isEqualByComparingTo("53.75");
        assertThat(average.get("coverage").decimalValue()).isEqualByComparingTo("1");
    }

    @Test
    void lateAndCorrectedSamplesShowInTheNextRead() throws Exception {
        sleep.record(night("garmin", 3));
        sleep.samples("garmin", "heart_rate", "bpm", sample(Instant.parse("2026-03-02T23:00:00Z"), 60));
        assertThat(meanHeartRate()).isEqualByComparingTo("60");
        sleep.samples("garmin", "heart_rate", "bpm", sample(Instant.parse("2026-03-02T22:00:00Z"), 70));
        assertThat(meanHeartRate()).isEqualByComparingTo("65");
        sleep.samples("garmin", "heart_rate", "bpm", sample(Instant.parse("2026-03-02T23:00:00Z"), 50));
        assertThat(meanHeartRate()).isEqualByComparingTo("60");
        sleep.samples("garmin", "heart_rate", "bpm", sample(Instant.parse("2026-03-03T06:00:00Z"), 90));
        assertThat(meanHeartRate()).isEqualByComparingTo("60");
    }

    @Test
    void aSessionThatMovesLeavesItsOldDate() throws Exception {
        String named = "{\"externalId\":\"a\",\"source\":{\"provider\":\"oura\"},";
        JsonNode created = sleep.record(named + "\"start\":\"2026-03-02T22:00:00Z\",\"end\":\"2026-03-03T06:00:00Z\"}")
                .get(0);
        assertThat(created.get("status").asString()).isEqualTo("created");
        JsonNode replaced = sleep.record(named + "\"start\":\"2026-03-05T22:00:00Z\",\"end\":\"2026-03-06T06:00:00Z\"}")
                .get(0);
        assertThat(replaced.get("status").asString()).isEqualTo("replaced");
        assertThat(replaced.get("id")).isEqualTo(created.get("id"));
        assertThat(dates(nights(""))).containsExactly("2026-03-06");
        JsonNode same = sleep.record(named + "\"start\":\"2026-03-05T22:00:00.9Z\",\"end\":\"2026-03-06T06:00:00Z\"}")
                .get(0);
        assertThat(same.get("status").asString()).isEqualTo("unchanged");
        assertThat(sleep.call(
                                HttpMethod.DELETE,
                                "/sleep/sessions/" + created.get("id").asString(),
                                null)
                        .status())
                .isEqualTo(204);
        assertThat(nights("")).isEmpty();
        assertThat(sleep.call(
                                HttpMethod.DELETE,
                                "/sleep/sessions/" + created.get("id").asString(),
                                null)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void dedupComesBeforeTheLimit() throws Exception {
        for (int day = 1; day <= 10; day++) {
            sleep.record(night("apple", day), night("oura", day));
        }
        JsonNode first = sleep.get("/sleep/summaries?order=asc&limit=5");
        JsonNode second = sleep.get(
                "/sleep/summaries?order=asc&limit=5&cursor=" + first.get("next").asString());
        assertThat(dates(first.get("items"))).hasSize(5);
        List<String> all = new ArrayList<>(dates(first.get("items")));
        all.addAll(dates(second.get("items")));
        assertThat(all).hasSize(10).doesNotHaveDuplicates().isSorted();
        assertThat(second.get("next").isNull()).isTrue();
        assertThat(first.at("/items/0/alternatives")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"asc", "desc"})
    void pagesWalkBackAsTheyWalkedForth(String order) throws Exception {
        for (int day = 1; day <= 6; day++) {
            sleep.record(night("apple", day));
        }
        String path = "/sleep/summaries?limit=2&order=" + order;
        JsonNode one = sleep.get(path);
        JsonNode two = sleep.get(path + "&cursor=" + one.get("next").asString());
        JsonNode three = sleep.get(path + "&cursor=" + two.get("next").asString());
        assertThat(one.get("prev").isNull()).isTrue();
        assertThat(three.get("next").isNull()).isTrue();
        JsonNode backTwo = sleep.get(path + "&cursor=" + three.get("prev").asString());
        JsonNode backOne = sleep.get(path + "&cursor=" + backTwo.get("prev").asString());
        assertThat(backTwo.get("items")).isEqualTo(two.get("items"));
        assertThat(backOne.get("items")).isEqualTo(one.get("items"));
        assertThat(backOne.get("prev").isNull()).isTrue();
        assertThat(sleep.get(path + "&cursor=" + backOne.get("next").asString()).get("items"))
                .isEqualTo(two.get("items"));
        assertThat(sleep.status("/sleep/summaries?limit=2&order=" + (order.equals("asc") ? "desc" : "asc") + "&cursor="
                        + one.get("next").asString()))
                .isEqualTo(400);
        assertThat(new SleepHttp(http, new PersonId(Tsid.next()))
                        .status(path + "&cursor=" + one.get("next").asString()))
                .isEqualTo(400);
    }

    @Test
    void boundsAreInclusiveLocalDatesAndNothingElse() throws Exception {
        sleep.record(night("garmin", 3));
        assertThat(dates(nights("?from=2026-03-03&to=2026-03-03"))).containsExactly("2026-03-03");
        assertThat(nights("?from=2026-03-04")).isEmpty();
        assertThat(nights("?to=2026-03-02")).isEmpty();
        for (String wrong : List.of(
                "from=2026-03-04T00:00%2B09:00",
                "to=2026-3-5",
                "from=2026-02-30",
                "to=",
                "from=2026-03-05&to=2026-03-04",
                "order=up",
                "limit=0",
                "limit=201",
                "cursor=x")) {
            assertThat(sleep.status("/sleep/summaries?" + wrong)).as(wrong).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 100, 365})
    void aPageIsTwoStatementsAtAnySize(int nights) throws Exception {
        List<String> sessions = new ArrayList<>();
        for (int day = 0; day < nights; day++) {
            Instant start = Instant.parse("2025-01-01T22:00:00Z").plusSeconds(day * 86_400L);
            sessions.add(session(
                    "garmin", start.toString(), start.plusSeconds(28_800).toString(), N));
        }
        sleep.record(sessions.toArray(String[]::new));
        var captured = QueryBudgets.captureResult(() -> sleep.get("/sleep/summaries?limit=200"));
        assertThat(captured.result().get("items")).hasSize(Math.min(nights, 200));
        // The person of the module's tests is known without a statement.
        assertThat(captured.queries()).hasStatements(1).hasNoRepeats();
    }

    @Test
    void recordingIsAConstantNumberOfStatements() throws Exception {
        int few = QueryBudgets.capture(() -> sleep.record(days(0, 3))).statements();
        int many = QueryBudgets.capture(() -> sleep.record(days(100, 1_000))).statements();
        assertThat(many).isEqualTo(few).isLessThanOrEqualTo(9);
        assertThat(nights("?limit=200")).hasSize(200);
    }

    @Test
    void aDailyValueStandsBesideItsNight() throws Exception {
        sleep.record(session("oura", "2026-03-03T00:30:00Z", "2026-03-03T08:00:00Z", ""));
        TenantScope.run(
                TENANT,
                () -> dailyValues.record(TENANT, person, "oura", SeriesType.SPO2, LocalDate.of(2026, 3, 3), 9600));
        JsonNode night = nights("").get(0);
        assertThat(night.at("/averages/spo2/mean").decimalValue()).isEqualByComparingTo("96");
        assertThat(night.get("flags").toString()).contains("daily_value");
        sleep.samples("oura", "spo2", "percent", sample(Instant.parse("2026-03-03T01:00:00Z"), 94));
        night = nights("").get(0);
        assertThat(night.at("/averages/spo2/mean").decimalValue()).isEqualByComparingTo("94");
        assertThat(night.get("flags").toString()).doesNotContain("daily_value");
    }

    @Test
    void settingsMoveTimesWithoutOffsetAndRankProviders() throws Exception {
        sleep.record(
                session("apple", "2026-03-02T23:30:00", "2026-03-03T07:00:00", ""),
                session("oura", "2026-03-04T22:00:00Z", "2026-03-05T06:00:00Z", ""),
                session("apple", "2026-03-04T22:00:00Z", "2026-03-05T06:00:00Z", ""),
                session("suunto", "2026-03-10T14:30:00-00:00", "2026-03-10T22:00:00-00:00", ""));
        JsonNode before = nights("?order=asc");
        assertThat(before.at("/0/start").asString()).isEqualTo("2026-03-02T23:30:00Z");
        assertThat(before.at("/0/flags").toString()).contains("zone_assumed");
        assertThat(before.at("/1/source/provider").asString()).isEqualTo("apple");
        assertThat(put("{\"zone\":\"Asia/Tokyo\",\"providerRank\":[\"oura\"]}")).isEqualTo(200);
        JsonNode after = nights("?order=asc");
        assertThat(after.at("/0/start").asString()).isEqualTo("2026-03-02T23:30:00+09:00");
        assertThat(after.at("/0/date").asString()).isEqualTo("2026-03-03");
        assertThat(after.at("/1/source/provider").asString()).isEqualTo("oura");
        assertThat(after.at("/2/date").asString()).isEqualTo("2026-03-11");
        assertThat(after.at("/2/end").asString()).isEqualTo("2026-03-11T07:00:00+09:00");
        assertThat(sleep.record(session("apple", "2026-03-02T23:30:00", "2026-03-03T07:00:00", ""))
                        .at("/0/status")
                        .asString())
                .isEqualTo("unchanged");
        assertThat(put("{\"zone\":\"Mars/Olympus\"}")).isEqualTo(400);
        assertThat(put("{\"providerRank\":[\"a\",\"a\"]}")).isEqualTo(422);
        assertThat(put("{\"zones\":1}")).isEqualTo(400);
    }

    @Test
    void aNapIsOverriddenAndTheOverrideTakenBack() throws Exception {
        JsonNode results = sleep.record(
                session("apple", "2026-03-02T22:30:00Z", "2026-03-03T06:30:00Z", ""),
                session("apple", "2026-03-03T13:10:00Z", "2026-03-03T14:00:00Z", ""));
        String path = "/sleep/sessions/" + results.at("/1/id").asString();
        assertThat(nights("").at("/0/napCount").asInt()).isEqualTo(1);
        SleepHttp.Answer answer = sleep.call(HttpMethod.PATCH, path, "{\"nap\":false}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().get("nap").asBoolean()).isFalse();
        assertThat(nights("").at("/0/napCount").asInt()).isZero();
        sleep.record(session("apple", "2026-03-03T13:10:00Z", "2026-03-03T14:00:00Z", ",\"asleepMinutes\":40"));
        assertThat(nights("").at("/0/napCount").asInt())
                .as("the override outlives its session's content")
                .isZero();
        sleep.call(HttpMethod.PATCH, path, "{\"nap\":true}");
        assertThat(nights("").at("/0/flags").toString()).doesNotContain("nap_inferred");
        answer = sleep.call(HttpMethod.PATCH, path, "{\"nap\":null}");
        assertThat(answer.body().get("napInferred").asBoolean()).isTrue();
        assertThat(nights("").at("/0/flags").toString()).contains("nap_inferred");
        for (String wrong : List.of("{}", "{\"nap\":\"yes\"}", "{\"nap\":true,\"x\":1}", "[]", "nap")) {
            assertThat(sleep.call(HttpMethod.PATCH, path, wrong).status())
                    .as(wrong)
                    .isEqualTo(400);
        }
        assertThat(new SleepHttp(http, new PersonId(Tsid.next()))
                        .call(HttpMethod.PATCH, path, "{\"nap\":true}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aNightShowsItsStagesAndNaps() throws Exception {
        sleep.record(
                session(
                        "apple",
                        "2026-03-02T22:00:00+01:00",
                        "2026-03-03T02:40:00+01:00",
                        ",\"stages\":[{\"stage\":\"light\",\"start\":\"2026-03-02T22:15:00+01:00\","
                                + "\"end\":\"2026-03-02T23:00:00+01:00\"},{\"stage\":\"in_bed\",\"start\":"
                                + "\"2026-03-02T22:00:00+01:00\",\"end\":\"2026-03-03T02:40:00+01:00\"}]"),
                session("apple", "2026-03-03T13:10:00+01:00", "2026-03-03T14:00:00+01:00", ""));
        JsonNode night = sleep.get("/sleep/nights/2026-03-03");
        assertThat(night.at("/stagesTimeline/0/stage").asString()).isEqualTo("in_bed");
        assertThat(night.at("/stagesTimeline/1/stage").asString()).isEqualTo("light");
        assertThat(night.at("/stagesTimeline/1/start").asString()).isEqualTo("2026-03-02T22:15:00+01:00");
        assertThat(night.get("naps")).hasSize(1);
        assertThat(night.get("latencyMinutes").asInt()).isEqualTo(15);
        assertThat(sleep.status("/sleep/nights/2026-03-04")).isEqualTo(404);
        assertThat(sleep.status("/sleep/nights/tuesday")).isEqualTo(400);
    }

    @Test
    void anUnknownPersonIs404Everywhere() throws Exception {
        persons.forget(person);
        assertThat(sleep.status("/sleep/summaries")).isEqualTo(404);
        assertThat(sleep.status("/sleep/nights/2026-03-03")).isEqualTo(404);
        assertThat(sleep.status("/sleep/trends")).isEqualTo(404);
        assertThat(sleep.status("/sleep/settings")).isEqualTo(404);
        assertThat(put("{}")).isEqualTo(404);
        assertThat(sleep.call(HttpMethod.POST, "/sleep/sessions", "{\"sessions\":[]}")
                        .status())
                .isEqualTo(404);
        assertThat(sleep.call(HttpMethod.DELETE, "/sleep/sessions/0123456789ABC", null)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void trendsCompareWithTheDaysBefore() throws Exception {
        sleep.record(
                session("oura", "2026-03-02T23:50:00Z", "2026-03-03T06:00:00Z", ",\"asleepMinutes\":300"),
                session("oura", "2026-03-04T00:10:00Z", "2026-03-04T06:20:00Z", ",\"asleepMinutes\":330"),
                session("oura", "2026-02-26T00:10:00Z", "2026-02-26T06:20:00Z", ",\"asleepMinutes\":300"));
        JsonNode trends = sleep.get("/sleep/trends?to=2026-03-07&days=7");
        assertThat(trends.get("nights").asInt()).isEqualTo(2);
        JsonNode asleep = trends.at("/metrics/asleepMinutes");
        assertThat(asleep.get("mean").decimalValue()).isEqualByComparingTo("315");
        assertThat(asleep.get("sd").decimalValue()).isEqualByComparingTo("21.21");
        assertThat(asleep.get("n").asInt()).isEqualTo(2);
        assertThat(asleep.get("previousMean").decimalValue()).isEqualByComparingTo("300");
        assertThat(asleep.get("change").decimalValue()).isEqualByComparingTo("15");
        assertThat(trends.get("bedtimeSdMinutes").decimalValue()).isEqualByComparingTo("14.14");
        assertThat(trends.at("/metrics/heartRate/mean").isNull()).isTrue();
        assertThat(sleep.status("/sleep/trends?days=8")).isEqualTo(400);
    }

    private int put(String body) throws Exception {
        return sleep.call(HttpMethod.PUT, "/sleep/settings", body).status();
    }

    private JsonNode nights(String query) throws Exception {
        return sleep.get("/sleep/summaries" + query).get("items");
    }

    private java.math.BigDecimal meanHeartRate() throws Exception {
        return nights("").get(0).at("/averages/heart_rate/mean").decimalValue();
    }

    private static List<String> dates(JsonNode nights) {
        List<String> dates = new ArrayList<>();
        nights.forEach(night -> dates.add(night.get("date").asString()));
        return dates;
    }

    private static String sample(Instant at, int value) {
        return "[\"" + at + "\"," + value + "]";
    }

    private static String night(String provider, int dayOfMarch) {
        LocalDate wake = LocalDate.of(2026, 3, dayOfMarch);
        return session(provider, wake.minusDays(1) + "T22:00:00Z", wake + "T06:00:00Z", N);
    }

    private static String[] days(int first, int count) {
        List<String> sessions = new ArrayList<>();
        for (int day = first; day < first + count; day++) {
            Instant start = Instant.parse("2020-01-01T22:00:00Z").plusSeconds(day * 86_400L);
            sessions.add(session(
                    "garmin", start.toString(), start.plusSeconds(28_800).toString(), N));
        }
        return sessions.toArray(String[]::new);
    }
}
