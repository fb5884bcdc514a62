package dev.cohort.sleep.importing;

import dev.cohort.sleep.night.Stage;
import dev.cohort.sleep.night.StageInterval;
import org.jspecify.annotations.Nullable;

/**
 * An interval of sleep, or of time in bed, as one device or app recorded it. Times are seconds since 1970, offsets
 * seconds east of UTC.
 */
record SourceStage(
        String sourceName,
        @Nullable String deviceModel,
        @Nullable String deviceType,
        Stage stage,
        long start,
        int startOffset,
        long end,
        int endOffset) {

    StageInterval interval() {
        return new StageInterval(stage, start, end);
    }
}
