package dev.cohort.sleep.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.TenantScope;
import dev.cohort.kernel.Tsid;
import dev.cohort.kernel.test.PostgresTest;
import dev.cohort.kernel.test.query.QueryBudgets;
import dev.cohort.kernel.time.TimeWindow;
import dev.cohort.sleep.SleepHttp;
import dev.cohort.sleep.series.SeriesByMinute;
import dev.cohort.sleep.series.SeriesType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/** The page of a person's sleep: what is known, and that nothing else is claimed. */
@PostgresTest
@AutoConfigureMockMvc
class SleepPageIT {

    @Autowired
    MockMvc http;

    @Autowired
    SeriesByMinute series;

    private PersonId person;
    private SleepHttp sleep;

    @BeforeEach
    void somebody() {
        person = new PersonId(Tsid.next());
        sleep = new SleepHttp(http, person);
    }

    @Test
    void aNightShowsItsFiguresWithTheirProvenance() throws Exception {
        sleep.record(SleepHttp.session(
                "oura",
                "2026-03-02T22:00:00+01:00",
                "2026-03-03T06:00:00+01:00",
                ",\"asleepMinutes\":425,\"inBedMinutes\":470"));
        String html = page("");
        assertThat(html)
                .contains("Night to Tue 3 Mar 2026", "7 h 05", "7 h 50", "22:00–06:00 (UTC+01:00)", "1 of 30 nights")
                .contains("recorded no stages", "No samples in this night of");
        assertThat(html.split(": no data", -1)).hasSizeGreaterThan(29);
    }

    @Test
    void theLastNightIsShownUnlessAnotherIsAsked() throws Exception {
        for (int day = 1; day < 4; day++) {
            sleep.record(SleepHttp.session(
                    "oura",
                    "2026-03-0%dT22:00:00Z".formatted(day),
                    "2026-03-0%dT06:00:00Z".formatted(day + 1),
                    ",\"asleepMinutes\":400"));
        }
        assertThat(page("")).contains("Night to Wed 4 Mar 2026", "3 of 30 nights");
        assertThat(page("?night=2026-03-03&days=7")).contains("Night to Tue 3 Mar 2026", "2 of 7 nights");
    }

    /** The person's name is a statement of whoever keeps the people. */
    @Test
    void aPageTakesThreeStatementsBesideThePersonsName() throws Exception {
        nightWithTraces();
        page("");
        var captured = QueryBudgets.capture(() -> page("?days=90"));
        assertThat(captured).hasStatements(3);
        var missing = QueryBudgets.capture(() -> page("?night=2026-01-01"));
        assertThat(missing).hasStatements(1);
    }

    @Test
    void theNeighboursOfADateAreTheNightsThereAre() throws Exception {
        nightWithTraces();
        sleep.record(
                SleepHttp.session("oura", "2026-02-01T22:00:00Z", "2026-02-02T06:00:00Z", ",\"asleepMinutes\":400"));
        assertThat(page("")).contains("night=2026-02-02").contains("Night to Tue 3 Mar 2026");
        assertThat(page("?night=2026-02-10")).contains("night=2026-02-02", "night=2026-03-03");
        assertThat(page("?night=2026-02-02")).contains("night=2026-03-03").doesNotContain("Night before");
    }

    @Test
    void theTracesAreTheMinutesOfTheApiAlsoWhenSamplesCameLate() throws Exception {
        nightWithTraces();
        sleep.samples("oura", "heart_rate", "bpm", "[\"2026-03-03T01:00:00Z\", 90]", "[\"2026-03-03T01:00:30Z\", 92]");
        sleep.samples("garmin", "heart_rate", "bpm", "[\"2026-03-03T01:00:00Z\", 120]");
        var window = new TimeWindow(Instant.parse("2026-03-02T22:00:00Z"), Instant.parse("2026-03-03T06:00:00Z"));
        Map<SeriesType, List<SeriesByMinute.Minute>> minutes = minutes(window);
        assertThat(minutes.keySet()).containsExactly(SeriesType.HEART_RATE, SeriesType.HRV_SDNN, SeriesType.HRV_RMSSD);
        for (SeriesType type : minutes.keySet()) {
            List<String> api = new ArrayList<>();
            sleep.get("/samples?type=" + type.code() + "&resolution=1m&limit=1000&provider=oura"
                            + "&from=2026-03-02T22:00:00Z&to=2026-03-03T06:00:00Z")
                    .get("items")
                    .forEach(item -> api.add(Instant.parse(item.get("at").stringValue()) + " "
                            + item.get("mean")
                                    .decimalValue()
                                    .stripTrailingZeros()
                                    .toPlainString() + " "
                            + item.get("n").intValue()));
            assertThat(minutes.get(type))
                    .extracting(minute -> minute.at() + " "
                            + minute.mean().stripTrailingZeros().toPlainString() + " " + minute.samples())
                    .as(type.code())
                    .isEqualTo(api)
                    .isNotEmpty();
        }
    }

