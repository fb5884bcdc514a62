package dev.cohort.sleep.importing;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import dev.cohort.sleep.SleepImports;
import dev.cohort.sleep.importing.FileFormat.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.ZoneId;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Loads a file in one transaction: all of it or, if it is damaged or a record is refused, nothing. */
@Component
class LoadSleepFiles implements SleepImports {

    private final StoreBatch storing;
    private final Clock clock;

    LoadSleepFiles(StoreBatch storing, Clock clock) {
        this.storing = storing;
        this.clock = clock;
    }

    @Override
    @Transactional
    public void load(TenantId tenant, PersonId person, String format, ZoneId zone, InputStream file) {
        ImportFormat wanted = ImportFormat.of(format)
                .orElseThrow(() -> new IllegalArgumentException("The format " + format + " is unknown."));
        var sink = new StoringSink(0, (batch, records) -> {
            BatchOutcome outcome = storing.store(tenant, person, batch);
            if (outcome.failed() > 0) {
                Batch.Placed<Rejection> first = outcome.rejections().getFirst();
                throw new IllegalArgumentException(
                        "Line " + first.place().line() + ": " + first.what().reason());
            }
        });
        try {
            wanted.file().read(file, new Reading(zone, clock.instant()), sink);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (UnreadableFile damaged) {
            throw new IllegalArgumentException(damaged.getMessage(), damaged);
        }
        sink.finish();
    }
}
