package dev.cohort.sleep.series;

import java.nio.ByteBuffer;

/**
 * Reads what {@code array_send} writes: the driver's own arrays come boxed, element by element. Format: dimensions,
 * null flag, element type, length, lower bound (4 bytes each), then 4 bytes of length before each element.
 */
final class BinaryArrays {

    private static final int HEADER = 20;

    private BinaryArrays() {}

    static short[] shorts(byte[] sent) {
        ByteBuffer buffer = ByteBuffer.wrap(sent);
        short[] elements = new short[length(buffer)];
        for (int at = 0; at < elements.length; at++) {
            elements[at] = buffer.getShort(HEADER + at * 6 + 4);
        }
        return elements;
    }

    static int[] ints(byte[] sent) {
        ByteBuffer buffer = ByteBuffer.wrap(sent);
        int[] elements = new int[length(buffer)];
        for (int at = 0; at < elements.length; at++) {
            elements[at] = buffer.getInt(HEADER + at * 8 + 4);
        }
        return elements;
    }

    static long[] longs(byte[] sent) {
        ByteBuffer buffer = ByteBuffer.wrap(sent);
        long[] elements = new long[length(buffer)];
        for (int at = 0; at < elements.length; at++) {
            elements[at] = buffer.getLong(HEADER + at * 12 + 4);
        }
        return elements;
    }

    private static int length(ByteBuffer buffer) {
        return buffer.getInt(0) == 0 ? 0 : buffer.getInt(12);
    }
}
