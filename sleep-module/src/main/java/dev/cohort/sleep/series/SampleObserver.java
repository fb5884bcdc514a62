package dev.cohort.sleep.series;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.time.TimeWindow;
import java.util.List;

/** Hears of samples that changed, in the transaction that changes them: for whoever keeps figures made of them. */
public interface SampleObserver {

    /**
     * Called once a write, after its statements and with the person's lock held; not if nothing changed.
     *
     * @param spans disjoint, in order; every changed sample lies in one, not every second of one changed
     */
    void changed(TenantId tenant, PersonId person, String provider, SeriesType type, List<TimeWindow> spans);
}
