package dev.cohort.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.cohort.Application;
import dev.cohort.app.Api;
import dev.cohort.kernel.test.PostgresInitializer;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.ClassPathResource;
import org.springframework.test.context.ContextConfiguration;
import tools.jackson.databind.JsonNode;

/** The demo's real data through the API, against answers that are read off the published files. */
@SpringBootTest(classes = Application.class, webEnvironment = WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = PostgresInitializer.class)
class DemoDataIT {

    private static final int CONTACTS = 539;

    @LocalServerPort
    int port;

    private Api alice;

    @BeforeEach
    void loaded() throws InterruptedException {
        alice = Api.as("alice", port);
        for (int tries = 0; tries < 600 && !isLoaded(); tries++) {
            Thread.sleep(100);
        }
        assertThat(isLoaded()).as("the demo data are loaded").isTrue();
    }

    private boolean isLoaded() {
        JsonNode night =
                Api.json(alice.get("/api/v1/contacts?limit=1&count=bounded&filter=externalId==" + "fitbit-2022484408"));
        return night.get("items").size() == 1
                && Api.json(alice.get("/api/v1/people/"
                                        + night.get("items").get(0).get("id").asString()
                                        + "/samples?type=heart_rate&limit=1"))
                                .get("items")
                                .size()
                        == 1;
    }

