package dev.cohort.contacts.search;

import dev.cohort.contacts.search.Sorting.Term;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place in an order: the keys of a row (byte arrays and Instants; null where the row has none) and its id. It is what
 * a cursor holds, so the row itself may change or go without moving the place.
 */
record Position(List<@Nullable Object> keys, long id) {

    private static final byte MISSING = 0;
    private static final byte PRESENT = 1;

    byte[] toBytes() {
        int length = Long.BYTES;
        for (Object key : keys) {
            length += key instanceof byte[] bytes ? 3 + bytes.length : key == null ? 1 : 1 + Long.BYTES;
        }
        ByteBuffer buffer = ByteBuffer.allocate(length).putLong(id);
        for (Object key : keys) {
            switch (key) {
                case null -> buffer.put(MISSING);
                case byte[] bytes ->
                    buffer.put(PRESENT).putShort((short) bytes.length).put(bytes);
                case Instant instant -> buffer.put(PRESENT).putLong(instant.getEpochSecond());
                default -> throw new IllegalStateException("no key: " + key.getClass());
            }
        }
        return buffer.array();
    }

    /**
     * The place that {@link #toBytes} wrote for a row of {@code sorting}.
     *
     * @throws IllegalArgumentException if it was written for an order with other kinds of keys
     */
    static Position of(Sorting sorting, byte[] written) {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(written);
            long id = buffer.getLong();
            List<@Nullable Object> keys = new ArrayList<>();
            for (Term key : sorting.keys()) {
                keys.add(buffer.get() == MISSING ? null : read(buffer, key.isMoment()));
            }
            return new Position(keys, id);
        } catch (BufferUnderflowException otherOrder) {
            throw new IllegalArgumentException(otherOrder);
        }
    }

    private static Object read(ByteBuffer buffer, boolean moment) {
        if (moment) {
            return Instant.ofEpochSecond(buffer.getLong());
        }
        byte[] bytes = new byte[buffer.getShort()];
        buffer.get(bytes);
        return bytes;
    }

    /** The place just beside this one, so that a page from there in the direction given begins with this row. */
    Position including(boolean backward, Sorting sorting) {
        return new Position(keys, backward == sorting.idDescending() ? id - 1 : id + 1);
    }
}
