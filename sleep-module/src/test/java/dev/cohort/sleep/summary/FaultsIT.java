package dev.cohort.sleep.summary;

import static dev.cohort.sleep.SleepHttp.session;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.Tsid;
import dev.cohort.kernel.test.PostgresTest;
import dev.cohort.sleep.SleepHttp;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.MockMvc;
import tools.jackson.databind.JsonNode;

/**
 * Faults of summaries elsewhere that no vector shows; {@link VectorsIT} has most of the others, {@link StoredNightsIT}
 * F2 and F14, and the importers' tests F12, F20, F22, F24 and F27 once more, as files bring them.
 *
 * <p>F25 cannot happen here, because no score is computed that could name another date than its night. Of F23 a second
 * half cannot: no importer takes a vendor's score of quality for an efficiency, there being a property of each source
 * that is one.
 */
@PostgresTest
@AutoConfigureMockMvc
class FaultsIT {

    @Autowired
    MockMvc http;

    private SleepHttp sleep;

    @BeforeEach
    void somebody() {
        sleep = new SleepHttp(http, new PersonId(Tsid.next()));
    }

    @Test
    @DisplayName("F18: a night of ten years ago has its samples and its averages, because nothing is thinned out")
    void anOldNightKeepsItsSamples() throws Exception {
        sleep.record(session("garmin", "2014-03-02T22:00:00Z", "2014-03-03T06:00:00Z", ""));
        sleep.samples("garmin", "heart_rate", "bpm", "[\"2014-03-02T23:00:00Z\",50]", "[\"2014-03-02T23:00:01Z\",53]");
        assertThat(only().at("/averages/heart_rate/mean").decimalValue()).isEqualByComparingTo("51.5");
        assertThat(sleep.get("/samples?type=heart_rate&from=2014-03-02T00:00:00Z&to=2014-03-04T00:00:00Z")
                        .get("items"))
                .hasSize(2);
    }

    @Test
    @DisplayName("F21: a part that comes last joins the two that it lies between")
    void aBridgeThatComesLast() throws Exception {
        sleep.record(session("x", "2026-03-02T21:00:00Z", "2026-03-02T23:00:00Z", ",\"asleepMinutes\":100"));
        sleep.record(session("x", "2026-03-03T03:00:00Z", "2026-03-03T06:00:00Z", ",\"asleepMinutes\":150"));
        assertThat(sleep.get("/sleep/summaries").get("items")).hasSize(2);
        sleep.record(session("x", "2026-03-03T00:30:00Z", "2026-03-03T02:00:00Z", ",\"asleepMinutes\":80"));
        assertThat(only().get("start").asString()).isEqualTo("2026-03-02T21:00:00Z");
        assertThat(only().get("asleepMinutes").asInt()).isEqualTo(330);
    }

    @Test
    @DisplayName("F21: a nap soon after waking stays a nap")
    void aNapSoonAfterWaking() throws Exception {
        sleep.record(
                session("x", "2026-03-02T22:00:00Z", "2026-03-03T05:00:00Z", ",\"asleepMinutes\":400"),
                session("x", "2026-03-03T05:30:00Z", "2026-03-03T06:30:00Z", ",\"asleepMinutes\":50,\"nap\":true"));
        assertThat(only().get("asleepMinutes").asInt()).isEqualTo(400);
        assertThat(only().get("napMinutes").asInt()).isEqualTo(50);
    }

    @Test
    @DisplayName("F22: a session that its source revises is replaced, with the same window and with another")
    void aRevisedSession() throws Exception {
        String named = "{\"externalId\":\"a\",\"source\":{\"provider\":\"garmin\"},\"start\":\"2026-03-02T22:00:00Z\"";
        sleep.record(named + ",\"end\":\"2026-03-03T05:00:00Z\",\"asleepMinutes\":300}");
        sleep.record(named + ",\"end\":\"2026-03-03T05:00:00Z\",\"asleepMinutes\":310}");
        assertThat(only().get("asleepMinutes").asInt()).isEqualTo(310);
        sleep.record(named + ",\"end\":\"2026-03-03T06:00:00Z\",\"asleepMinutes\":360}");
        assertThat(only().get("asleepMinutes").asInt()).isEqualTo(360);
        assertThat(only().get("sessions")).hasSize(1);
    }

    @Test
    @DisplayName("F26: RMSSD never stands where SDNN should, and neither counts for the other")
    void twoVariabilities() throws Exception {
        sleep.record(session("oura", "2026-03-02T22:00:00Z", "2026-03-03T06:00:00Z", ""));
        sleep.samples("oura", "hrv_rmssd", "ms", "[\"2026-03-02T23:00:00Z\",40]");
        assertThat(only().at("/averages/hrv_sdnn/mean").isNull()).isTrue();
        sleep.samples("oura", "hrv_sdnn", "s", "[\"2026-03-02T23:00:00Z\",0.06]");
        assertThat(only().at("/averages/hrv_sdnn/mean").decimalValue()).isEqualByComparingTo("60");
        assertThat(only().at("/averages/hrv_rmssd/mean").decimalValue()).isEqualByComparingTo("40");
    }

    @Test
    @DisplayName("F28: a night over midnight is in the range of its date; 0 stays 0, and what nobody reports is null")
    void edgesAndZeros() throws Exception {
        sleep.record(session(
                "x",
                "2026-03-02T22:00:00Z",
                "2026-03-03T06:00:00Z",
                ",\"asleepMinutes\":0,\"inBedMinutes\":480,\"efficiencyPercent\":0,\"stageMinutes\":{\"deep\":0}"));
        JsonNode night =
                sleep.get("/sleep/summaries?from=2026-03-03&to=2026-03-03").at("/items/0");
        assertThat(night.get("efficiencyPercent").decimalValue()).isEqualByComparingTo("0");
        assertThat(night.get("asleepMinutes").asInt(-1)).isZero();
        assertThat(night.at("/stages/deep").asInt(-1)).isZero();
        assertThat(night.at("/stages/light").isNull()).isTrue();
        assertThat(night.at("/stages/rem").isNull()).isTrue();
    }

    @Test
    @DisplayName("F29: an end at midnight is that midnight, a resolution is kept, and pages hold 200")
    void endsAndResolutions() throws Exception {
        String[] samples = new String[300];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = "[\"2026-03-03T%02d:%02d:00Z\",60]".formatted(18 + i / 60, i % 60);
        }
        sleep.samples("x", "heart_rate", "bpm", samples);
        sleep.samples("x", "heart_rate", "bpm", "[\"2026-03-04T00:00:00Z\",99]", "[\"2026-03-04T12:00:00Z\",99]");
        String range = "/samples?type=heart_rate&from=2026-03-03T00:00:00Z&to=2026-03-04T00:00:00Z";
        assertThat(sleep.get(range + "&limit=200").get("items")).hasSize(200);
        JsonNode hours = sleep.get(range + "&resolution=1h").get("items");
        assertThat(hours).hasSize(5);
        assertThat(hours.at("/4/max").decimalValue()).isEqualByComparingTo("60");
    }

    private JsonNode only() throws Exception {
        JsonNode nights = sleep.get("/sleep/summaries").get("items");
        assertThat(nights).hasSize(1);
        return nights.get(0);
    }
}
