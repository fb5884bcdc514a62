package dev.cohort.sleep.series;

import java.util.Arrays;

/**
 * Samples of one series within one chunk of four hours: distinct seconds of the chunk, ascending, with their values
 * in hundredths. What {@code sleep.sample_chunk} packs.
 */
record ChunkSamples(short[] offsets, int[] values) {

    /** Seconds of a chunk. Zones play no part: chunk n starts n x 14,400 s after 1970. */
    static final int SECONDS = 14_400;

    /** How long a sample holds at most, in seconds. */
    static final int HOLD = 300;

    static final ChunkSamples NONE = new ChunkSamples(new short[0], new int[0]);

    static int chunkOf(long epochSecond) {
        return Math.toIntExact(Math.floorDiv(epochSecond, SECONDS));
    }

    int size() {
        return offsets.length;
    }

    /** All seconds of both; where both have one, {@code over}'s value. */
    ChunkSamples with(ChunkSamples over) {
        if (size() == 0 || over.size() == 0) {
            return size() == 0 ? over : this;
        }
        short[] seconds = new short[size() + over.size()];
        int[] merged = new int[seconds.length];
        int count = 0;
        int under = 0;
        for (int above = 0; above < over.size(); above++) {
            short second = over.offsets[above];
            while (under < size() && offsets[under] < second) {
                seconds[count] = offsets[under];
                merged[count++] = values[under++];
            }
            if (under < size() && offsets[under] == second) {
                under++;
            }
            seconds[count] = second;
            merged[count++] = over.values[above];
        }
        while (under < size()) {
            seconds[count] = offsets[under];
            merged[count++] = values[under++];
        }
        return new ChunkSamples(Arrays.copyOf(seconds, count), Arrays.copyOf(merged, count));
    }
}
