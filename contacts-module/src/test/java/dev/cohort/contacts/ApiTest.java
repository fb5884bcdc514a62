package dev.cohort.contacts;

import dev.cohort.contacts.search.ContactPages;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.test.PostgresTest;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.MockMvc;
import tools.jackson.databind.json.JsonMapper;

/** Tests that speak HTTP to the module; each test has a tenant of its own. */
@PostgresTest
@AutoConfigureMockMvc
public abstract class ApiTest {

    private static final AtomicLong TENANTS = new AtomicLong(1_000);

    @Autowired
    protected MockMvc mvc;

    @Autowired
    protected JsonMapper json;

    protected Api api;

    @Autowired
    private ContactPages pages;

    @BeforeEach
    protected final void newTenant() {
        api = new Api(mvc, json, TENANTS.incrementAndGet(), "ann");
    }

    @AfterEach
    void documentsAreExact() {
        Documents.assertExact(pages, new TenantId(api.tenant()));
    }
}
