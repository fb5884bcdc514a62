package dev.cohort.contacts.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.contacts.GeneratedContacts;
import dev.cohort.contacts.attribute.AttributeCatalog;
import dev.cohort.contacts.attribute.AttributeCatalogs;
import dev.cohort.contacts.attribute.ValueKeys;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.TenantScope;
import dev.cohort.kernel.Tsid;
import dev.cohort.kernel.test.PostgresTest;
import dev.cohort.kernel.test.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import liquibase.integration.spring.SpringLiquibase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Pages against the article's statement, Forma's, OFFSET and N+1, at several sizes in one interleaved run, on the same
 * data and after a comparison of the results; then every shape of {@link PageShapes} at the largest size.
 * {@code -Dcohort.bench.sizes=5000,50000,500000} (contacts; about 20 attributes each). Loading the largest takes
 * minutes: {@code -Dcohort.bench.urls} names databases that an earlier run has left, with the same sizes.
 */
@PostgresTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContactPageBenchmark {

    private static final TenantId TENANT = new TenantId(1);
    private static final int PAGE = 50;
    private static final int FEW = 5_000;
    private static final Duration WARM_UP = Duration.ofSeconds(2);
    private static final int ROUNDS = Integer.getInteger("cohort.bench.rounds", 15);

    @Autowired
    AttributeCatalogs catalogs;

    @Autowired
    SpringLiquibase liquibase;

    @Value("${spring.datasource.url}")
    String url;

    private final Map<Integer, Connection> databases = new LinkedHashMap<>();
    private final Map<Integer, ListingReader> readers = new HashMap<>();
    private AttributeCatalog catalog;

    @BeforeAll
    void fill() throws Exception {
        GeneratedContacts.insert(new TestDatabase(url).asOwner(), TENANT, 100, 42);
        catalog = TenantScope.<AttributeCatalog, RuntimeException>call(TENANT, () -> catalogs.reload(TENANT));
        String[] sizes = System.getProperty("cohort.bench.sizes", "5000,50000").split(",");
        String urls = System.getProperty("cohort.bench.urls");
        for (int at = 0; at < sizes.length; at++) {
            int size = Integer.parseInt(sizes[at]);
            TestDatabase database = urls == null ? TestDatabase.create() : new TestDatabase(urls.split(",")[at]);
            if (urls == null) {
                new JdbcTemplate(database.asOwner()).execute("CREATE SCHEMA IF NOT EXISTS kernel");
                liquibase.setDataSource(database.asOwner());
                liquibase.afterPropertiesSet();
                GeneratedContacts.insert(database.asOwner(), TENANT, size, 42);
                System.out.println(size + " contacts: " + database.url());
            }
            var source = new PGSimpleDataSource();
            source.setUrl(database.url());
            source.setUser(TestDatabase.LOGIN);
            source.setPassword(TestDatabase.PASSWORD);
            source.setOptions("-c cohort.tenant=" + TENANT.value());
            databases.put(size, source.getConnection());
            readers.put(size, new ListingReader(new SingleConnectionDataSource(databases.get(size), true)));
        }
    }

    /** A way to a page: gives the ids that it shows. */
    @FunctionalInterface
    private interface Way {
        List<Long> run(int size, Connection connection) throws SQLException;
    }

    /** Ways that give the same page, ours first. */
    private record Duel(String what, Map<String, Way> ways) {}

    @Test
    void knownIds() throws SQLException {
        fight(known());
    }

    @Test
    void fourPercent() throws SQLException {
        fight(filtered("filter of 4 %", "state", "State 3"));
    }

    @Test
    void eightyFourPercent() throws SQLException {
        fight(filtered("filter of 84 %", "newsletter", null));
    }

    @Test
    void deepInside() throws SQLException {
        fight(deep());
    }

    private void fight(Duel duel) throws SQLException {
        for (int size : databases.keySet()) {
            List<Long> ours = null;
            for (Map.Entry<String, Way> way : duel.ways().entrySet()) {
                List<Long> ids = way.getValue().run(size, databases.get(size));
                ours = ours == null ? ids : ours;
                assertThat(ids)
                        .as("%s by %s at %d", duel.what(), way.getKey(), size)
                        .isEqualTo(ours);
            }
        }
        warmUp(duel);
        measure(duel);
    }

    /** Nobody is timed while the compiler still learns the code, or PostgreSQL which plan to keep. */
    private void warmUp(Duel duel) throws SQLException {
        for (int size : databases.keySet()) {
            for (Way way : duel.ways().values()) {
                long end = System.nanoTime() + WARM_UP.toNanos();
                while (System.nanoTime() < end) {
                    way.run(size, databases.get(size));
                }
            }
        }
    }

    private void measure(Duel duel) throws SQLException {
        Map<String, double[]> times = new HashMap<>();
        List<Integer> sizes = new ArrayList<>(databases.keySet());
        List<String> ways = new ArrayList<>(duel.ways().keySet());
        for (int round = 0; round < ROUNDS; round++) {
            // Whoever comes second finds the pages and the processor's caches as the first has left them.
            Collections.shuffle(sizes);
            for (int size : sizes) {
                Collections.shuffle(ways);
                for (String way : ways) {
                    double millis = Rivals.millis(() -> duel.ways().get(way).run(size, databases.get(size)));
                    times.computeIfAbsent(way + " " + size, any -> new double[ROUNDS])[round] = millis;
                }
            }
        }
        for (String way : duel.ways().keySet()) {
            var line = new StringBuilder(String.format("%-28s %-28s", duel.what(), way));
            for (int size : databases.keySet()) {
                double ours =
                        Rivals.median(times.get(duel.ways().keySet().iterator().next() + " " + size));
                double theirs = Rivals.median(times.get(way + " " + size));
                line.append(String.format(" | %8d: %8.2f ms %6.1f x", size, theirs, theirs / ours));
            }
            System.out.println(line);
        }
    }

    private Duel known() {
        Map<String, Way> ways = new LinkedHashMap<>();
        ways.put("Cohort", (size, connection) -> page(size, known(size), null));
        ways.put(
                "article: CTE, JSON_AGG",
                (size, connection) -> Rivals.run(connection, Rivals.ARTICLE_KNOWN, 1L, Rivals.knownIds(size), 1L, 1L));
        ways.put(
                "the same, its JSON unread",
                (size, connection) ->
                        Rivals.unread(connection, Rivals.ARTICLE_KNOWN, 1L, Rivals.knownIds(size), 1L, 1L));
        ways.put("N+1", (size, connection) -> onePlusEach(size, known(size)));
        return new Duel("50 known ids", ways);
    }

    private Duel filtered(String what, String key, @Nullable String text) {
        byte[] value = text == null
                ? ValueKeys.bool(true).sortKey()
                : ValueKeys.text(text).sortKey();
        var query = new ContactQuery(
                "fields." + key + "=='" + (text == null ? "true" : text) + "'", null, null, null, null);
        int field = GeneratedContacts.field(key);
        Map<String, Way> ways = new LinkedHashMap<>();
        ways.put("Cohort", (size, connection) -> page(size, query, null));
        ways.put(
                "article, by created_at",
                (size, connection) -> Rivals.run(connection, Rivals.ARTICLE, 1L, field, value, 1L, 1L, 1L));
        ways.put(
                "article, by id",
                (size, connection) -> Rivals.run(connection, Rivals.ARTICLE_BY_ID, 1L, field, value, 1L, 1L, 1L));
        ways.put(
                "Forma's list",
                (size, connection) -> Rivals.run(connection, Rivals.FORMA, 1L, field, value, 1L, 1L, 1L));
        ways.put("N+1", (size, connection) -> onePlusEach(size, query));
        return new Duel(what + ", newest first", ways);
    }

    private Duel deep() {
        var query = new ContactQuery(null, null, null, null, null);
        Map<String, Way> ways = new LinkedHashMap<>();
        ways.put(
                "Cohort, by key",
                (size, connection) ->
                        page(size, query, new Position(List.of(), Rivals.id(size - Math.min(50_000, size / 2) + 1))));
        ways.put(
                "OFFSET",
                (size, connection) ->
                        Rivals.run(connection, Rivals.OFFSET, 1L, (long) Math.min(50_000, size / 2), 1L, 1L));
        return new Duel("row 50,000 (or the middle)", ways);
    }

    /** What must not grow, from the first page and from page 5,000 or the middle. */
    @Test
    void flat() throws SQLException {
        for (PageShapes.Shape shape : PageShapes.FLAT) {
            var line = new StringBuilder(String.format("%-44s", shape.what()));
            for (int size : databases.keySet()) {
                Position middle = middle(size, shape);
                for (Position from : Arrays.asList(null, middle)) {
                    double[] times = new double[ROUNDS];
                    Explained explained = explained(size, shape, from);
                    for (int round = 0; round < ROUNDS; round++) {
                        times[round] = Rivals.millis(() -> page(size, shape.query("none"), from));
                    }
                    line.append(String.format(
                            " | %8d: %6.2f ms %4d rows %4d buffers",
                            size, Rivals.median(times), explained.rowsRead(), explained.buffers()));
                }
            }
            System.out.println(line);
        }
    }

    @Test
    void shapes() throws SQLException {
        int size = databases.keySet().stream().mapToInt(Integer::intValue).max().orElseThrow();
        for (PageShapes.Shape shape : PageShapes.OTHERS) {
            Position next = reader(size)
                    .page(
                            statement(shape.query("none"), null, PageStatement.Reads.IDS),
                            listing(shape.query("none")),
                            PageStatement.Reads.IDS)
                    .rows()
                    .stream()
                    .reduce((one, two) -> two)
                    .map(ListingReader.Row::place)
                    .orElse(null);
            var line = new StringBuilder(String.format("%-44s", shape.what()));
            for (Position from : Arrays.asList(null, next)) {
                double[] times = new double[3];
                for (int round = 0; round < times.length; round++) {
                    times[round] = Rivals.millis(() -> page(size, shape.query("none"), from));
                }
                Explained explained = explained(size, shape, from);
                line.append(String.format(
                        " | %8.1f ms %7d rows %7d buffers",
                        Rivals.median(times), explained.rowsRead(), explained.buffers()));
            }
            System.out.println(line);
        }
    }

    private @Nullable Position middle(int size, PageShapes.Shape shape) throws SQLException {
        Listing listing = listing(shape.query("none"));
        var ids = reader(size)
                .page(
                        PageStatement.of(
                                listing, null, false, Math.min(250_000, size / 2), false, PageStatement.Reads.IDS),
                        listing,
                        PageStatement.Reads.IDS);
        return ids.rows().isEmpty() ? null : ids.rows().getLast().place();
    }

    private Explained explained(int size, PageShapes.Shape shape, @Nullable Position from) throws SQLException {
        return Explained.of(databases.get(size), statement(shape.query("none"), from, PageStatement.Reads.HOT));
    }

    private List<Long> page(int size, ContactQuery query, @Nullable Position from) {
        Listing listing = listing(query);
        PageStatement.Reads reads = listing.reads();
        return reader(size)
                .page(PageStatement.of(listing, from, false, PAGE, false, reads), listing, reads)
                .rows()
                .stream()
                .map(row -> row.place().id())
                .toList();
    }

    private List<Long> onePlusEach(int size, ContactQuery query) {
        Listing listing = listing(query);
        ListingReader reader = reader(size);
        List<Long> ids = reader
                .page(
                        PageStatement.of(listing, null, false, PAGE, false, PageStatement.Reads.IDS),
                        listing,
                        PageStatement.Reads.IDS)
                .rows()
                .stream()
                .map(row -> row.place().id())
                .toList();
        for (long id : ids) {
            reader.contact(listing, id);
            reader.attributes(listing, List.of(id));
        }
        return ids;
    }

    private Sql statement(ContactQuery query, @Nullable Position from, PageStatement.Reads reads) {
        return PageStatement.of(listing(query), from, false, PAGE, false, reads);
    }

    private Listing listing(ContactQuery query) {
        return Listings.listing(TENANT, catalog, query, FEW);
    }

    private ListingReader reader(int size) {
        return readers.get(size);
    }

    private static ContactQuery known(int size) {
        String ids = Arrays.stream(Rivals.knownIds(size)).map(Tsid::text).collect(Collectors.joining(","));
        return new ContactQuery("id=in=(" + ids + ")", null, null, null, null);
    }
}