    @Test
    void aPageOfFiftyIsOneStatementWithEveryFieldTyped() {
        HttpResponse<String> answer = alice.get("/api/v1/contacts?limit=50&filter=externalId==S000033");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Server-Timing").orElse("")).contains("desc=\"1 stmt\"");
        JsonNode fields = Api.json(answer).get("items").get(0).get("fields");
        assertThat(fields.get("birthday").asString()).matches("\\d{4}-\\d\\d-\\d\\d");
        assertThat(fields.get("senate_class").isIntegralNumber()).isTrue();
        assertThat(fields.get("fec_ids").isArray()).isTrue();
        assertThat(fields.get("chamber").asString()).isEqualTo("senate");
    }

    @Test
    void everyContactIsThereOnce() {
        assertThat(idsOf("")).hasSize(CONTACTS).doesNotHaveDuplicates();
        assertThat(Api.json(alice.get("/api/v1/contacts?limit=1&count=bounded"))
                        .get("count")
                        .get("value")
                        .asInt())
                .isEqualTo(CONTACTS);
    }

    @Test
    void senatorsByStateAndClass() {
        assertThat(externalIds("fields.chamber==senate;fields.state=in=(WA,mn);fields.senate_class==1"))
                .containsExactlyInAnyOrderElementsOf(
                        published(row -> row.getField("chamber").equals("senate")
                                && List.of("WA", "MN").contains(row.getField("state"))
                                && row.getField("senate_class").equals("1")));
    }

    @Test
    void whoHasNoMastodon() {
        assertThat(externalIds("fields.social_mastodon=empty=true;externalId!=\"fitbit-2022484408\";"
                        + "externalId!=\"fitbit-5553957443\""))
                .containsExactlyInAnyOrderElementsOf(
                        published(row -> row.getField("social_mastodon").isEmpty()));
    }

    @Test
    void officesBetweenTwoLatitudes() {
        assertThat(externalIds("fields.office_latitude=ge=40.5;fields.office_latitude=lt=42"))
                .containsExactlyInAnyOrderElementsOf(published(row -> {
                    String latitude = row.getField("office_latitude");
                    return !latitude.isEmpty()
                            && new BigDecimal(latitude).compareTo(new BigDecimal("40.5")) >= 0
                            && new BigDecimal(latitude).compareTo(new BigDecimal("42")) < 0;
                }));
    }

    @Test
    void inTheOrderOfTheirBirthdaysAndThoseWithoutLast() {
        List<String> expected = legislators().stream()
                .map(row -> row.getField("birthday"))
                .sorted(Comparator.comparing(LocalDate::parse))
                .toList();
        List<String> birthdays = new ArrayList<>();
        walk(
                "&sort=fields.birthday&fields=birthday",
                contact -> birthdays.add(contact.path("fields").path("birthday").asString("")));
        assertThat(birthdays.subList(0, expected.size())).isEqualTo(expected);
        assertThat(birthdays.subList(expected.size(), birthdays.size())).containsOnly("");
    }

    @Test
    void aNightsMeanHeartRateIsTheMeanOfItsMinutes() {
        String person = personOf("5553957443");
        List<NamedCsvRecord> minutes = csv("fitbit-5553957443-heart-rate.csv.gz");
        JsonNode nights = Api.json(alice.get("/api/v1/people/" + person + "/sleep/summaries?order=asc&limit=200"));
        assertThat(nights.get("items").size()).isGreaterThan(5);
        for (JsonNode night : nights.get("items")) {
            List<BigDecimal> values = new ArrayList<>();
            for (JsonNode session : night.get("sessions")) {
                if (!session.get("nap").asBoolean()) {
                    values.addAll(between(minutes, session));
                }
            }
            JsonNode mean = night.get("averages").get("heart_rate").get("mean");
            if (values.isEmpty()) {
                assertThat(mean.isNull()).isTrue();
            } else {
                assertThat(mean.decimalValue())
                        .as(night.get("date").asString())
                        .isEqualByComparingTo(values.stream()
                                .reduce(BigDecimal.ZERO, BigDecimal::add)
                                .divide(BigDecimal.valueOf(values.size()), 2, RoundingMode.HALF_UP));
            }
        }
    }

    @Test
    void whoWearsTheDeviceByDayHasNapsAndNoNight() {
        JsonNode nights = Api.json(alice.get("/api/v1/people/" + personOf("2022484408") + "/sleep/summaries?limit=200"))
                .get("items");
        assertThat(nights.size()).isGreaterThan(3);
        for (JsonNode night : nights) {
            assertThat(night.get("asleepMinutes").isNull()).isTrue();
            assertThat(night.get("napCount").asInt()).isPositive();
        }
    }

    private String personOf(String wearer) {
        return Api.json(alice.get("/api/v1/contacts?filter=externalId==fitbit-" + wearer))
                .get("items")
                .get(0)
                .get("id")
                .asString();
    }

    private static List<BigDecimal> between(List<NamedCsvRecord> minutes, JsonNode session) {
        LocalDateTime start = local(session.get("start").asString());
        LocalDateTime end = start.plus(Duration.between(
                java.time.OffsetDateTime.parse(session.get("start").asString()),
                java.time.OffsetDateTime.parse(session.get("end").asString())));
        return minutes.stream()
                .filter(minute -> {
                    LocalDateTime at = LocalDateTime.parse(minute.getField("recorded_at"));
                    return !at.isBefore(start) && at.isBefore(end);
                })
                .map(minute -> minute.getField("heart_rate_bpm"))
                .filter(Predicate.not(String::isEmpty))
                .map(BigDecimal::new)
                .toList();
    }

    private static LocalDateTime local(String instant) {
        return java.time.OffsetDateTime.parse(instant).toLocalDateTime();
    }

    private List<String> idsOf(String more) {
        List<String> ids = new ArrayList<>();
        walk(more, contact -> ids.add(contact.get("id").asString()));
        return ids;
    }

    private List<String> externalIds(String filter) {
        List<String> ids = new ArrayList<>();
        walk(
                "&fields=none&filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8),
                contact -> ids.add(contact.get("externalId").asString()));
        return ids;
    }

    private void walk(String more, java.util.function.Consumer<JsonNode> visit) {
        String cursor = "";
        do {
            HttpResponse<String> answer = alice.get("/api/v1/contacts?limit=200" + more + cursor);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            JsonNode page = Api.json(answer);
            page.get("items").forEach(visit);
            cursor = page.get("next").isNull()
                    ? ""
                    : "&cursor=" + page.get("next").asString();
        } while (!cursor.isEmpty());
    }

    private static List<String> published(Predicate<NamedCsvRecord> condition) {
        return legislators().stream()
                .filter(condition)
                .map(row -> row.getField("external_id"))
                .toList();
    }

    private static List<NamedCsvRecord> legislators() {
        return csv("legislators.csv.gz");
    }

    private static List<NamedCsvRecord> csv(String file) {
        try (var rows = CsvReader.builder()
                .ofNamedCsvRecord(new InputStreamReader(
                        new GZIPInputStream(new ClassPathResource("demo/" + file).getInputStream()),
                        StandardCharsets.UTF_8))) {
            return rows.stream().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
