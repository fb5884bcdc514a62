package dev.cohort.sleep.series;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Stores samples. */
@Component
public class SampleWriter {

    SampleWriter() {}

    /**
     * Stores samples of one series, in the current transaction or one of its own, under the person's lock.
     *
     * @param samples any order; of several for one second the last wins
     * @throws IllegalArgumentException if a value is out of its type's bounds or a time is before 1970
     */
    @Transactional
    public SampleOutcome write(
            TenantId tenant, PersonId person, String provider, SeriesType type, List<Sample> samples) {
        throw new UnsupportedOperationException();
    }
}
