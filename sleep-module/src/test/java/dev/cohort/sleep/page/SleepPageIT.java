package dev.cohort.sleep.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.Tsid;
import dev.cohort.kernel.test.PostgresTest;
import dev.cohort.sleep.SleepHttp;
import java.nio.charset.StandardCharsets;
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