    private Map<SeriesType, List<SeriesByMinute.Minute>> minutes(TimeWindow window) {
        var types = List.of(SeriesType.HEART_RATE, SeriesType.HRV_SDNN, SeriesType.HRV_RMSSD);
        var tenant = new TenantId(1);
        return TenantScope.call(tenant, () -> series.of(tenant, person, types, "oura", window));
    }

    private void nightWithTraces() throws Exception {
        sleep.record(
                SleepHttp.session(
                        "oura",
                        "2026-03-02T22:00:00Z",
                        "2026-03-03T06:00:00Z",
                        ",\"stages\":[{\"stage\":\"deep\",\"start\":\"2026-03-02T22:10:00Z\",\"end\":\"2026-03-02T23:00:00Z\"}]"));
        for (String[] type : new String[][] {{"heart_rate", "bpm"}, {"hrv_rmssd", "ms"}, {"hrv_sdnn", "ms"}}) {
            String[] pairs = new String[200];
            for (int at = 0; at < pairs.length; at++) {
                pairs[at] = "[\"" + Instant.parse("2026-03-02T22:00:00Z").plusSeconds(at * 97L) + "\", " + (50 + at % 9)
                        + "]";
            }
            sleep.samples("oura", type[0], type[1], pairs);
        }
    }

    @Test
    void aNightWithoutDataIsNotANightWithoutSleep() throws Exception {
        sleep.record(
                SleepHttp.session("oura", "2026-03-02T22:00:00Z", "2026-03-03T06:00:00Z", ",\"asleepMinutes\":400"));
        assertThat(page("?night=2026-03-05"))
                .contains("No data for this night", "nobody knows")
                .doesNotContain(">0 min<");
    }

    @Test
    void aPersonWithoutNightsHasAPageThatSaysSo() throws Exception {
        assertThat(page("")).contains("No nights yet");
    }

    @Test
    void whatIsAskedWronglyIsExplained() throws Exception {
        sleep.record(
                SleepHttp.session("oura", "2026-03-02T22:00:00Z", "2026-03-03T06:00:00Z", ",\"asleepMinutes\":400"));
        assertThatThrownBy(() -> get("?night=yesterday")).rootCause().hasMessageContaining("\"yesterday\" is no date");
        assertThatThrownBy(() -> get("?days=8")).hasRootCauseMessage("days must be 7, 30 or 90.");
    }

    @Test
    void nightsAreDownloadedWithEmptyCellsForTheUnknown() throws Exception {
        sleep.record(
                SleepHttp.session("=cmd", "2026-03-02T22:00:00Z", "2026-03-03T06:00:00Z", ",\"asleepMinutes\":400"));
        String csv = text(get("/nights.csv?night=2026-03-03&days=7"));
        assertThat(csv.lines().toList())
                .hasSize(2)
                .element(1)
                .asString()
                .startsWith("2026-03-03,2026-03-02T22:00:00Z,2026-03-03T06:00:00Z,400,")
                .endsWith(",\"'=cmd\"");
    }

    private String page(String query) throws Exception {
        MockHttpServletResponse answer = get(query);
        assertThat(answer.getStatus()).as(query).isEqualTo(200);
        return text(answer);
    }

    private MockHttpServletResponse get(String query) throws Exception {
        return http.perform(MockMvcRequestBuilders.get("/people/" + person + "/sleep" + query)
                        .header("Accept", "text/html"))
                .andReturn()
                .getResponse();
    }

    private static String text(MockHttpServletResponse answer) {
        return new String(answer.getContentAsByteArray(), StandardCharsets.UTF_8);
    }
}
