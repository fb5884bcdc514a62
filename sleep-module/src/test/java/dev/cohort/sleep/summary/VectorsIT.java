package dev.cohort.sleep.summary;

import static dev.cohort.sleep.SleepHttp.session;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.TenantScope;
import dev.cohort.kernel.Tsid;
import dev.cohort.kernel.test.PostgresTest;
import dev.cohort.sleep.SleepHttp;
import dev.cohort.sleep.series.SeriesType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.MockMvc;
import tools.jackson.databind.JsonNode;

/**
 * The vectors T1 to T29, each from the outside, and beside each the faults F1 to F29 of summaries elsewhere that it
 * would show. The other faults are in {@link FaultsIT}. The vectors' night N lasts from 22:00 to 06:00 of March 3.
 */
@PostgresTest
@AutoConfigureMockMvc
class VectorsIT {

    private static final TenantId TENANT = new TenantId(1);
    private static final String N =
            ",\"asleepMinutes\":420,\"inBedMinutes\":480,\"stageMinutes\":{\"deep\":90,\"light\":240,\"rem\":90,"
                    + "\"awake\":60},\"efficiencyPercent\":87.5";
    private static final String START = "2026-03-02T22:00:00Z";
    private static final String END = "2026-03-03T06:00:00Z";

    @Autowired
    MockMvc http;

    @Autowired
    DailyValues dailyValues;

    private PersonId person;
    private SleepHttp sleep;

    @BeforeEach
    void somebody() {
        person = new PersonId(Tsid.next());
        sleep = new SleepHttp(http, person);
    }

    @Test
    @DisplayName("T1: a plain night; its start counts, its end does not; two decimals")
    void aPlainNight() throws Exception {
        sleep.record(session("garmin", START, END, N + ",\"nap\":false"));
        heartRate("garmin", START, 3_600, 55, 56, 57, 58, 59, 60, 61, 62, 150);
        JsonNode night = only();
        assertThat(figures(night)).isEqualTo("2026-03-03 420 480 87.5 naps 0/0 total 420");
        assertThat(night.get("start").asString()).isEqualTo(START);
        assertThat(night.get("end").asString()).isEqualTo(END);
        assertThat(mean(night)).isEqualTo("58.5 of 8");
    }

    @Test
    @DisplayName("T2: a sample on the start counts and one on the end does not")
    void theWindowIsHalfOpen() throws Exception {
        sleep.record(session("garmin", START, END, N));
        heartRate("garmin", START, 28_800, 40, 90);
        assertThat(mean(only())).isEqualTo("40 of 1");
    }

    @Test
    @DisplayName("T3: a nap is net sleep beside the night, and its pulse is not the night's")
    void aNapBesideANight() throws Exception {
        sleep.record(session("garmin", START, END, N + ",\"nap\":false"), nap("garmin"));
        heartRate("garmin", START, 3_600, 55, 55);
        heartRate("garmin", "2026-03-03T13:10:00Z", 60, 99, 99);
        JsonNode night = only();
        assertThat(figures(night)).isEqualTo("2026-03-03 420 480 87.5 naps 1/25 total 445");
        assertThat(mean(night)).isEqualTo("55 of 2");
    }

    @Test
    @DisplayName("T4: a date of naps alone has no main figures")
    void aNapAlone() throws Exception {
        sleep.record(nap("garmin"));
        JsonNode night = only();
        assertThat(figures(night)).isEqualTo("2026-03-03 null null null naps 1/25 total 25");
        assertThat(night.get("start").isNull() && night.get("end").isNull()).isTrue();
        assertThat(night.get("source").isNull() && night.get("nightOf").isNull())
                .isTrue();
    }

    @Test
    @DisplayName("T5: a session without details counts as its window, in bed unknown")
    void aSessionWithoutDetails() throws Exception {
        sleep.record(session("garmin", START, END, ""));
        JsonNode night = only();
        assertThat(figures(night)).isEqualTo("2026-03-03 480 null null naps 0/0 total 480");
        assertThat(night.get("stages").isNull()).isTrue();
        assertThat(night.get("flags").toString()).contains("duration_only");
    }

