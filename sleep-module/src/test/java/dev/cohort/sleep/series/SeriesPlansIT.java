package dev.cohort.sleep.series;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.TenantScope;
import dev.cohort.kernel.Tsid;
import dev.cohort.kernel.test.PostgresTest;
import dev.cohort.kernel.test.TestDatabase;
import dev.cohort.kernel.time.TimeWindow;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the statements touch: chunks by the primary key, in proportion to what is asked and not to what is there. */
@PostgresTest
class SeriesPlansIT {

    private static final TenantId TENANT = new TenantId(1);
    private static final String EXPLAIN = "EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, SUMMARY ON) ";

    @Autowired
    SampleWriter writer;

    @Autowired
    JdbcClient jdbc;

    @Value("${spring.datasource.url}")
    String url;

    private PersonId person;

    @BeforeEach
    void sixtyDaysOfSomebodyAmongOthers() {
        person = new PersonId(Tsid.next());
        TenantScope.run(TENANT, () -> {
            GeneratedNights.store(writer, TENANT, person, 60);
            for (int other = 0; other < 3; other++) {
                GeneratedNights.store(writer, TENANT, new PersonId(Tsid.next()), 60);
            }
        });
        analyze();
    }

    @Test
    void averagesReadTheChunksOfTheirWindowsByKeyHoweverMuchThereIs() {
        String small = averages(GeneratedNights.nights(5, 50));
        assertThat(small).contains("Index Cond").doesNotContain("Seq Scan on sample_chunk");
        int buffersBefore = buffers(small);
        TenantScope.run(TENANT, () -> {
            GeneratedNights.store(writer, TENANT, person, 180);
            for (int other = 0; other < 3; other++) {
                GeneratedNights.store(writer, TENANT, new PersonId(Tsid.next()), 60);
            }
        });
        analyze();
        String large = averages(GeneratedNights.nights(5, 50));
        assertThat(large).doesNotContain("Seq Scan on sample_chunk");
        assertThat(buffers(large)).isLessThan(buffersBefore * 3 / 2);
        assertThat(chunksRead(large)).isEqualTo(chunksRead(small));
    }

    @Test
    void theGenericPlanIsAsGoodAsTheCustomOne() {
        jdbc.sql("SELECT set_config('plan_cache_mode', 'force_generic_plan', false)")
                .query(row -> {});
        try {
            String plan = averages(GeneratedNights.nights(5, 50));
            assertThat(plan).contains("Index Cond").doesNotContain("Seq Scan on sample_chunk", "Hash Join");
        } finally {
            jdbc.sql("SELECT set_config('plan_cache_mode', 'auto', false)").query(row -> {});
        }
    }

    @Test
    void aPageOfSamplesUnpacksOnlyTheChunksItShows() {
        String plan = explain(jdbc.sql(EXPLAIN + SeriesListing.RAW_FORWARD)
                .param("from", 0L)
                .param("to", Long.MAX_VALUE / 1_000_000)
                .param("firstChunk", 0)
                .param("lastChunk", Integer.MAX_VALUE)
                .param("at", 0L)
                .param("after", "")
                .param("provider", null)
                .param("size", 51));
        assertThat(plan).contains("Incremental Sort").doesNotContain("Seq Scan on sample_chunk");
        Matcher unpacked =
                Pattern.compile("Function Scan on u .*loops=(\\d+)\\)").matcher(plan);
        assertThat(unpacked.find()).as(plan).isTrue();
        assertThat(Integer.parseInt(unpacked.group(1))).as(plan).isLessThanOrEqualTo(4);
    }

    private String averages(List<TimeWindow> windows) {
        var seconds = new WindowSeconds(windows);
        return explain(jdbc.sql(EXPLAIN + WindowAverages.AVERAGES)
                .param("types", SeriesType.ids(List.of(SeriesType.HEART_RATE)))
                .param("firstChunk", seconds.firstChunk())
                .param("lastChunk", seconds.lastChunk())
                .param("starts", seconds.starts())
                .param("ends", seconds.ends())
                .param("rank", SeriesPreferences.DEFAULT_RANK.toArray(new String[0]))
                .param("provider", null));
    }

    private String explain(JdbcClient.StatementSpec statement) {
        List<String> lines = TenantScope.call(
                TENANT,
                () -> statement
                        .param("tenant", TENANT.value())
                        .param("person", person.value())
                        .param("type", SeriesType.HEART_RATE.id())
                        .query(String.class)
                        .list());
        return String.join("\n", lines);
    }

    private void analyze() {
        new JdbcTemplate(new TestDatabase(url).asSuperuser()).execute("VACUUM ANALYZE sleep.sample_chunk");
    }

    private static int buffers(String plan) {
        Matcher total =
                Pattern.compile("Buffers: shared hit=(\\d+)(?: read=(\\d+))?").matcher(plan);
        assertThat(total.find()).as(plan).isTrue();
        return Integer.parseInt(total.group(1)) + (total.group(2) == null ? 0 : Integer.parseInt(total.group(2)));
    }

    private static String chunksRead(String plan) {
        Matcher scan = Pattern.compile("Scan using sample_chunk_pkey.*\\(actual (rows=.*loops=\\d+)\\)")
                .matcher(plan);
        assertThat(scan.results().count()).as(plan).isPositive();
        return scan.reset().results().map(one -> one.group(1)).toList().toString();
    }
}
