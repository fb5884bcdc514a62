package dev.cohort.sleep.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantScope;
import dev.cohort.kernel.Tsid;
import dev.cohort.kernel.test.PostgresTest;
import dev.cohort.sleep.SleepImports;
import dev.cohort.sleep.SleepTestApplication.ForgetfulPersons;
import dev.cohort.sleep.night.Stage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.hamcrest.Matchers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.transaction.support.TransactionTemplate;

@PostgresTest
@AutoConfigureMockMvc
class SleepImportIT {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final Instant NOW = Collected.NOW;

    @Autowired
    MockMvc mvc;

    @Autowired
    SleepImportJob job;

    @Autowired
    SleepImports imports;

    @Autowired
    ForgetfulPersons persons;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    JdbcClient jdbc;

    @Test
    void aFileOverHttpBecomesAJobAndItsNightsAreThere() throws Exception {
        PersonId person = person();
        String location = upload(person, "whoop", null, "whoop.json");
        finished(location);

        mvc.perform(sleepReader(get(location)))
                .andExpect(jsonPath("$.status").value("succeeded"))
                .andExpect(jsonPath("$.total").value(5))
                .andExpect(jsonPath("$.processed").value(5))
                .andExpect(jsonPath("$.created").value(3))
                .andExpect(jsonPath("$.failed").value(2));
        String errors = mvc.perform(sleepReader(get(location + "/errors")))
                .andReturn()
                .getResponse()
                .getContentAsString();
        assertThat(errors)
                .contains("3,timezone_offset,Tokyo,unreadable-offset,Line 8: It is not an offset like -05:00.")
                .contains("4,,,not-a-record,");
        mvc.perform(get("/api/v1/people/{person}/sleep/summaries", person))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.items.length()").value(1))
                .andExpect(jsonPath("$.items[0].date").value("2026-03-03"))
                .andExpect(jsonPath("$.items[0].asleepMinutes").value(427))
                .andExpect(jsonPath("$.items[0].efficiencyPercent").value(91.7))
                .andExpect(jsonPath("$.items[0].napCount").value(1))
                .andExpect(jsonPath("$.items[0].averages.respiratory_rate.mean").value(16.11));
    }

    @Test
    void aDamagedFileFailsTheJobWithOneMessageAndLeavesNothing() throws Exception {
        PersonId person = person();
        byte[] whole = Collected.fixture("apple-export.xml").readAllBytes();
        String location = upload(person, "apple-health", null, Arrays.copyOf(whole, whole.length - 200));
        finished(location);

        mvc.perform(sleepReader(get(location)))
                .andExpect(jsonPath("$.status").value("failed"))
                .andExpect(jsonPath("$.processed").value(0))
                .andExpect(jsonPath("$.message").value(Matchers.containsString("ends too early")));
        assertThat(sessions(person)).isEmpty();
    }

    @Test
    void whatCannotBeImportedIsAnsweredAtOnce() throws Exception {
        PersonId person = person();
        var file = new MockMultipartFile("file", "x".getBytes(StandardCharsets.UTF_8));
        String path = "/api/v1/people/{person}/imports";
        mvc.perform(multipart(path, person).file(file).queryParam("format", "jawbone"))
                .andExpect(status().isBadRequest());
        mvc.perform(multipart(path, person).file(file)).andExpect(status().isBadRequest());
        mvc.perform(multipart(path, person)
                        .file(file)
                        .queryParam("format", "oura")
                        .queryParam("zone", "Mars/Olympus"))
                .andExpect(status().isBadRequest());
        mvc.perform(multipart(path, person).file(file).queryParam("format", "csv-sleep"))
                .andExpect(status().isBadRequest());
        mvc.perform(multipart(path, person).queryParam("format", "oura")).andExpect(status().isBadRequest());
        mvc.perform(multipart(path, "nobody").file(file).queryParam("format", "oura"))
                .andExpect(status().isNotFound());
        persons.forget(person);
        mvc.perform(multipart(path, person).file(file).queryParam("format", "oura"))
                .andExpect(status().isNotFound());
    }