    @Test
    @DisplayName("T6: nobody said whether N is a nap: it is none, and the count is 0, not unknown")
    void anUnflaggedNight() throws Exception {
        sleep.record(session("garmin", START, END, N));
        assertThat(figures(only())).isEqualTo("2026-03-03 420 480 87.5 naps 0/0 total 420");
    }

    @Test
    @DisplayName("T7, F5: two main sleeps of one date add up, and the hours between them do not count")
    void twoMainSleeps() throws Exception {
        sleep.record(
                session("x", "2026-03-03T00:00:00Z", "2026-03-03T04:00:00Z", minutes(230, 240, "95", false)),
                session("x", "2026-03-03T08:00:00Z", "2026-03-03T10:00:00Z", minutes(90, 120, "75", false)));
        heartRate("x", "2026-03-03T00:30:00Z", 3_600, 50, 50, 50, 50, 100, 100, 100, 100, 50, 50);
        JsonNode night = only();
        assertThat(figures(night)).isEqualTo("2026-03-03 320 360 88.33 naps 0/0 total 320");
        assertThat(night.get("start").asString()).isEqualTo("2026-03-03T00:00:00Z");
        assertThat(night.get("end").asString()).isEqualTo("2026-03-03T04:00:00Z");
        assertThat(mean(night)).isEqualTo("50 of 6");
    }

    @Test
    @DisplayName("T8, F7: a nap that its source does not call one is inferred")
    void anUnflaggedNap() throws Exception {
        sleep.record(
                session("apple", "2026-03-02T23:00:00Z", "2026-03-03T07:00:00Z", N),
                session("apple", "2026-03-03T14:00:00Z", "2026-03-03T14:45:00Z", minutes(40, 45, null, null)));
        heartRate("apple", "2026-03-02T23:30:00Z", 3_600, 52, 52, 52, 52, 52, 52, 52, 52, 95, 95, 95, 95, 95, 95);
        JsonNode night = only();
        assertThat(night.get("asleepMinutes").asInt()).isEqualTo(420);
        assertThat(night.get("napCount").asInt()).isEqualTo(1);
        assertThat(night.get("flags").toString()).contains("nap_inferred");
        assertThat(mean(night)).isEqualTo("52 of 8");
    }

    @Test
    @DisplayName("T9, F4: only the main provider's samples count")
    void twoDevicesOverOneNight() throws Exception {
        sleep.record(session("apple", START, END, N));
        heartRate("apple", START, 3_600, 50, 50, 50, 50, 50, 50, 50, 50);
        int[] other = new int[24];
        Arrays.fill(other, 70);
        heartRate("oura", START, 1_200, other);
        JsonNode night = only();
        assertThat(mean(night)).isEqualTo("50 of 8");
        assertThat(night.at("/averages/heart_rate/provider").asString()).isEqualTo("apple");
    }

    @Test
    @DisplayName("T10, F6: a dense hour does not outweigh seven sparse ones")
    void aDenseHour() throws Exception {
        sleep.record(session("x", "2026-03-02T23:00:00Z", "2026-03-03T07:00:00Z", N));
        int[] sparse = new int[84];
        Arrays.fill(sparse, 50);
        int[] dense = new int[720];
        Arrays.fill(dense, 80);
        heartRate("x", "2026-03-02T23:00:00Z", 300, sparse);
        heartRate("x", "2026-03-03T06:00:00Z", 5, dense);
        assertThat(only().at("/averages/heart_rate/timeWeightedMean").decimalValue())
                .isEqualByComparingTo("53.75");
    }

