package dev.cohort.contacts.search;

import dev.cohort.contacts.GeneratedContacts;
import dev.cohort.contacts.attribute.AttributeCatalog;
import dev.cohort.contacts.attribute.AttributeCatalogs;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.TenantScope;
import dev.cohort.kernel.test.PostgresTest;
import dev.cohort.kernel.test.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * What row-level security costs: each shape of {@link PageShapes} by the application's login and by one that the
 * policies do not bind, the same statement in turn on two connections. {@code -Dcohort.bench.contacts=100000}.
 */
@PostgresTest
class RowSecurityBenchmark {

    private static final TenantId TENANT = new TenantId(2);
    private static final int PAGE = 51;
    private static final int FEW = 8_000;
    private static final int ROUNDS = Integer.getInteger("cohort.bench.rounds", 41);

    @Autowired
    AttributeCatalogs catalogs;

    @Value("${spring.datasource.url}")
    String url;

    @Test
    void everyShape() throws SQLException {
        var database = new TestDatabase(url);
        GeneratedContacts.insert(database.asOwner(), TENANT, Integer.getInteger("cohort.bench.contacts", 50_000), 42);
        AttributeCatalog catalog =
                TenantScope.<AttributeCatalog, RuntimeException>call(TENANT, () -> catalogs.reload(TENANT));
        var application = new PGSimpleDataSource();
        application.setUrl(url);
        application.setUser(TestDatabase.LOGIN);
        application.setPassword(TestDatabase.PASSWORD);
        try (Connection fenced = application.getConnection();
                Connection unfenced = database.asSuperuser().getConnection()) {
            bind(fenced);
            bind(unfenced);
            List<ListingReader> readers = Stream.of(fenced, unfenced)
                    .map(connection -> new ListingReader(new SingleConnectionDataSource(connection, true)))
                    .toList();
            for (PageShapes.Shape shape : Stream.concat(PageShapes.FLAT.stream(), PageShapes.OTHERS.stream())
                    .toList()) {
                Listing listing = Listings.listing(TENANT, catalog, shape.query(null), FEW);
                double[][] millis = new double[2][ROUNDS];
                for (int round = -10; round < ROUNDS; round++) {
                    for (int turn = 0; turn < 2; turn++) {
                        int way = Math.floorMod(turn + round, 2);
                        ListingReader reader = readers.get(way);
                        double once = Rivals.millis(() -> reader.page(
                                PageStatement.of(listing, null, false, PAGE, false, listing.reads()),
                                listing,
                                listing.reads()));
                        millis[way][Math.max(round, 0)] = once;
                    }
                }
                double with = Rivals.median(millis[0]);
                double without = Rivals.median(millis[1]);
                System.out.printf(
                        "%-44s | %8.2f ms with, %8.2f ms without row-level security | %.2f x%n",
                        shape.what(), with, without, with / without);
            }
        }
    }

    /** The look-up of search words asks for the tenant, whoever calls it. */
    private static void bind(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET cohort.tenant = '" + TENANT.value() + "'");
        }
    }
}
