package dev.cohort.sleep.night;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session as it arrived. Times are seconds since 1970, offsets seconds east of UTC; what is not reported is null.
 *
 * @param id names the session to callers and decides nothing: ids depend on the order of arrival
 * @param key what the source calls it; settles ties, so that the order of arrival never does
 * @param start of the half-open window [start, end)
 * @param zoneAssumed that an offset is not the source's but of the zone set for the person
 * @param nap whether it is a nap, if somebody said so
 * @param stages any order, overlaps allowed, inside the window
 */
public record Session(
        long id,
        String key,
        Source source,
        long start,
        long end,
        int startOffset,
        int endOffset,
        boolean zoneAssumed,
        @Nullable Boolean nap,
        @Nullable Integer asleepSeconds,
        @Nullable Integer inBedSeconds,
        @Nullable BigDecimal efficiencyPercent,
        @Nullable StageSeconds stageSeconds,
        List<StageInterval> stages) {

    String provider() {
        return source.provider();
    }

    long window() {
        return end - start;
    }
}
