package dev.cohort.contacts.contact;

import dev.cohort.contacts.ApiTest;
import dev.cohort.contacts.attribute.AttributeCatalog;
import dev.cohort.contacts.attribute.AttributeCatalogs;
import dev.cohort.contacts.attribute.AttributeDefinition;
import dev.cohort.kernel.Caller;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.TenantScope;
import dev.cohort.kernel.test.Seed;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Contacts a second of pure creation: 20 fields of mixed types, 1,000 a transaction. */
class ContactWriterBenchmark extends ApiTest {

    private static final int BATCH = 1_000;

    @Autowired
    ContactWriter writer;

    @Autowired
    AttributeCatalogs catalogs;

    @Test
    void create() {
        String[] types = {"text", "integer", "decimal", "date", "boolean"};
        for (int i = 0; i < 20; i++) {
            api.field("{'key': 'f" + i + "', 'type': '" + types[i % types.length] + "'}");
        }
        var tenant = new TenantId(api.tenant());
        var caller = new Caller(tenant, "bench");
        TenantScope.run(tenant, () -> {
            AttributeCatalog catalog = catalogs.reload(tenant);
            for (int round = 0; round < Seed.size(6, 100); round++) {
                long start = System.nanoTime();
                for (int batch = 0; batch < 10; batch++) {
                    writer.apply(caller, batch(catalog, round * 10 + batch));
                }
                double seconds = (System.nanoTime() - start) / 1e9;
                System.out.printf("%d contacts: %.0f contacts/s%n", (round + 1) * 10 * BATCH, 10 * BATCH / seconds);
            }
        });
    }

    private static List<ContactChange> batch(AttributeCatalog catalog, int number) {
        List<ContactChange> changes = new ArrayList<>();
        for (int n = 0; n < BATCH; n++) {
            int seed = number * BATCH + n;
            Map<Integer, List<Object>> fields = new HashMap<>();
            for (AttributeDefinition field : catalog.active()) {
                Object value = switch (field.type()) {
                    case INTEGER -> (long) seed;
                    case DECIMAL -> BigDecimal.valueOf(seed, 2);
                    case DATE -> LocalDate.ofEpochDay(seed % 20_000);
                    case BOOLEAN -> seed % 2 == 0;
                    default -> "Text " + seed % 5_000;
                };
                fields.put(field.id(), List.of(value));
            }
            changes.add(ContactChange.create(
                    Map.of(
                            HotField.EXTERNAL_ID, Optional.of("ext-" + seed),
                            HotField.FIRST_NAME, Optional.of("First" + seed % 1_000),
                            HotField.LAST_NAME, Optional.of("Last" + seed),
                            HotField.EMAIL, Optional.of("p" + seed + "@example.org")),
                    fields));
        }
        return changes;
    }
}
