package dev.cohort.contacts.attribute;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * By what a value is compared: bytes whose unsigned order is the order of the values.
 *
 * @param sortKey at most 800 bytes
 * @param rest only of a text longer than 200 code points: a digest of the whole folded text. Two values are equal if
 *     both parts are; order goes by {@code sortKey} alone
 */
public record ValueKey(byte[] sortKey, byte @Nullable [] rest) {

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ValueKey that && Arrays.equals(sortKey, that.sortKey) && Arrays.equals(rest, that.rest);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(sortKey) + Arrays.hashCode(rest);
    }
}