    @ParameterizedTest
    @CsvSource({
        "apple-health, apple-export.xml",
        "fitbit, fitbit-sleep.json",
        "fitbit, fitbit-heart-rate.json",
        "garmin, garmin.json",
        "oura, oura.json",
        "whoop, whoop.json",
        "open-wearables, open-wearables.json"
    })
    void theSameFileAgainChangesNothing(String format, String fixture) throws IOException {
        PersonId person = person();
        byte[] file = Collected.fixture(fixture).readAllBytes();
        TryRun first = run(new TryRun(transactions, input(person, format), file));
        List<String> sessions = sessions(person);
        List<String> nights = nights(person);
        TryRun again = run(new TryRun(transactions, input(person, format), file));

        assertThat(first.counts().created).isPositive();
        assertThat(again.counts().created).isZero();
        assertThat(again.counts().updated).isZero();
        assertThat(again.counts().unchanged).isEqualTo(first.counts().created);
        assertThat(again.errors()).isEqualTo(first.errors());
        assertThat(again.counts().processed).isEqualTo(again.total());
        assertThat(sessions(person)).isEqualTo(sessions);
        assertThat(nights(person)).isEqualTo(nights);
    }

    @Test
    void partsOfAnExportInAnyOrderGiveWhatTheWholeGives() {
        List<String> records = AppleExport.records(40, 7);
        PersonId whole = person();
        run(new TryRun(transactions, input(whole, "apple-health"), AppleExport.of(records)));
        assertThat(nights(whole)).hasSizeGreaterThan(30);

        for (int round = 0; round < 3; round++) {
            List<String> shuffled = new ArrayList<>(records);
            Collections.shuffle(shuffled, new Random(round));
            List<String> first = shuffled.subList(0, shuffled.size() / 2);
            List<String> second = shuffled.subList(shuffled.size() / 3, shuffled.size());
            PersonId person = person();
            run(new TryRun(transactions, input(person, "apple-health"), AppleExport.of(first)));
            run(new TryRun(transactions, input(person, "apple-health"), AppleExport.of(second)));
            assertThat(sessions(person)).isEqualTo(sessions(whole));
            assertThat(nights(person)).isEqualTo(nights(whole));
        }
    }

    @Test
    @DisplayName("F27: what two writers saw of one night stays apart, and shows at once")
    void stagesOfTwoWritersAreAssembledApart() {
        PersonId person = person();
        LocalDateTime evening = LocalDateTime.of(2026, 2, 20, 22, 0);
        run(new TryRun(
                transactions,
                input(person, "apple-health"),
                AppleExport.of(List.of(
                        AppleExport.sleep("Watch", evening, evening.plusHours(3), "AsleepCore", 1),
                        AppleExport.sleep("Ring app", evening.plusHours(1), evening.plusHours(8), "AsleepDeep", 1),
                        AppleExport.sleep("Watch", evening.plusHours(3), evening.plusHours(7), "AsleepREM", 1)))));

        assertThat(sessions(person)).hasSize(2);
        assertThat(sessions(person).getFirst()).contains("{" + Stage.LIGHT.number() + ",0,10800,", ",10800,25200}");
        assertThat(nights(person)).hasSize(1);
    }

    @Test
    void anImportThatIsKilledGoesOnToTheResultOfOneCleanRun() {
        byte[] file = sessionsOfWhoop(1_200);
        PersonId clean = person();
        TryRun cleanRun = run(new TryRun(transactions, input(clean, "whoop"), file));

        PersonId person = person();
        var killed = new TryRun(transactions, input(person, "whoop"), file).dyingAfter(2);
        assertThatThrownBy(() -> run(killed)).isInstanceOf(TryRun.Killed.class);
        assertThat(sessions(person)).hasSize(990);
        run(killed.dyingAfter(Integer.MAX_VALUE));

        assertThat(killed.counts()).usingRecursiveComparison().isEqualTo(cleanRun.counts());
        assertThat(killed.errors()).isEqualTo(cleanRun.errors()).hasSize(12);
        assertThat(sessions(person)).isEqualTo(sessions(clean)).hasSize(1_188);
        assertThat(nights(person)).isEqualTo(nights(clean));
    }

    @Test
    void aPersonWhoIsErasedMeanwhileIsNotBroughtBack() {
        PersonId person = person();
        persons.forget(person);

        assertThatThrownBy(() -> run(new TryRun(transactions, input(person, "whoop"), sessionsOfWhoop(3))))
                .hasMessageContaining("no such person");
        assertThat(sessions(person)).isEmpty();
    }

