package dev.cohort.contacts.exporting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.contacts.GeneratedContacts;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.test.PostgresInitializer;
import dev.cohort.kernel.test.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ContextConfiguration;

/**
 * Contacts a second of an export over HTTP, and the heap that it needs; {@code -Dcohort.bench.contacts} says how many.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = PostgresInitializer.class)
class ExportBenchmark {

    @Value("${local.server.port}")
    int port;

    @Value("${spring.datasource.url}")
    String url;

    @Test
    void allContacts() throws Exception {
        int contacts = Integer.getInteger("cohort.bench.contacts", 100_000);
        GeneratedContacts.insert(new TestDatabase(url).asOwner(), new TenantId(1), contacts, 42);
        for (int round = 0; round < 2; round++) {
            for (String query : new String[] {"format=csv", "format=ndjson", "format=csv&fields=none"}) {
                long begun = System.nanoTime();
                long lines = lines(query);
                double seconds = (System.nanoTime() - begun) / 1e9;
                assertThat(lines).isEqualTo(query.contains("csv") ? contacts + 1L : contacts);
                System.out.printf(
                        "%-24s %d contacts in %.1f s: %.0f contacts/s; heap after collections %d of %d MB%n",
                        query,
                        contacts,
                        seconds,
                        contacts / seconds,
                        live() >> 20,
                        Runtime.getRuntime().maxMemory() >> 20);
            }
        }
    }

    private long lines(String query) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://localhost:" + port + "/api/v1/contacts/export?" + query))
                    .build();
            long lines = 0;
            try (InputStream body = client.send(request, HttpResponse.BodyHandlers.ofInputStream())
                    .body()) {
                byte[] piece = new byte[1 << 16];
                for (int length = body.read(piece); length >= 0; length = body.read(piece)) {
                    for (int at = 0; at < length; at++) {
                        if (piece[at] == '\n') {
                            lines++;
                        }
                    }
                }
            }
            return lines;
        }
    }

    private static long live() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getCollectionUsage)
                .filter(java.util.Objects::nonNull)
                .mapToLong(java.lang.management.MemoryUsage::getUsed)
                .sum();
    }
}
