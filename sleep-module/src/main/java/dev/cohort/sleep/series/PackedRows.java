package dev.cohort.sleep.series;

import java.util.Arrays;

/**
 * Chunks on their way into {@code sleep.sample_chunk}: one array for each column, and one for all elements of each
 * array column, of which a row takes a slice. So one statement with a constant number of parameters writes any
 * number of chunks.
 */
final class PackedRows {

    int rows;
    int[] chunk = new int[16];
    short[] samples = new short[16];
    int[] low = new int[16];
    int[] high = new int[16];
    long[] total = new long[16];
    long[] weight = new long[16];
    short[] held = new short[16];

    /** Where a row's slices start, from 0: in {@link #offsets}, in the sums and weights, in {@link #helds} or -1. */
    int[] offsetsAt = new int[16];

    int[] sumsAt = new int[16];
    int[] heldsAt = new int[16];
    boolean[] wide = new boolean[16];

    short[] offsets = new short[256];
    int[] values = new int[256];
    short[] helds = new short[256];
    int[] sums = new int[256];
    int[] weights = new int[256];
    long[] wideSums = new long[0];
    long[] wideWeights = new long[0];

    private int offsetCount;
    private int heldCount;
    private int sumCount;
    private int wideCount;

    void add(int number, ChunkSamples packed) {
        room(packed.size());
        int size = packed.size();
        System.arraycopy(packed.offsets(), 0, offsets, offsetCount, size);
        System.arraycopy(packed.values(), 0, values, offsetCount, size);
        long[] running = new long[size];
        long[] weighted = new long[size];
        short[] holding = new short[size];
        long sum = 0;
        long weightSum = 0;
        int heldSum = 0;
        int least = Integer.MAX_VALUE;
        int most = 0;
        for (int at = 0; at < size; at++) {
            int value = packed.values()[at];
            sum += value;
            least = Math.min(least, value);
            most = Math.max(most, value);
            running[at] = sum;
            weighted[at] = weightSum;
            holding[at] = (short) heldSum;
            if (at + 1 < size) {
                int link = Math.min(ChunkSamples.HOLD, packed.offsets()[at + 1] - packed.offsets()[at]);
                weightSum += (long) value * link;
                heldSum += link;
            }
        }
        chunk[rows] = number;
        samples[rows] = (short) size;
        low[rows] = least;
        high[rows] = most;
        total[rows] = sum;
        weight[rows] = weightSum;
        held[rows] = (short) heldSum;
        offsetsAt[rows] = offsetCount;
        offsetCount += size;
        addHelds(holding, heldSum == packed.offsets()[size - 1] - packed.offsets()[0]);
        addSums(running, weighted, Math.max(sum, weightSum) > Integer.MAX_VALUE);
        rows++;
    }

    /** Cuts every array to what is used. */
    PackedRows trimmed() {
        chunk = Arrays.copyOf(chunk, rows);
        samples = Arrays.copyOf(samples, rows);
        low = Arrays.copyOf(low, rows);
        high = Arrays.copyOf(high, rows);
        total = Arrays.copyOf(total, rows);
        weight = Arrays.copyOf(weight, rows);
        held = Arrays.copyOf(held, rows);
        offsetsAt = Arrays.copyOf(offsetsAt, rows);
        sumsAt = Arrays.copyOf(sumsAt, rows);
        heldsAt = Arrays.copyOf(heldsAt, rows);
        wide = Arrays.copyOf(wide, rows);
        offsets = Arrays.copyOf(offsets, offsetCount);
        helds = Arrays.copyOf(helds, heldCount);
        sums = Arrays.copyOf(sums, sumCount);
        weights = Arrays.copyOf(weights, sumCount);
        wideSums = Arrays.copyOf(wideSums, wideCount);
        wideWeights = Arrays.copyOf(wideWeights, wideCount);
        return this;
    }

    short[] lastOffsets() {
        short[] last = new short[rows];
        for (int row = 0; row < rows; row++) {
            last[row] = offsets[offsetsAt[row] + samples[row] - 1];
        }
        return last;
    }

    int[] lastValues() {
        int[] last = new int[rows];
        for (int row = 0; row < rows; row++) {
            last[row] = values[offsetsAt[row] + samples[row] - 1];
        }
        return last;
    }

    private void addHelds(short[] holding, boolean withoutGap) {
        heldsAt[rows] = withoutGap ? -1 : heldCount;
        if (!withoutGap) {
            helds = grown(helds, heldCount + holding.length);
            System.arraycopy(holding, 0, helds, heldCount, holding.length);
            heldCount += holding.length;
        }
    }

    private void addSums(long[] running, long[] weighted, boolean beyondInt) {
        wide[rows] = beyondInt;
        sumsAt[rows] = beyondInt ? wideCount : sumCount;
        if (beyondInt) {
            int size = wideCount + running.length;
            wideSums = Arrays.copyOf(wideSums, Math.max(wideSums.length, size * 2));
            wideWeights = Arrays.copyOf(wideWeights, wideSums.length);
            System.arraycopy(running, 0, wideSums, wideCount, running.length);
            System.arraycopy(weighted, 0, wideWeights, wideCount, running.length);
            wideCount = size;
            return;
        }
        for (int at = 0; at < running.length; at++) {
            sums[sumCount] = (int) running[at];
            weights[sumCount++] = (int) weighted[at];
        }
    }

    private void room(int size) {
        if (rows == chunk.length) {
            int more = rows * 2;
            chunk = Arrays.copyOf(chunk, more);
            samples = Arrays.copyOf(samples, more);
            low = Arrays.copyOf(low, more);
            high = Arrays.copyOf(high, more);
            total = Arrays.copyOf(total, more);
            weight = Arrays.copyOf(weight, more);
            held = Arrays.copyOf(held, more);
            offsetsAt = Arrays.copyOf(offsetsAt, more);
            sumsAt = Arrays.copyOf(sumsAt, more);
            heldsAt = Arrays.copyOf(heldsAt, more);
            wide = Arrays.copyOf(wide, more);
        }
        if (offsetCount + size > offsets.length) {
            int more = (offsetCount + size) * 2;
            offsets = Arrays.copyOf(offsets, more);
            values = Arrays.copyOf(values, more);
            sums = Arrays.copyOf(sums, more);
            weights = Arrays.copyOf(weights, more);
        }
    }

    private static short[] grown(short[] array, int size) {
        return size <= array.length ? array : Arrays.copyOf(array, size * 2);
    }
}
