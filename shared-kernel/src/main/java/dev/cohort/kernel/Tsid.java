package dev.cohort.kernel;

import io.hypersistence.tsid.TSID;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * Ids: 64-bit, time-ordered, {@code bigint} in the database, 13 characters of Crockford's base 32
 * outside. Made by the application, so a row's id is known before it is written.
 */
public final class Tsid {

    private static final int RANDOM_BITS = 22;

    private Tsid() {}

    /** A new id, larger than every id that this process made before. */
    public static long next() {
        return TSID.Factory.getTsid().toLong();
    }

    /** Not larger than any id that was made at {@code instant} or later; larger than those made before. */
    public static long firstOf(Instant instant) {
        return (instant.toEpochMilli() - TSID.TSID_EPOCH) << RANDOM_BITS;
    }

    public static String text(long id) {
        return TSID.from(id).toString();
    }

    /**
     * The id that a text names; empty for anything that {@link #text} never returns (wrong length,
     * lower case, a letter that Crockford reads as a digit): one id has one spelling.
     */
    public static OptionalLong parse(String text) {
        if (!TSID.isValid(text)) {
            return OptionalLong.empty();
        }
        TSID id = TSID.from(text);
        return id.toString().equals(text) ? OptionalLong.of(id.toLong()) : OptionalLong.empty();
    }
}
