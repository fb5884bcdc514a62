package dev.cohort.app.bench;

import dev.cohort.contacts.ContactImport;
import dev.cohort.contacts.attribute.AttributeCatalog;
import dev.cohort.contacts.attribute.AttributeCatalogs;
import dev.cohort.contacts.search.ContactPages;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.test.TestDatabase;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;

/** What the benchmarks of contacts share. The data are loaded by the first that needs them. */
@BenchTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ContactsBench {

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

    @LocalServerPort
    int port;

    @Value("${spring.liquibase.url}")
    String url;

    /** The tenant that has so many contacts. */
    TenantId tenantOf(int contacts) throws SQLException {
        var tenant = new TenantId(7_000_000 + contacts);
        load(tenant, contacts);
        return tenant;
    }

    AttributeCatalog load(TenantId tenant, int contacts) throws SQLException {
        var dataset = new ContactDataset(database(), tenant);
        AttributeCatalog catalog = dataset.define(imports, catalogs);
        dataset.growTo(contacts, catalog);
        return catalog;
    }

    TestDatabase database() {
        return new TestDatabase(url);
    }

    @AfterAll
    void report() {
        Lab.roundTrip(dataSource, 0);
        Report.write();
    }
}