    @Test
    @DisplayName("T11, F8: a nap of the highest-ranked provider hides no night")
    void aNapHidesNoNight() throws Exception {
        sleep.record(
                session("oura", START, END, N),
                session("apple", "2026-03-03T13:00:00Z", "2026-03-03T13:40:00Z", minutes(35, 40, null, null)));
        JsonNode night = only();
        assertThat(night.at("/source/provider").asString()).isEqualTo("oura");
        assertThat(night.get("asleepMinutes").asInt()).isEqualTo(420);
        assertThat(night.get("napCount").asInt()).isEqualTo(1);
        assertThat(night.at("/sessions/1/source/provider").asString()).isEqualTo("apple");
    }

    @Test
    @DisplayName("T12, F9: one provider's devices make one night")
    void aNightOfTwoWriters() throws Exception {
        sleep.record(
                session("apple", "2026-03-02T23:00:00Z", "2026-03-03T03:00:00Z", ",\"asleepMinutes\":220")
                        .replace("\"apple\"", "\"apple\",\"deviceModel\":\"Watch6,12\""),
                session("apple", "2026-03-03T03:05:00Z", "2026-03-03T07:00:00Z", ",\"asleepMinutes\":210"));
        JsonNode night = only();
        assertThat(night.get("asleepMinutes").asInt()).isEqualTo(430);
        assertThat(night.get("sessions")).hasSize(2);
    }

    @Test
    @DisplayName("T13, F1: a page of five nights holds five although two devices saw each")
    void dedupBeforeLimit() throws Exception {
        List<String> all = new ArrayList<>();
        for (int day = 1; day <= 10; day++) {
            sleep.record(night("apple", day), night("oura", day));
        }
        for (String cursor = ""; cursor != null; ) {
            JsonNode page = sleep.get("/sleep/summaries?order=asc&limit=5" + cursor);
            assertThat(page.get("items")).hasSize(5);
            page.get("items").forEach(night -> all.add(night.get("date").asString()));
            cursor = page.get("next").isNull()
                    ? null
                    : "&cursor=" + page.get("next").asString();
        }
        assertThat(all).hasSize(10).doesNotHaveDuplicates().isSorted();
    }

    @Test
    @DisplayName("T14, F3: pages walk back as they walked forth")
    void backwardPages() throws Exception {
        for (int day = 1; day <= 6; day++) {
            sleep.record(night("garmin", day));
        }
        JsonNode one = page("");
        JsonNode two = page(one.get("next").asString());
        JsonNode three = page(two.get("next").asString());
        JsonNode back = page(three.get("prev").asString());
        assertThat(back.get("items")).isEqualTo(two.get("items"));
        assertThat(page(back.get("prev").asString()).get("items")).isEqualTo(one.get("items"));
        assertThat(page(back.get("next").asString()).get("items")).isEqualTo(three.get("items"));
    }

