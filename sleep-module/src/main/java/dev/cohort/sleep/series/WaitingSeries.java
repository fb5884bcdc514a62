package dev.cohort.sleep.series;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * The series into whose inbox this process put something. Only the sweep's list of work: a restart forgets it, and
 * reads stay exact and bounded either way.
 */
@Component
class WaitingSeries {

    private static final int MOST = 10_000;

    private final Set<SeriesKey> series = ConcurrentHashMap.newKeySet();

    void add(SeriesKey key) {
        if (series.size() < MOST) {
            series.add(key);
        }
    }

    /** Those waiting now; they are taken off the list. */
    Set<SeriesKey> take() {
        Set<SeriesKey> taken = Set.copyOf(series);
        series.removeAll(taken);
        return taken;
    }
}