    @Test
    void csvOfARealPersonLoadsWithoutAJobAndAgainWithoutChange() throws IOException {
        PersonId person = person();
        for (int i = 0; i < 2; i++) {
            load(person, "csv-sleep", "fitbit-5553957443-sleep.csv.gz");
            load(person, "csv-heart-rate", "fitbit-5553957443-heart-rate.csv.gz");
        }
        assertThat(sessions(person)).hasSize(28);
        assertThat(nights(person)).hasSizeGreaterThan(20);
        assertThat(nights(person).getFirst()).contains("\"heart_rate\":{\"mean\":");
    }

    @Test
    void aRecordThatIsRefusedEndsTheLoadWithoutAJobAndLeavesNothing() {
        PersonId person = person();
        var file = new ByteArrayInputStream("start,end,kind\n2026-03-02T22:00:00,2026-03-03T06:00:00,night\nx,y,night\n"
                .getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> TenantScope.run(
                        TryRun.CALLER.tenant(),
                        () -> imports.load(TryRun.CALLER.tenant(), person, "csv-sleep", NEW_YORK, file)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Line 3");
        assertThat(sessions(person)).isEmpty();
    }

    private void load(PersonId person, String format, String name) throws IOException {
        var file = Path.of("../app/src/main/resources/demo", name);
        try (var text = new GZIPInputStream(Files.newInputStream(file))) {
            TenantScope.run(
                    TryRun.CALLER.tenant(), () -> imports.load(TryRun.CALLER.tenant(), person, format, NEW_YORK, text));
        }
    }

    private TryRun run(TryRun run) {
        TenantScope.run(TryRun.CALLER.tenant(), () -> {
            try {
                job.run(run);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        });
        return run;
    }

    private static ImportInput input(PersonId person, String format) {
        ImportFormat wanted = ImportFormat.of(format).orElseThrow();
        return new ImportInput(person, wanted, wanted.needsZone() ? NEW_YORK : null, NOW);
    }

    private static byte[] sessionsOfWhoop(int count) {
        Instant first = Instant.parse("2016-03-02T22:00:00Z");
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    Instant start = first.plusSeconds(86_400L * i);
                    Instant end = i % 100 == 99 ? start : start.plusSeconds(8 * 3600);
                    return "{\"id\": \"" + i + "\", \"start\": \"" + start + "\", \"end\": \"" + end
                            + "\", \"timezone_offset\": \"+01:00\", \"nap\": false}";
                })
                .collect(Collectors.joining("\n"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private String upload(PersonId person, String format, @Nullable String zone, String fixture) throws Exception {
        return upload(person, format, zone, Collected.fixture(fixture).readAllBytes());
    }

    private String upload(PersonId person, String format, @Nullable String zone, byte[] content) throws Exception {
        var request = multipart("/api/v1/people/{person}/imports", person)
                .file(new MockMultipartFile("file", content))
                .queryParam("format", format);
        if (zone != null) {
            request.queryParam("zone", zone);
        }
        return Objects.requireNonNull(mvc.perform(request)
                .andExpect(status().isAccepted())
                .andReturn()
                .getResponse()
                .getHeader("Location"));
    }

    private void finished(String location) throws Exception {
        for (int i = 0; i < 200; i++) {
            String body = mvc.perform(sleepReader(get(location)))
                    .andReturn()
                    .getResponse()
                    .getContentAsString();
            if (body.contains("\"succeeded\"") || body.contains("\"failed\",")) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        throw new AssertionError("the job does not end");
    }

    private static MockHttpServletRequestBuilder sleepReader(MockHttpServletRequestBuilder request) {
        return request.with(it -> {
            it.addUserRole("SLEEP_READER");
            return it;
        });
    }

    private static PersonId person() {
        return new PersonId(Tsid.next());
    }

    private List<String> sessions(PersonId person) {
        return rows(person, """
                SELECT concat_ws(' ', provider, identity, start_at, end_at, start_offset_seconds, end_offset_seconds,
                    nap, asleep_seconds, in_bed_seconds, stages)
                FROM sleep.sleep_session WHERE tenant_id = 1 AND person_id = :person ORDER BY start_at, identity
                """);
    }

    private List<String> nights(PersonId person) {
        return rows(person, """
                SELECT regexp_replace(document, '"id":"[^"]*"', '', 'g')
                FROM sleep.night WHERE tenant_id = 1 AND person_id = :person ORDER BY wake_date
                """);
    }

    private List<String> rows(PersonId person, String sql) {
        return TenantScope.call(
                TryRun.CALLER.tenant(),
                () -> jdbc.sql(sql)
                        .param("person", person.value())
                        .query(String.class)
                        .list());
    }
}
