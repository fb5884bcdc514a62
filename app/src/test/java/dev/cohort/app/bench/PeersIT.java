package dev.cohort.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.app.SlowDatabaseTest;
import dev.cohort.contacts.ContactImport;
import dev.cohort.contacts.attribute.AttributeCatalog;
import dev.cohort.contacts.attribute.AttributeCatalogs;
import dev.cohort.contacts.search.ContactPages;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.TenantScope;
import dev.cohort.kernel.test.TestDatabase;
import dev.cohort.kernel.test.query.CapturedQueries;
import dev.cohort.kernel.test.query.QueryBudgets;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import tools.jackson.databind.json.JsonMapper;

/** What the benchmark of the peers rests on, in small: all give the same bytes, each with as many statements as it says. */
@SlowDatabaseTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PeersIT {

    private static final TenantId TENANT = new TenantId(7_700);
    private static final int CONTACTS = 400;

    @Autowired
    DataSource dataSource;

    @Autowired
    ContactPages pages;

    @Autowired
    ContactImport imports;

    @Autowired
    AttributeCatalogs catalogs;

    @Autowired
    JsonMapper json;

    @Value("${spring.liquibase.url}")
    String url;

    private AttributeCatalog catalog;

    @BeforeAll
    void load() throws SQLException {
        var dataset = new ContactDataset(new TestDatabase(url), TENANT);
        catalog = dataset.define(imports, catalogs);
        dataset.growTo(CONTACTS, catalog);
    }

    @Test
    void everyPeerGivesTheSameBytes() {
        TenantScope.run(TENANT, () -> {
            try (var peers = new Peers(dataSource, pages, catalog)) {
                for (Ask ask : new Ask[] {
                    new Ask(TENANT, 1, null),
                    new Ask(TENANT, 60, null),
                    new Ask(TENANT, 10, ContactDataset.FOUR_PERCENT),
                    new Ask(TENANT, 200, ContactDataset.FOUR_PERCENT)
                }) {
                    String ours =
                            json.writeValueAsString(peers.named(Peers.OURS).page(ask));
                    assertThat(ours).contains("\"revenue\":").contains("\"tier\":");
                    for (Peer peer : peers.all()) {
                        assertThat(json.writeValueAsString(peer.page(ask)))
                                .as("%s of %s", peer.name(), ask)
                                .isEqualTo(ours);
                    }
                }
            }
        });
    }

    @Test
    void eachSendsAsManyStatementsAsItsDesignSays() {
        TenantScope.run(TENANT, () -> {
            try (var peers = new Peers(dataSource, pages, catalog)) {
                Map<String, Integer> expected = Map.of(
                        Peers.OURS,
                        1,
                        Peers.BATCH,
                        3,
                        Peers.SUBSELECT,
                        2,
                        Peers.NAIVE,
                        51,
                        Peers.DOCUMENT,
                        1,
                        "Hibernate JOIN FETCH",
                        1,
                        "N+1 by hand with attributes",
                        101);
                expected.forEach((name, statements) -> {
                    Peer peer = peers.named(name);
                    peer.page(new Ask(TENANT, 50, null));
                    CapturedQueries captured = QueryBudgets.capture(() -> peer.page(new Ask(TENANT, 50, null)));
                    assertThat(captured.statements()).as(name).isEqualTo(statements);
                });
            }
        });
    }
}
