package dev.cohort.contacts.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.contacts.GeneratedContacts;
import dev.cohort.contacts.attribute.AttributeCatalogs;
import dev.cohort.contacts.search.PageShapes.Shape;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.TenantScope;
import dev.cohort.kernel.test.PostgresTest;
import dev.cohort.kernel.test.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** What the planner makes of page statements, on a table in which the wrong way is already ten times as long. */
@PostgresTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagePlansIT {

    private static final TenantId TENANT = new TenantId(77);
    private static final int CONTACTS = 12_000;
    private static final int FEW = 200;
    private static final int ROWS = 51;

    @Autowired
    DataSource dataSource;

    @Autowired
    AttributeCatalogs catalogs;

    @Autowired
    ListingReader reader;

    @Value("${spring.datasource.url}")
    String url;

    @BeforeAll
    void fill() throws SQLException {
        GeneratedContacts.insert(new TestDatabase(url).asOwner(), TENANT, CONTACTS, 7);
    }

    @Test
    void whatIsPromisedAtAnySizeReadsThePageAndNothingElse() {
        for (Shape shape : PageShapes.FLAT) {
            for (Explained page : pages(shape, "none")) {
                assertThat(page.rowsRead()).as("%s: %s", shape.what(), page).isLessThanOrEqualTo(3L * ROWS + 3);
                assertThat(page.tablesScanned())
                        .as("%s: %s", shape.what(), page)
                        .isEmpty();
            }
        }
    }

    @Test
    void whatIsPromisedReadsAsLittleByAPlanThatKnowsNoValues() throws SQLException {
        try (Connection connection = application("force_generic_plan")) {
            var onOne = new ListingReader(new SingleConnectionDataSource(connection, true));
            for (Shape shape : PageShapes.FLAT) {
                Listing listing = listing(shape, null);
                Position place = null;
                for (int page = 0; page < 10; page++) {
                    long before = rowsRead(connection);
                    var rows = onOne.page(page(listing, place), listing, listing.reads())
                            .rows();
                    assertThat(rowsRead(connection) - before)
                            .as("%s, page %d", shape.what(), page)
                            .isLessThanOrEqualTo(4L * ROWS + 4);
                    place = rows.getLast().place();
                }
            }
        }
    }

    /** The sort by a field that most lack may be the exception: planned for that field it can be cheaper. */
    @Test
    void whatIsPromisedIsPlannedOnceForEachConnection() throws SQLException {
        try (Connection connection = application("auto")) {
            var onOne = new ListingReader(new SingleConnectionDataSource(connection, true));
            for (Shape shape : PageShapes.FLAT) {
                Listing listing = listing(shape, null);
                for (int again = 0; again < 6; again++) {
                    onOne.page(page(listing, null), listing, listing.reads());
                }
            }
            assertThat(number(connection, """
                    SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE 'WITH%' AND generic_plans > 0
                    """)).isBetween(4L, 5L);
        }
    }

    private static Sql page(Listing listing, Position place) {
        return PageStatement.of(listing, place, false, ROWS, false, listing.reads());
    }

    private Connection application(String plans) throws SQLException {
        var source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser(TestDatabase.LOGIN);
        source.setPassword(TestDatabase.PASSWORD);
        source.setOptions("-c cohort.tenant=" + TENANT.value() + " -c plan_cache_mode=" + plans);
        return source.getConnection();
    }

    /** Rows that this connection has fetched by indexes or met in scans of the tables since it was opened. */
    private static long rowsRead(Connection connection) throws SQLException {
        return number(connection, """
                SELECT sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))
                FROM pg_stat_xact_user_tables
                WHERE schemaname = 'contacts'
                """);
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }

    @Test
    void aPageWithAttributesReadsTheDocumentsOfItsContacts() {
        for (Explained page : pages(PageShapes.FLAT.getFirst(), null)) {
            assertThat(page.rowsRead()).as("%s", page).isLessThanOrEqualTo(ROWS * 3L + 3);
            assertThat(page.indexes()).contains("contact_document_pkey", "contact_pkey");
            assertThat(page.tablesScanned()).isEmpty();
        }
    }

    @Test
    void noFilterAndNoSortReadsTheAttributesFromEndToEnd() {
        for (Shape shape : PageShapes.OTHERS) {
            for (Explained page : pages(shape, "none")) {
                assertThat(page.tablesScanned())
                        .as("%s: %s", shape.what(), page)
                        .doesNotContain("attribute_entry");
            }
        }
    }

    @Test
    void aSortByTwoKeysReadsFewContactsOfAGroupOfThousands() {
        for (String what : List.of("gender, birthday", "newsletter descending, last name", "gender, newest id first")) {
            for (Explained page : pages(named(what), "none")) {
                assertThat(page.rowsRead()).as("%s: %s", what, page).isLessThan(CONTACTS / 6);
            }
        }
    }

    @Test
    void aFilterOfARareAndACommonValueReadsFewContacts() {
        for (String what : List.of("rare or common", "a value in 4,000 by last name", "a rare party by last name")) {
            for (Explained page : pages(named(what), "none")) {
                assertThat(page.rowsRead()).as("%s: %s", what, page).isLessThan(CONTACTS / 6);
            }
        }
    }

    private static Shape named(String what) {
        return PageShapes.OTHERS.stream()
                .filter(shape -> shape.what().equals(what))
                .findFirst()
                .orElseThrow();
    }

    private Listing listing(Shape shape, String fields) {
        return TenantScope.<Listing, RuntimeException>call(
                TENANT, () -> Listings.listing(TENANT, catalogs.reload(TENANT), shape.query(fields), FEW));
    }

    /** The first page, and the second if there is one. */
    private List<Explained> pages(Shape shape, String fields) {
        return TenantScope.<List<Explained>, RuntimeException>call(TENANT, () -> {
            Listing listing = listing(shape, fields);
            var ids = reader.page(
                    PageStatement.of(listing, null, false, ROWS, false, PageStatement.Reads.IDS),
                    listing,
                    PageStatement.Reads.IDS);
            Explained first = explained(PageStatement.of(listing, null, false, ROWS, false, listing.reads()));
            if (ids.rows().size() < ROWS) {
                return List.of(first);
            }
            Position from = ids.rows().getLast().place();
            return List.of(first, explained(PageStatement.of(listing, from, false, ROWS, false, listing.reads())));
        });
    }

    private Explained explained(Sql sql) {
        try (Connection connection = dataSource.getConnection()) {
            return Explained.of(connection, sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
