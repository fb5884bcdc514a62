package dev.cohort.sleep.series;

import dev.cohort.kernel.time.TimeWindow;
import java.util.List;

/**
 * Windows as PostgreSQL gets them: seconds since 1970 in two arrays, which the driver sends in binary (arrays of
 * timestamps would be text, and cost more than the statement). Cut to the seconds in which there can be samples.
 */
record WindowSeconds(long[] starts, long[] ends) {

    private static final long LAST = (long) Integer.MAX_VALUE * ChunkSamples.SECONDS;

    WindowSeconds(List<TimeWindow> windows) {
        this(
                windows.stream()
                        .mapToLong(window -> within(window.start().getEpochSecond()))
                        .toArray(),
                windows.stream()
                        .mapToLong(window -> within(window.end().getEpochSecond()))
                        .toArray());
    }

    int firstChunk() {
        long first = Long.MAX_VALUE;
        for (long start : starts) {
            first = Math.min(first, start);
        }
        return ChunkSamples.chunkOf(first);
    }

    int lastChunk() {
        long last = 0;
        for (long end : ends) {
            last = Math.max(last, end);
        }
        return ChunkSamples.chunkOf(last);
    }

    private static long within(long second) {
        return Math.clamp(second, 0, LAST);
    }
}
