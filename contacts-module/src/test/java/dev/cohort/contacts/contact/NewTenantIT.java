package dev.cohort.contacts.contact;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cohort.contacts.ApiTest;
import dev.cohort.contacts.attribute.AttributeCatalog;
import dev.cohort.contacts.attribute.AttributeCatalogs;
import dev.cohort.contacts.attribute.AttributeDefinition;
import dev.cohort.kernel.Caller;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.TenantScope;
import dev.cohort.kernel.test.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A tenant that is new beside others: the planner's statistics know those and expect nothing of it. */
class NewTenantIT extends ApiTest {

    private static final int FIELDS = 5;

    @Autowired
    ContactWriter writer;

    @Autowired
    AttributeCatalogs catalogs;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    JdbcClient jdbc;

    @Value("${spring.datasource.url}")
    String url;

    @BeforeEach
    void besideALargerOne() {
        fields();
        create(2_000);
        newTenant();
        fields();
    }

    /** The index of values finds a contact only by reading all values of the tenant, and that for each contact. */
    @Test
    void itsDocumentsAreMadeByTheKeyOfTheContact() {
        superuser().execute("ANALYZE contacts.attribute_entry");
        TenantScope.run(
                tenant(),
                () -> transactions.executeWithoutResult(status -> {
                    jdbc.sql("SET LOCAL plan_cache_mode = force_custom_plan").update();
                    long before = scansOfTheIndexOfValues();
                    create(100);
                    assertThat(scansOfTheIndexOfValues() - before).isZero();
                }));
    }

    @Test
    void theStatisticsKnowItSoonWhateverTheOthersHaveWritten() {
        create(60);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(superuser().queryForList("""
                                SELECT unnest(CAST(CAST(most_common_vals AS text) AS bigint[])) FROM pg_stats
                                WHERE schemaname = 'contacts' AND tablename = 'attribute_entry'
                                    AND attname = 'tenant_id'
                                """, Long.class)).contains(api.tenant()));
    }

    /** Of this connection, until some moment ago. */
    private long scansOfTheIndexOfValues() {
        return jdbc.sql("SELECT pg_stat_get_xact_numscans(CAST('contacts.attribute_by_value' AS regclass))")
                .query(Long.class)
                .single();
    }

    private JdbcTemplate superuser() {
        return new JdbcTemplate(new TestDatabase(url).asSuperuser());
    }

    private void create(int contacts) {
        TenantScope.run(tenant(), () -> {
            AttributeCatalog catalog = catalogs.reload(tenant());
            List<ContactChange> changes = IntStream.range(0, contacts)
                    .mapToObj(n -> ContactChange.create(
                            Map.of(HotField.LAST_NAME, Optional.of("L" + n)),
                            catalog.active().stream()
                                    .collect(toMap(AttributeDefinition::id, field -> List.of((long) n)))))
                    .toList();
            writer.apply(new Caller(tenant(), "test"), changes);
        });
    }

    private void fields() {
        for (int field = 0; field < FIELDS; field++) {
            api.field("{'key': 'f" + field + "', 'type': 'integer'}");
        }
    }

    private TenantId tenant() {
        return new TenantId(api.tenant());
    }
}
