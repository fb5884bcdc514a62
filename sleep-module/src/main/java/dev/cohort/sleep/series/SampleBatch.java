package dev.cohort.sleep.series;

import java.util.Arrays;
import java.util.List;

/** The samples of one write in order of time, those of one second as they came; and what they change. */
final class SampleBatch {

    /** Of one call; the position in the list takes 20 bits of a sort key. */
    static final int MAX = 1 << 20;

    private static final long LAST_SECOND = (long) Integer.MAX_VALUE * ChunkSamples.SECONDS;

    private final long[] seconds;
    private final int[] values;
    private int accepted;
    private int replaced;
    private int unchanged;

    /**
     * @throws IllegalArgumentException if a value is out of bounds, a time is before 1970 or there are too many
     */
    SampleBatch(SeriesType type, List<Sample> samples) {
        int size = samples.size();
        if (size > MAX) {
            throw new IllegalArgumentException(size + " samples are more than the " + MAX + " of one write");
        }
        long[] keys = new long[size];
        for (int index = 0; index < size; index++) {
            Sample sample = samples.get(index);
            if (sample.epochSecond() < 0 || sample.epochSecond() > LAST_SECOND || !type.holds(sample.hundredths())) {
                throw new IllegalArgumentException("sample " + index + " is not one of " + type.code());
            }
            keys[index] = sample.epochSecond() << 20 | index;
        }
        Arrays.sort(keys);
        seconds = new long[size];
        values = new int[size];
        for (int at = 0; at < size; at++) {
            seconds[at] = keys[at] >> 20;
            values[at] = samples.get((int) (keys[at] & (MAX - 1))).hundredths();
        }
    }

    int size() {
        return seconds.length;
    }

    /** The distinct chunks, ascending. */
    int[] chunks() {
        return Arrays.stream(seconds).mapToInt(ChunkSamples::chunkOf).distinct().toArray();
    }

    /** The index of the first sample of {@code chunk} or a later one. */
    int start(int chunk) {
        int low = 0;
        int high = size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (seconds[middle] < (long) chunk * ChunkSamples.SECONDS) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /**
     * What the samples of {@code chunk} change in {@code existing}; counts them. Each of several for one second is
     * counted against the one before it, and the last decides.
     */
    ChunkSamples changes(int chunk, ChunkSamples existing) {
        int from = start(chunk);
        int to = from;
        long base = (long) chunk * ChunkSamples.SECONDS;
        while (to < size() && seconds[to] < base + ChunkSamples.SECONDS) {
            to++;
        }
        short[] offsets = new short[to - from];
        int[] changed = new int[to - from];
        int count = 0;
        int known = 0;
        for (int at = from; at < to; ) {
            short second = (short) (seconds[at] - base);
            while (known < existing.size() && existing.offsets()[known] < second) {
                known++;
            }
            boolean there = known < existing.size() && existing.offsets()[known] == second;
            int before = there ? existing.values()[known] : -1;
            int last = before;
            for (; at < to && seconds[at] - base == second; at++) {
                count(last, values[at]);
                last = values[at];
            }
            if (last != before) {
                offsets[count] = second;
                changed[count++] = last;
            }
        }
        return new ChunkSamples(Arrays.copyOf(offsets, count), Arrays.copyOf(changed, count));
    }

    SampleOutcome outcome() {
        return new SampleOutcome(accepted, replaced, unchanged);
    }

    /** No value is negative, so -1 is "none before". */
    private void count(int before, int now) {
        if (before < 0) {
            accepted++;
        } else if (before == now) {
            unchanged++;
        } else {
            replaced++;
        }
    }
}
