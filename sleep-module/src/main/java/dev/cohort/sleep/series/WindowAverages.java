package dev.cohort.sleep.series;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.time.TimeWindow;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Averages of arbitrary windows. */
@Component
public class WindowAverages {

    /** The most windows of one call. */
    public static final int MAX_WINDOWS = 5_000;

    WindowAverages() {}

    /**
     * The averages of each type over each window, in the order of {@code windows}, one map of all {@code types} for
     * each; duplicates, overlaps and empty windows are fine. Per window and type the samples of one provider: the
     * first of {@code providerRank} that has one, else the first by name.
     *
     * <p>Statements: one, none if {@code windows} or {@code types} is empty.
     *
     * @param provider if given, only this one's samples
     */
    public List<Map<SeriesType, WindowAverage>> of(
            TenantId tenant,
            PersonId person,
            List<SeriesType> types,
            List<TimeWindow> windows,
            List<String> providerRank,
            @Nullable String provider) {
        throw new UnsupportedOperationException();
    }
}
