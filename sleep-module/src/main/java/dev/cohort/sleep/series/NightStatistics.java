package dev.cohort.sleep.series;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.time.TimeWindow;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Averages and extremes of nights. */
@Component
public class NightStatistics {

    NightStatistics() {}

    /**
     * The intervals that make up one night, and whose samples count. Intervals that overlap or touch count as one, so
     * no sample and no second counts twice.
     */
    public record Group(String provider, List<TimeWindow> intervals) {}

    /**
     * The statistics of each group, in order, one map of all {@code types} for each. A group without intervals has no
     * samples. Statements: one for any number of groups, none if there is nothing to ask.
     */
    public List<Map<SeriesType, NightStatistic>> of(
            TenantId tenant, PersonId person, List<SeriesType> types, List<Group> groups) {
        throw new UnsupportedOperationException();
    }
}
