package dev.cohort.app.demo;

import dev.cohort.contacts.ContactDirectory;
import dev.cohort.contacts.ContactImport;
import dev.cohort.kernel.Caller;
import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.TenantScope;
import dev.cohort.kernel.query.QueryBudget;
import dev.cohort.sleep.SleepImports;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Loads the demo tenant's data once, through the same imports that a user's files take.
 * Each step is idempotent, so a load that was killed is simply done again at the next start.
 */
@Component
@ConditionalOnProperty(name = "cohort.demo-data", havingValue = "true", matchIfMissing = true)
class DemoData {

    private static final Logger LOG = LoggerFactory.getLogger(DemoData.class);
    private static final Caller DEMO = new Caller(new TenantId(1), "demo");
    private static final ZoneId ZONE = ZoneId.of("America/New_York");
    private static final List<String> WEARERS = List.of("5553957443", "2022484408");

    private final ContactImport contactImport;
    private final ContactDirectory contacts;
    private final SleepImports sleepImports;
    private final JdbcClient jdbc;
    private final Clock clock;

    DemoData(
            ContactImport contactImport,
            ContactDirectory contacts,
            SleepImports sleepImports,
            JdbcClient jdbc,
            Clock clock) {
        this.contactImport = contactImport;
        this.contacts = contacts;
        this.sleepImports = sleepImports;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Statements: one if it is loaded already; else as many as the imports take, in steps of their own. */
    @QueryBudget(statements = 20, per = QueryBudget.Per.TRANSACTION)
    void load() {
        TenantScope.run(DEMO.tenant(), this::loadOnce);
    }

    private void loadOnce() {
        if (isLoaded()) {
            return;
        }
        Instant start = clock.instant();
        contactImport.defineFields(DEMO, resource("legislators-fields.json"));
        contactImport.load(DEMO, unzipped("legislators.csv.gz"));
        contactImport.load(DEMO, wearers());
        for (String wearer : WEARERS) {
            loadSleep(wearer);
        }
        jdbc.sql("INSERT INTO app.demo_data (tenant_id, loaded_at) VALUES (:tenant, CAST(:now AS timestamptz))")
                .param("tenant", DEMO.tenant().value())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        LOG.info(
                "Demo data loaded in {} s: 537 legislators and two wearers of a Fitbit, tenant acme",
                Duration.between(start, clock.instant()).toMillis() / 1000.0);
    }

    private boolean isLoaded() {
        return jdbc.sql("SELECT EXISTS (SELECT FROM app.demo_data WHERE tenant_id = :tenant)")
                .param("tenant", DEMO.tenant().value())
                .query(Boolean.class)
                .single();
    }

    private void loadSleep(String wearer) {
        PersonId person = contacts.withExternalId(DEMO.tenant(), "fitbit-" + wearer)
                .orElseThrow(() -> new IllegalStateException("the contact of wearer " + wearer + " is missing"));
        TenantId tenant = DEMO.tenant();
        sleepImports.load(tenant, person, "csv-sleep", ZONE, unzipped("fitbit-" + wearer + "-sleep.csv.gz"));
        sleepImports.load(tenant, person, "csv-heart-rate", ZONE, unzipped("fitbit-" + wearer + "-heart-rate.csv.gz"));
    }

    private static InputStream wearers() {
        return new ByteArrayInputStream("""
            externalId,firstName,lastName,displayName
            fitbit-5553957443,Fitbit,5553957443,"Fitbit 5553957443 (day and night)"
            fitbit-2022484408,Fitbit,2022484408,"Fitbit 2022484408 (by day)"
            """.getBytes(StandardCharsets.UTF_8));
    }

    private static InputStream unzipped(String file) {
        try {
            return new GZIPInputStream(resource(file));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static InputStream resource(String file) {
        try {
            return new ClassPathResource("demo/" + file).getInputStream();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
