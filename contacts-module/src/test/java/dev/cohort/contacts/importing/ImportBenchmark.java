package dev.cohort.contacts.importing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.contacts.Api;
import dev.cohort.contacts.ApiTest;
import dev.cohort.kernel.Caller;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.TenantScope;
import dev.cohort.kernel.job.Jobs;
import dev.cohort.kernel.test.Seed;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;

/**
 * Contacts a second of an import of contacts with 20 fields, as the job does it: upload stored, read twice, written.
 * {@code -Dit.test=ImportBenchmark#newContacts -Dcohort.bench.contacts=1000000} for the million; {@code -Dtest.jvm=-Xmx512m} for the heap that it may have.
 */
@Import(SerialImport.class)
class ImportBenchmark extends ApiTest {

    private static final int FIELDS = 20;
    private static final String[] TYPES = {"text", "integer", "decimal", "date", "boolean"};

    @Autowired
    Jobs jobs;

    /** One run after the other, each into an empty tenant: how steps side by side compare with steps in a row. */
    @Test
    void besideSerial() throws InterruptedException {
        int contacts = Integer.getInteger("cohort.bench.contacts", 40_000);
        for (int round = 0; round < Seed.size(3, 6); round++) {
            for (String kind : List.of(SerialImport.NAME, ImportJob.NAME)) {
                System.out.println(kind);
                run(kind, contacts);
                api = new Api(mvc, json, api.tenant() + 10_000, api.user());
            }
        }
    }

    @Test
    void newContacts() throws InterruptedException {
        run(ImportJob.NAME, Integer.getInteger("cohort.bench.contacts", 50_000));
    }

    private void run(String kind, int contacts) throws InterruptedException {
        for (int field = 0; field < FIELDS; field++) {
            api.field("{'key': 'f" + field + "', 'type': '" + TYPES[field % TYPES.length] + "'}");
        }
        var tenant = new TenantId(api.tenant());
        var request = new ImportRequest(FileFormat.CSV, Map.of(), "externalId", false, false, false);
        long begun = System.nanoTime();
        long job = TenantScope.<Long, RuntimeException>call(
                tenant, () -> jobs.start(new Caller(tenant, "bench"), kind, ImportJob.input(request), file(contacts)));
        double stored = (System.nanoTime() - begun) / 1e9;
        JsonNode state = api.get(Jobs.path(job)).body();
        long last = 0;
        while (state.get("finishedAt") == null || state.get("finishedAt").isNull()) {
            Thread.sleep(500);
            state = api.get(Jobs.path(job)).body();
            long processed = state.path("processed").asLong();
            if (processed >= last + Math.max(10_000, contacts / 20)) {
                report(processed, (System.nanoTime() - begun) / 1e9);
                last = processed;
            }
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        assertThat(state.get("created").asLong()).as("%s", state).isEqualTo(contacts);
        System.out.printf(
                "%d contacts in %.1f s, upload %.1f s: %.0f contacts/s; heap after collections %d of %d MB%n",
                contacts,
                seconds,
                stored,
                contacts / seconds,
                live() >> 20,
                Runtime.getRuntime().maxMemory() >> 20);
    }

    private static void report(long processed, double seconds) {
        System.out.printf(
                "%9d: %.0f contacts/s, heap after collections %d MB%n", processed, processed / seconds, live() >> 20);
    }

    /** Bytes that the last collection of each pool left. */
    private static long live() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getCollectionUsage)
                .filter(java.util.Objects::nonNull)
                .mapToLong(java.lang.management.MemoryUsage::getUsed)
                .sum();
    }

    /** A file that is never whole in memory. */
    private static InputStream file(int contacts) {
        return new SequenceInputStream(new Enumeration<>() {
            private int next;

            @Override
            public boolean hasMoreElements() {
                return next < contacts;
            }

            @Override
            public InputStream nextElement() {
                var text = new StringBuilder(next == 0 ? header() : "");
                for (int end = Math.min(contacts, next + 1_000); next < end; next++) {
                    line(text, next);
                }
                return new java.io.ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8));
            }
        });
    }

    private static String header() {
        return "externalId,firstName,lastName,email,phone,company,"
                + IntStream.range(0, FIELDS).mapToObj(field -> "f" + field).collect(Collectors.joining(","))
                + "\n";
    }

    private static void line(StringBuilder text, int n) {
        var random = new SplittableRandom(n);
        text.append("X").append(n).append(",First").append(random.nextInt(600));
        text.append(",Last")
                .append(random.nextInt(20_000))
                .append(",p")
                .append(n)
                .append("@example.org,+1202");
        text.append(2_000_000 + n % 7_000_000).append(",Company ").append(random.nextInt(20_000));
        for (int field = 0; field < FIELDS; field++) {
            text.append(',');
            switch (TYPES[field % TYPES.length]) {
                case "integer" -> text.append(random.nextInt(100_000));
                case "decimal" -> text.append(random.nextInt(10_000_000) / 1_000_000.0);
                case "date" -> text.append(LocalDate.ofEpochDay(random.nextInt(20_000)));
                case "boolean" -> text.append(random.nextInt(5) > 0);
                default -> text.append("Text ").append(random.nextInt(field < 5 ? 50 : 200_000));
            }
        }
        text.append('\n');
    }
}