    private JsonNode page(String cursor) throws Exception {
        return sleep.get("/sleep/summaries?order=asc&limit=2" + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
    }

    @Test
    @DisplayName("T15, F11: one efficiency above 100 fails no page; it is cut and said")
    void anImpossibleEfficiency() throws Exception {
        sleep.record(session("x", START, END, N.replace("87.5", "100.42")), night("x", 4));
        JsonNode nights = sleep.get("/sleep/summaries?order=asc").get("items");
        assertThat(nights).hasSize(2);
        assertThat(nights.at("/0/efficiencyPercent").decimalValue()).isEqualByComparingTo("100");
        assertThat(nights.at("/0/flags").toString()).contains("clamped");
    }

    @Test
    @DisplayName("T16, F17, F23: efficiency has one weight, the time in bed")
    void efficiencyByTimeInBed() throws Exception {
        sleep.record(
                session("x", START, "2026-03-03T02:00:00Z", ",\"inBedMinutes\":240,\"efficiencyPercent\":90"),
                session(
                        "x",
                        "2026-03-03T02:30:00Z",
                        "2026-03-03T06:30:00Z",
                        ",\"inBedMinutes\":240,\"efficiencyPercent\":50"));
        assertThat(only().get("efficiencyPercent").decimalValue()).isEqualByComparingTo("70");
    }

    @Test
    @DisplayName("T17: the date is the local one of the end")
    void aNightInTokyo() throws Exception {
        sleep.record(session("x", "2026-03-02T23:30:00+09:00", "2026-03-03T07:00:00+09:00", ""));
        assertThat(only().get("date").asString()).isEqualTo("2026-03-03");
    }

    @Test
    @DisplayName("T18, F12: without an offset the person's zone is taken, and said")
    void aNightInTokyoWithoutOffset() throws Exception {
        sleep.call(HttpMethod.PUT, "/sleep/settings", "{\"zone\":\"Asia/Tokyo\"}");
        sleep.record(session("x", "2026-03-02T14:30:00-00:00", "2026-03-02T22:00:00-00:00", ""));
        JsonNode night = only();
        assertThat(night.get("date").asString()).isEqualTo("2026-03-03");
        assertThat(night.get("flags").toString()).contains("zone_assumed");
    }

    @Test
    @DisplayName("T19, F13: on a flight the zone at waking decides, and both offsets are kept")
    void aFlight() throws Exception {
        sleep.record(session("x", "2026-03-03T08:30:00-08:00", "2026-03-04T00:30:00+01:00", ""));
        JsonNode night = only();
        assertThat(night.get("date").asString()).isEqualTo("2026-03-04");
        assertThat(night.get("start").asString()).isEqualTo("2026-03-03T08:30:00-08:00");
        assertThat(night.get("end").asString()).isEqualTo("2026-03-04T00:30:00+01:00");
    }

    @Test
    @DisplayName("T20: a night over the change of clocks has its elapsed time and both clocks")
    void theChangeOfClocks() throws Exception {
        sleep.record(
                session("x", "2026-03-28T23:00:00+01:00", "2026-03-29T07:00:00+02:00", ""),
                session("x", "2025-10-25T23:00:00+02:00", "2025-10-26T07:00:00+01:00", ""));
        JsonNode nights = sleep.get("/sleep/summaries?order=asc").get("items");
        assertThat(nights.at("/0/asleepMinutes").asInt()).isEqualTo(540);
        assertThat(nights.at("/0/date").asString()).isEqualTo("2025-10-26");
        assertThat(nights.at("/1/asleepMinutes").asInt()).isEqualTo(420);
        assertThat(nights.at("/1/start").asString()).isEqualTo("2026-03-28T23:00:00+01:00");
        assertThat(nights.at("/1/end").asString()).isEqualTo("2026-03-29T07:00:00+02:00");
    }

    // T21, F14 is StoredNightsIT.theDatabasesZoneDoesNotMatter.

    @Test
    @DisplayName("T22, F16: a contained duplicate adds nothing")
    void aContainedDuplicate() throws Exception {
        sleep.record(
                session("x", "2026-03-03T00:31:00Z", "2026-03-03T06:14:00Z", minutes(320, 343, null, null)),
                session("x", "2026-03-03T05:31:00Z", "2026-03-03T06:13:00Z", minutes(40, 42, null, null)));
        assertThat(figures(only())).startsWith("2026-03-03 320 343 ").endsWith(" naps 0/0 total 320");
    }

    @Test
    @DisplayName("T23, F21: of two records of one night the fuller is kept, never their sum")
    void twoRecordsOfOneNight() throws Exception {
        sleep.record(session(
                "x",
                "2026-03-03T01:00:00Z",
                "2026-03-03T08:00:00Z",
                ",\"asleepMinutes\":300,\"inBedMinutes\":330,"
                        + "\"stageMinutes\":{\"deep\":60,\"light\":180,\"rem\":60,\"awake\":30}"));
        sleep.record(session(
                "x",
                "2026-03-03T02:00:00Z",
                "2026-03-03T07:00:00Z",
                ",\"asleepMinutes\":230,\"inBedMinutes\":250,"
                        + "\"stageMinutes\":{\"deep\":30,\"light\":150,\"rem\":50,\"awake\":20}"));
        assertThat(figures(only())).startsWith("2026-03-03 300 330 ").endsWith(" total 300");
    }

    @Test
    @DisplayName("T24: sessions 59 minutes apart are one sleep")
    void sessionsThatBelongTogether() throws Exception {
        sleep.record(
                session(
                        "x",
                        "2026-03-02T20:56:00Z",
                        "2026-03-02T21:26:00Z",
                        ",\"inBedMinutes\":30,\"efficiencyPercent\":27,"
                                + "\"stageMinutes\":{\"light\":8,\"awake\":22}"),
                session(
                        "x",
                        "2026-03-02T22:25:00Z",
                        "2026-03-03T07:40:00Z",
                        ",\"inBedMinutes\":430,\"efficiencyPercent\":80,"
                                + "\"stageMinutes\":{\"deep\":90,\"light\":200,\"rem\":80,\"awake\":30}"));
        JsonNode night = only();
        assertThat(figures(night)).isEqualTo("2026-03-03 378 460 76.54 naps 0/0 total 378");
        assertThat(night.get("stages").toString()).isEqualTo("{\"deep\":90,\"light\":208,\"rem\":80,\"awake\":52}");
        assertThat(night.get("start").asString()).isEqualTo("2026-03-02T20:56:00Z");
        assertThat(night.get("end").asString()).isEqualTo("2026-03-03T07:40:00Z");
    }

    @Test
    @DisplayName("T25, F24: Apple's stages with a wrapper and time in bed; time in bed alone is no sleep")
    void stagesOfApple() throws Exception {
        String inBed = stage("in_bed", "02T22:00", "03T02:40");
        sleep.record(session(
                "apple",
                START,
                "2026-03-03T02:40:00Z",
                ",\"stages\":["
                        + String.join(
                                ",",
                                stage("light", "02T22:15", "02T23:00"),
                                stage("deep", "02T23:00", "03T00:30"),
                                stage("rem", "03T00:30", "03T01:15"),
                                stage("awake", "03T01:15", "03T01:25"),
                                stage("deep", "03T01:25", "03T02:30"),
                                stage("asleep", "02T22:15", "03T02:30"),
                                inBed)
                        + "]"));
        JsonNode night = only();
        assertThat(figures(night)).isEqualTo("2026-03-03 245 280 87.5 naps 0/0 total 245");
        assertThat(night.get("stages").toString()).isEqualTo("{\"deep\":155,\"light\":45,\"rem\":45,\"awake\":10}");
        somebody();
        sleep.record(session("apple", START, "2026-03-03T02:40:00Z", ",\"stages\":[" + inBed + "]"));
        assertThat(figures(only())).isEqualTo("2026-03-03 null 280 null naps 0/0 total null");
    }

    @Test
    @DisplayName("T26, F20: SpO2 as a fraction is percent")
    void fractionsOfOxygen() throws Exception {
        sleep.record(session("apple", START, END, N));
        sleep.samples(
                "apple",
                "spo2",
                "%",
                sample(Instant.parse(START), "0.97"),
                sample(Instant.parse(START).plusSeconds(60), "0.95"));
        assertThat(only().at("/averages/spo2/mean").decimalValue()).isEqualByComparingTo("96");
    }

    @Test
    @DisplayName("T27, F19: a value of the day belongs to the night of that wake date, and is called one")
    void oxygenOfTheDay() throws Exception {
        sleep.record(session("oura", "2026-03-03T00:30:00Z", "2026-03-03T08:00:00Z", ""));
        TenantScope.run(
                TENANT,
                () -> dailyValues.record(TENANT, person, "oura", SeriesType.SPO2, LocalDate.of(2026, 3, 3), 96_00));
        JsonNode night = only();
        assertThat(night.at("/averages/spo2/mean").decimalValue()).isEqualByComparingTo("96");
        assertThat(night.get("flags").toString()).contains("daily_value");
    }

    @Test
    @DisplayName("T28, F10: of two writers of one rank always the one with the longest coverage, then by name")
    void tiesAreNoDice() throws Exception {
        List<String> sessions = new ArrayList<>(List.of(
                session("zepp", "2026-03-02T23:00:00Z", "2026-03-03T07:00:00Z", ",\"asleepMinutes\":420"),
                session("oura", "2026-03-02T23:05:00Z", "2026-03-03T06:00:00Z", ",\"asleepMinutes\":380"),
                session("withings", "2026-03-02T23:00:00Z", "2026-03-03T07:00:00Z", ",\"asleepMinutes\":410")));
        for (int run = 0; run < 30; run++) {
            somebody();
            Collections.shuffle(sessions, new Random(run));
            for (String one : sessions) {
                sleep.record(one);
            }
            assertThat(only().at("/source/provider").asString()).isEqualTo("withings");
        }
    }

    @Test
    @DisplayName("T29, F15: bounds are local dates, both included, and nothing else is one")
    void boundsAreDates() throws Exception {
        sleep.record(session("garmin", START, END, N));
        assertThat(sleep.get("/sleep/summaries?from=2026-03-03&to=2026-03-03").get("items"))
                .hasSize(1);
        assertThat(sleep.status("/sleep/summaries?from=2026-03-04T00:00%2B09:00&to=2026-03-05T00:00%2B09:00"))
                .isEqualTo(400);
    }

    private JsonNode only() throws Exception {
        JsonNode nights = sleep.get("/sleep/summaries").get("items");
        assertThat(nights).hasSize(1);
        return nights.get(0);
    }

    private static String figures(JsonNode night) {
        return String.join(
                " ",
                night.get("date").asString(),
                night.get("asleepMinutes").toString(),
                night.get("inBedMinutes").toString(),
                night.get("efficiencyPercent").toString(),
                "naps",
                night.get("napCount") + "/" + night.get("napMinutes"),
                "total",
                night.get("totalAsleepMinutes").toString());
    }

    private static String mean(JsonNode night) {
        JsonNode average = night.at("/averages/heart_rate");
        return average.get("mean").decimalValue().stripTrailingZeros().toPlainString() + " of "
                + average.get("samples").asInt();
    }

    private void heartRate(String provider, String from, int everySeconds, int... values) throws Exception {
        List<String> samples = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            samples.add(sample(Instant.parse(from).plusSeconds((long) i * everySeconds), String.valueOf(values[i])));
        }
        sleep.samples(provider, "heart_rate", "bpm", samples.toArray(String[]::new));
    }

    private static String sample(Instant at, String value) {
        return "[\"" + at + "\"," + value + "]";
    }

    private static String minutes(int asleep, int inBed, @Nullable String efficiencyPercent, @Nullable Boolean nap) {
        return ",\"asleepMinutes\":" + asleep + ",\"inBedMinutes\":" + inBed + ",\"efficiencyPercent\":"
                + efficiencyPercent + ",\"nap\":" + nap;
    }

    private static String nap(String provider) {
        return session(provider, "2026-03-03T13:00:00Z", "2026-03-03T13:40:00Z", minutes(25, 40, "62.5", true));
    }

    private static String night(String provider, int dayOfMarch) {
        LocalDate wake = LocalDate.of(2026, 3, dayOfMarch);
        return session(provider, wake.minusDays(1) + "T22:00:00Z", wake + "T06:00:00Z", N);
    }

    private static String stage(String name, String from, String to) {
        return "{\"stage\":\"" + name + "\",\"start\":\"2026-03-" + from + ":00Z\",\"end\":\"2026-03-" + to + ":00Z\"}";
    }
}
