package dev.cohort.sleep.series;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.time.TimeWindow;
import java.time.Instant;
import java.util.List;

/** Hears of samples that changed, in the transaction that changes them: for whoever keeps figures made of them. */
public interface SampleObserver {

    /**
     * Called once a write, after its statements and with the person's lock held; not if nothing changed.
     *
     * @param spans disjoint, in order; every changed sample lies in one, not every second of one changed
     */
    void changed(TenantId tenant, PersonId person, String provider, SeriesType type, List<TimeWindow> spans);

    /** Instead of the other, if one sample came whose neighbours are known; they are enough to tell what it changes. */
    default void changed(TenantId tenant, PersonId person, String provider, SeriesType type, LateSample sample) {
        Instant at = Instant.ofEpochSecond(sample.second());
        changed(tenant, person, provider, type, List.of(new TimeWindow(at, at.plusSeconds(1))));
    }
}
