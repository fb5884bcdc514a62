package dev.cohort.sleep.importing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantScope;
import dev.cohort.kernel.Tsid;
import dev.cohort.kernel.test.PostgresTest;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * An export of {@code -Dcohort.bench.apple-mb} MB (200): ten years of nights, the rest heart rate; checked and
 * stored as a job does it. Prints MB/s of XML and the peak of the heap.
 */
@PostgresTest
class AppleHealthBenchmark {

    private static final long SIZE = Long.getLong("cohort.bench.apple-mb", 200) * 1_000_000;

    @Autowired
    SleepImportJob job;

    @Autowired
    TransactionTemplate transactions;

    @TempDir
    Path folder;

    @Test
    void importsAnExport() throws IOException {
        Path export = folder.resolve("export.xml");
        write(export);
        long bytes = Files.size(export);
        long checking = System.nanoTime();
        try (InputStream file = Files.newInputStream(export)) {
            ImportFormat.APPLE_HEALTH
                    .file()
                    .read(
                            file,
                            new FileFormat.Reading(null, Instant.parse("2036-01-01T00:00:00Z")),
                            new CountingSink());
        }
        double checked = seconds(checking);

        ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
        var input = new ImportInput(
                new PersonId(Tsid.next()), ImportFormat.APPLE_HEALTH, null, Instant.parse("2036-01-01T00:00:00Z"));
        var run = new TryRun(transactions, input, () -> open(export));
        long start = System.nanoTime();
        TenantScope.call(TryRun.CALLER.tenant(), () -> {
            job.run(run);
            return true;
        });
        double stored = seconds(start);
        long peak = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
        System.out.printf(
                "Apple Health: %,d MB of XML, %,d records%n  read alone    %6.1f MB/s%n  end to end    %6.1f MB/s"
                        + " (two passes and storing, %.1f s)%n  heap at most  %,d MB (sum of the pools' peaks, garbage"
                        + " included; -Xmx %,d MB)%n",
                bytes / 1_000_000,
                run.total(),
                bytes / 1e6 / checked,
                bytes / 1e6 / stored,
                stored,
                peak >> 20,
                Runtime.getRuntime().maxMemory() >> 20);
        assertThat(run.errors()).isEmpty();
        assertThat(run.counts().processed).isEqualTo(run.total());
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static InputStream open(Path file) {
        try {
            return Files.newInputStream(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void write(Path export) throws IOException {
        var random = new Random(1);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(export), 1 << 20)) {
            out.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<HealthData locale=\"en_US\">\n"
                    .getBytes(StandardCharsets.UTF_8));
            long written = 0;
            for (String record : AppleExport.records(3_650, 1)) {
                written += write(out, record);
            }
            LocalDateTime at = LocalDateTime.of(2016, 1, 1, 0, 0);
            while (written < SIZE) {
                at = at.plusSeconds(60 + random.nextInt(240));
                written += write(out, AppleExport.heartRate(at, 50 + random.nextInt(60), random.nextInt(10)));
            }
            out.write("</HealthData>\n".getBytes(StandardCharsets.UTF_8));
        }
    }

    private static int write(OutputStream out, String record) throws IOException {
        byte[] bytes = (record + "\n").getBytes(StandardCharsets.UTF_8);
        out.write(bytes);
        return bytes.length;
    }
}
