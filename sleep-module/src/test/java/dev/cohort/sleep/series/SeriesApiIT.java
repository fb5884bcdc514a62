package dev.cohort.sleep.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.Tsid;
import dev.cohort.kernel.test.PostgresTest;
import dev.cohort.kernel.test.query.QueryBudgets;
import dev.cohort.sleep.SleepTestApplication.ForgetfulPersons;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@PostgresTest
@AutoConfigureMockMvc
class SeriesApiIT {

    private static final JsonMapper JSON = new JsonMapper();

    @Autowired
    MockMvc http;

    @Autowired
    ForgetfulPersons persons;

    @Autowired
    Clock clock;

    private PersonId person;

    @BeforeEach
    void somebody() {
        person = new PersonId(Tsid.next());
    }

    @Test
    void everySampleIsAcceptedReplacedUnchangedOrRejectedWithItsIndex() throws Exception {
        String ahead = clock.instant()
                .plus(Duration.ofHours(25))
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
        postSamples("garmin", "heart_rate", "bpm", "[\"2026-03-01T22:00:00Z\",50],[\"2026-03-01T22:05:00Z\",51]");
        JsonNode answer = postSamples(
                "garmin",
                "heart_rate",
                "bpm",
                "[\"2026-03-01T23:00:00.9+01:00\",50.001],[\"2026-03-01T22:05:00Z\",52],[\"2026-03-01T22:10:00Z\",53],"
                        + "[\"yesterday\",50],[\"2026-03-01T22:10:00\",50],[\"2026-03-01T22:11:00Z\",\"50\"],"
                        + "[\"2026-03-01T22:12:00Z\",19.999],[\"2026-03-01T22:12:00Z\",1e300],"
                        + "[\"" + ahead
                        + "\",60],[\"1969-12-31T23:59:59Z\",60],null,[],[\"2026-03-01T22:12:00Z\",null],"
                        + "[\"2026-03-01T22:12:00Z\",60,1],{\"at\":1}");
        assertThat(answer.get("accepted").asInt()).isEqualTo(1);
        assertThat(answer.get("replaced").asInt()).isEqualTo(1);
        assertThat(answer.get("unchanged").asInt()).isEqualTo(1);
        List<String> rejected = new ArrayList<>();
        answer.get("rejected")
                .forEach(one -> rejected.add(
                        one.get("index").asInt() + " " + one.get("code").asString()));
        assertThat(rejected)
                .containsExactly(
                        "3 unreadable-instant",
                        "4 unreadable-instant",
                        "5 not-a-number",
                        "6 out-of-bounds",
                        "7 out-of-bounds",
                        "8 in-the-future",
                        "9 before-1970",
                        "10 unreadable",
                        "11 unreadable",
                        "12 not-a-number",
                        "13 unreadable",
                        "14 unreadable");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | /source/provider",
                "{'source':{'provider':' '},'type':'heart_rate','unit':'bpm','samples':[]} | /source/provider",
                "{'source':{'provider':'x'},'unit':'bpm','samples':[]} | /type",
                "{'source':{'provider':'x'},'type':'pulse','unit':'bpm','samples':[]} | /type",
                "{'source':{'provider':'x'},'type':'heart_rate','unit':'Hz','samples':[]} | /unit",
                "{'source':{'provider':'x'},'type':'heart_rate','samples':[]} | /unit",
                "{'source':{'provider':'x'},'type':'heart_rate','unit':'bpm'} | /samples",
                "{'source':{'provider':'x'},'type':'heart_rate','unit':'bpm','samples':{}} | /samples",
                "{'source':{'provider':'x','colour':1},'type':'heart_rate'} | /source/colour",
                "{'source':{'provider':'x'},'type':7} | /type",
            })
    void aMalformedEnvelopeIs400AndNamesItsPlace(String body, String pointer) throws Exception {
        MockHttpServletResponse answer = send("/samples", body.replace('\'', '"'));
        assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(400);
        assertThat(answer.getContentType()).startsWith("application/problem+json");
        assertThat(json(answer).get("errors").get(0).get("pointer").asString()).isEqualTo(pointer);
    }

    /** Were they read to their end, what follows would make them no JSON. */
    @Test
    void readingEndsWhereABodyHasTooManySamplesOrNone() throws Exception {
        String envelope = "{\"source\":{\"provider\":\"x\"},\"type\":\"heart_rate\",\"unit\":\"bpm\",\"samples\":";
        String most = String.join(",", Collections.nCopies(100_000, "0"));
        assertThat(send("/samples", envelope + "[" + most + "]}").getStatus()).isEqualTo(200);
        assertThat(send("/samples", envelope + "[" + most + ",0 oops").getStatus())
                .isEqualTo(422);
        MockHttpServletResponse none = send("/samples", envelope + "{\"a\" oops");
        assertThat(none.getStatus()).isEqualTo(400);
        assertThat(json(none).at("/errors/0/message").asString())
                .isEqualTo("samples must be an array of [\"<instant>\", value].");
    }

    @Test
    void anItemThatCannotBeReadSpoilsNoOther() throws Exception {
        JsonNode answer = postSamples(
                "garmin",
                "heart_rate",
                "bpm",
                "[\"2026-03-01T22:00:00Z\",1e99999999999999],[[[1]],{\"a\":[2]}],[1,[2,[3]]],{\"a\":{}},"
                        + "[\"2026-03-01T22:00:00Z\",50,[1]],[\"2026-03-01T22:00:00Z\",60]");
        assertThat(answer.get("accepted").asInt()).isEqualTo(1);
        List<String> codes = new ArrayList<>();
        answer.get("rejected").forEach(one -> codes.add(one.get("code").asString()));
        assertThat(codes).containsExactly("not-a-number", "unreadable", "unreadable", "unreadable", "unreadable");
        assertThat(send("/samples", "{\"source\":{\"provider\":\"\\ud800\"}}").getStatus())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "hrv_sdnn, s, 0.05, 50",
        "spo2, %, 0.97, 97",
        "spo2, %, 97, 97",
        "spo2, fraction, 0.975, 97.5",
        "skin_temperature, fahrenheit, 95, 35",
        "respiratory_rate, brpm, 14.255, 14.26",
        "heart_rate, count/min, 61, 61",
        "steps, count, 100000, 100000",
    })
    void valuesAreKeptInTheTypesUnitToAHundredth(String type, String unit, String given, String kept) throws Exception {
        postSamples("garmin", type, unit, "[\"2026-03-01T22:00:00Z\"," + given + "]");
        JsonNode items = list("type=" + type).get("items");
        assertThat(items.get(0).get("value").decimalValue()).isEqualByComparingTo(kept);
        assertThat(items.get(0).get("at").asString()).isEqualTo("2026-03-01T22:00:00Z");
        assertThat(items.get(0).get("provider").asString()).isEqualTo("garmin");
    }

    @Test
    void averagesComeInTheOrderOfTheWindowsWithNullsWhereNothingIs() throws Exception {
        postSamples("garmin", "heart_rate", "bpm", "[\"2026-03-01T22:00:00Z\",50],[\"2026-03-01T22:05:00Z\",51]");
        MockHttpServletResponse answer = send("/sleep/averages", """
                {"types": ["heart_rate", "spo2"], "windows": [
                  {"start": "2026-03-01T22:05:00Z", "end": "2026-03-01T22:06:00Z"},
                  {"start": "2026-03-01T23:00:00+01:00", "end": "2026-03-01T22:06:00Z"},
                  {"start": "2026-03-01T22:00:00Z", "end": "2026-03-01T22:00:00Z"}]}""");
        assertThat(answer.getStatus()).isEqualTo(200);
        assertThat(json(answer)).isEqualTo(JSON.readTree("""
                {"averages": [
                  {"heart_rate": {"mean":51.00,"timeWeightedMean":51.00,"samples":1,"coverage":1.00,"provider":"garmin"},
                   "spo2": {"mean":null,"timeWeightedMean":null,"samples":0,"coverage":0,"provider":null}},
                  {"heart_rate": {"mean":50.50,"timeWeightedMean":50.17,"samples":2,"coverage":1.00,"provider":"garmin"},
                   "spo2": {"mean":null,"timeWeightedMean":null,"samples":0,"coverage":0,"provider":null}},
                  {"heart_rate": {"mean":null,"timeWeightedMean":null,"samples":0,"coverage":0,"provider":null},
                   "spo2": {"mean":null,"timeWeightedMean":null,"samples":0,"coverage":0,"provider":null}}]}"""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'types':['heart_rate'],'windows':[{'start':'2026-03-02T00:00:00Z','end':'2026-03-01T00:00:00Z'}]}",
                "{'types':['pulse'],'windows':[]}",
                "{'types':[],'windows':[]}",
                "{'types':[null],'windows':[]}",
                "{'types':['heart_rate']}",
                "{'types':['heart_rate'],'windows':[null]}",
                "{'types':['heart_rate'],'windows':[{'start':'2026-03-02T00:00:00Z'}]}",
                "{'types':['heart_rate'],'windows':[{'start':'2026-03-02','end':'2026-03-03'}]}",
            })
    void windowsThatCannotBeReadAre400(String body) throws Exception {
        MockHttpServletResponse answer = send("/sleep/averages", body.replace('\'', '"'));
        assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(400);
        assertThat(json(answer).get("errors").get(0).get("code").asString()).isNotEmpty();
    }

    @Test
    void moreWindowsThanAllowedAreRefusedAndTheMostIsFine() throws Exception {
        String window = "{\"start\":\"2026-03-01T22:00:00Z\",\"end\":\"2026-03-01T23:00:00Z\"}";
        String most = IntStream.range(0, 5_000).mapToObj(at -> window).collect(Collectors.joining(","));
        assertThat(send("/sleep/averages", "{\"types\":[\"heart_rate\"],\"windows\":[" + most + "]}")
                        .getStatus())
                .isEqualTo(200);
        assertThat(send("/sleep/averages", "{\"types\":[\"heart_rate\"],\"windows\":[" + most + "," + window + "]}")
                        .getStatus())
                .isEqualTo(422);
    }

    @Test
    void anUnknownOrMalformedPersonIs404Everywhere() throws Exception {
        persons.forget(person);
        String samples = "{\"source\":{\"provider\":\"x\"},\"type\":\"heart_rate\",\"unit\":\"bpm\",\"samples\":[]}";
        assertThat(send("/samples", samples).getStatus()).isEqualTo(404);
        assertThat(send("/sleep/averages", "{\"types\":[\"heart_rate\"],\"windows\":[]}")
                        .getStatus())
                .isEqualTo(404);
        assertThat(http.perform(get("/api/v1/people/" + person + "/samples?type=heart_rate"))
                        .andReturn()
                        .getResponse()
                        .getStatus())
                .isEqualTo(404);
        assertThat(http.perform(get("/api/v1/people/nobody/samples?type=heart_rate"))
                        .andReturn()
                        .getResponse()
                        .getStatus())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "type=pulse",
                "type=heart_rate&from=2026-03-01",
                "type=heart_rate&from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z",
                "type=heart_rate&resolution=2h",
                "type=heart_rate&limit=0",
                "type=heart_rate&limit=10001",
                "type=heart_rate&cursor=abc",
                "type=heart_rate&provider=",
            })
    void aListingThatCannotBeReadIs400(String query) throws Exception {
        MockHttpServletResponse answer = http.perform(get("/api/v1/people/" + person + "/samples?" + query))
                .andReturn()
                .getResponse();
        assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(400);
    }

    @Test
    void bucketsNeverMixProvidersAndGapsStayGaps() throws Exception {
        postSamples(
                "zepp",
                "heart_rate",
                "bpm",
                "[\"2026-03-01T22:00:10Z\",90],[\"2026-03-01T22:00:20Z\",92],[\"2026-03-03T01:00:00Z\",80]");
        postSamples("apple", "heart_rate", "bpm", "[\"2026-03-01T22:00:15Z\",60],[\"2026-03-01T22:07:00Z\",70.5]");
        assertThat(list("type=heart_rate&resolution=1m").get("items")).isEqualTo(JSON.readTree("""
                [{"at":"2026-03-01T22:00:00Z","mean":60.00,"min":60.00,"max":60.00,"n":1,"provider":"apple"},
                 {"at":"2026-03-01T22:07:00Z","mean":70.50,"min":70.50,"max":70.50,"n":1,"provider":"apple"},
                 {"at":"2026-03-03T01:00:00Z","mean":80.00,"min":80.00,"max":80.00,"n":1,"provider":"zepp"}]"""));
        assertThat(list("type=heart_rate&resolution=1h&provider=zepp").get("items"))
                .isEqualTo(JSON.readTree("""
                [{"at":"2026-03-01T22:00:00Z","mean":91.00,"min":90.00,"max":92.00,"n":2,"provider":"zepp"},
                 {"at":"2026-03-03T01:00:00Z","mean":80.00,"min":80.00,"max":80.00,"n":1,"provider":"zepp"}]"""));
        assertThat(list("type=heart_rate&resolution=1d").get("items")).isEqualTo(JSON.readTree("""
                [{"at":"2026-03-01T00:00:00Z","mean":65.25,"min":60.00,"max":70.50,"n":2,"provider":"apple"},
                 {"at":"2026-03-03T00:00:00Z","mean":80.00,"min":80.00,"max":80.00,"n":1,"provider":"zepp"}]"""));
        assertThat(list("type=heart_rate&from=2026-03-01T22:00:15Z&to=2026-03-01T22:07:00Z")
                        .get("items"))
                .hasSize(2);
    }

    @Test
    void stepsAddUp() throws Exception {
        postSamples(
                "apple",
                "steps",
                "count",
                "[\"2026-03-01T22:00:10Z\",100],[\"2026-03-01T22:00:20Z\",20.5],[\"2026-03-01T23:00:00Z\",7]");
        assertThat(list("type=steps&resolution=1h").get("items")).isEqualTo(JSON.readTree("""
                [{"at":"2026-03-01T22:00:00Z","value":120.50,"n":2,"provider":"apple"},
                 {"at":"2026-03-01T23:00:00Z","value":7.00,"n":1,"provider":"apple"}]"""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"raw", "1m", "5m", "1h", "1d"})
    void walkingAnyLimitEitherWayVisitsEveryItemOnce(String resolution) throws Exception {
        for (String provider : List.of("apple", "zepp")) {
            String samples = IntStream.range(0, 40)
                    .mapToObj(
                            at -> "[\"" + Instant.parse("2026-03-01T19:00:00Z").plusSeconds(at * 4_001L) + "\",60]")
                    .collect(Collectors.joining(","));
            postSamples(provider, "heart_rate", "bpm", samples);
        }
        List<JsonNode> all = new ArrayList<>();
        String query = "type=heart_rate&resolution=" + resolution;
        list(query + "&limit=10000").get("items").forEach(all::add);
        assertThat(all).hasSizeGreaterThan(2);
        for (int limit : new int[] {1, 7, 100}) {
            List<JsonNode> walked = new ArrayList<>();
            JsonNode page = list(query + "&limit=" + limit);
            page.get("items").forEach(walked::add);
            while (!page.get("next").isNull()) {
                page = list(query + "&limit=" + limit + "&cursor="
                        + page.get("next").asString());
                page.get("items").forEach(walked::add);
            }
            assertThat(walked).isEqualTo(all);
            int first = walked.size() - page.get("items").size();
            while (!page.get("prev").isNull()) {
                page = list(query + "&limit=" + limit + "&cursor="
                        + page.get("prev").asString());
                int size = page.get("items").size();
                for (int at = 0; at < size; at++) {
                    assertThat(page.get("items").get(at)).isEqualTo(all.get(first - size + at));
                }
                first -= size;
            }
            assertThat(first).isZero();
        }
    }

    @Test
    void aCursorBelongsToItsListingAlone() throws Exception {
        postSamples("garmin", "heart_rate", "bpm", "[\"2026-03-01T22:00:00Z\",50],[\"2026-03-01T22:05:00Z\",51]");
        String cursor = list("type=heart_rate&limit=1").get("next").asString();
        MockHttpServletResponse answer = http.perform(get(
                        "/api/v1/people/" + person + "/samples?type=heart_rate&limit=1&resolution=1m&cursor=" + cursor))
                .andReturn()
                .getResponse();
        assertThat(answer.getStatus()).isEqualTo(400);
    }

    @Test
    void handlersTakeTheSameFewStatementsWhateverTheNumberOfSamples() {
        for (int count : new int[] {1, 100, 10_000}) {
            String samples = IntStream.range(0, count)
                    .mapToObj(
                            at -> "[\"" + Instant.parse("2026-03-01T19:00:00Z").plusSeconds(at * 61L) + "\",60]")
                    .collect(Collectors.joining(","));
            person = new PersonId(Tsid.next());
            assertThat(QueryBudgets.capture(() -> postSamples("apple", "heart_rate", "bpm", samples)))
                    .as(count + " new samples: lock, state, chunks, nights in the span; whether a single one may wait")
                    .hasStatements(count == 1 ? 5 : 4);
            assertThat(QueryBudgets.capture(() -> postSamples("apple", "heart_rate", "bpm", samples)))
                    .as("the same again: lock, state")
                    .hasStatements(2);
            Map.of("raw", 1, "1m", 2, "1h", 2, "1d", 2)
                    .forEach((resolution, statements) -> assertThat(QueryBudgets.capture(
                                    () -> list("type=heart_rate&limit=200&resolution=" + resolution)))
                            .as(resolution + ": ranks and zone are one statement")
                            .hasStatements(statements));
        }
    }

    private JsonNode postSamples(String provider, String type, String unit, String samples) throws Exception {
        MockHttpServletResponse answer = send(
                "/samples",
                "{\"source\":{\"provider\":\"" + provider + "\",\"deviceModel\":\"m\"},\"type\":\"" + type
                        + "\",\"unit\":\"" + unit + "\",\"samples\":[" + samples + "]}");
        assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(200);
        return json(answer);
    }

    private MockHttpServletResponse send(String path, String body) throws Exception {
        return http.perform(post("/api/v1/people/" + person + path)
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(body))
                .andReturn()
                .getResponse();
    }

    private JsonNode list(String query) throws Exception {
        MockHttpServletResponse answer = http.perform(get("/api/v1/people/" + person + "/samples?" + query))
                .andReturn()
                .getResponse();
        assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(200);
        return json(answer);
    }

    private static JsonNode json(MockHttpServletResponse answer) throws Exception {
        return JSON.readTree(answer.getContentAsString());
    }
}
