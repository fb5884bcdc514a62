package dev.cohort.sleep.session;

import dev.cohort.sleep.night.Source;
import dev.cohort.sleep.night.Stage;
import dev.cohort.sleep.night.StageSeconds;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session to record. Identified by (person, provider, externalId), without one by (person, provider, start, end).
 * What is not known is null.
 *
 * @param nap whether the source calls it a nap, or not one; null if it does not say
 * @param asleepSeconds net sleep, 0 or more
 * @param stages any order, inside the session, written the way {@code start} is written
 */
public record SessionIn(
        @Nullable String externalId,
        Source source,
        Moment start,
        Moment end,
        @Nullable Boolean nap,
        @Nullable Integer asleepSeconds,
        @Nullable Integer inBedSeconds,
        @Nullable BigDecimal efficiencyPercent,
        @Nullable StageSeconds stageSeconds,
        List<StageIn> stages) {

    /** A stage and its half-open interval. */
    public record StageIn(Stage stage, Moment start, Moment end) {}
}
