package dev.cohort.contacts.attribute;

import com.ibm.icu.text.Normalizer2;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;

/**
 * Order-preserving keys. For two values of one kind, the unsigned byte order of the keys is the order of the values,
 * and keys are equal exactly if the values are.
 */
public final class ValueKeys {

    /** How much of a text orders it. */
    public static final int CODE_POINTS = 200;

    private static final Normalizer2 NFKC_CASEFOLD = Normalizer2.getNFKCCasefoldInstance();
    private static final int DIGEST_LENGTH = 16;
    private static final byte NEGATIVE = 0x40;
    private static final byte ZERO = (byte) 0x80;
    private static final byte POSITIVE = (byte) 0xC0;
    private static final byte AFTER_EVERY_DIGIT = (byte) 0xFF;
    private static final int EXPONENT_BIAS = 0x8000;

    private ValueKeys() {}

    /** The form in which texts are compared: NFKC_Casefold of Unicode. */
    public static String folded(String text) {
        return NFKC_CASEFOLD.normalize(text);
    }

    /** The key of a text: UTF-8 of the first 200 code points of its folded form, in which order is by code point. */
    public static ValueKey text(String text) {
        return ofFolded(folded(text));
    }

    /** As {@link #text} for a text that is folded already. */
    public static ValueKey ofFolded(String folded) {
        if (folded.length() <= CODE_POINTS || folded.codePointCount(0, folded.length()) <= CODE_POINTS) {
            return new ValueKey(folded.getBytes(StandardCharsets.UTF_8), null);
        }
        String start = folded.substring(0, folded.offsetByCodePoints(0, CODE_POINTS));
        return new ValueKey(start.getBytes(StandardCharsets.UTF_8), digest(folded.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * The key of a number by value, so that 1, 1.0 and 1.00 have one key: sign, decimal exponent, then two digits a
     * byte; of negative numbers everything is complemented.
     *
     * @throws IllegalArgumentException if the exponent has more than four digits
     */
    public static ValueKey number(BigDecimal number) {
        if (number.signum() == 0) {
            return new ValueKey(new byte[] {ZERO}, null);
        }
        if (Math.abs((long) number.precision() - number.scale()) > 9_999 || number.precision() > 9_999) {
            throw new IllegalArgumentException("a number of more than 9,999 digits has no key");
        }
        BigDecimal plain = number.stripTrailingZeros();
        String digits = plain.unscaledValue().abs().toString();
        int exponent = digits.length() - plain.scale() + EXPONENT_BIAS;
        boolean negative = number.signum() < 0;
        int pairs = (digits.length() + 1) / 2;
        byte[] key = new byte[3 + pairs + (negative ? 1 : 0)];
        key[0] = negative ? NEGATIVE : POSITIVE;
        key[1] = (byte) (exponent >> 8);
        key[2] = (byte) exponent;
        for (int pair = 0; pair < pairs; pair++) {
            int high = digits.charAt(2 * pair) - '0';
            int low = 2 * pair + 1 < digits.length() ? digits.charAt(2 * pair + 1) - '0' : 0;
            key[3 + pair] = (byte) (10 * high + low + 1);
        }
        if (negative) {
            for (int at = 1; at < key.length - 1; at++) {
                key[at] = (byte) ~key[at];
            }
            key[key.length - 1] = AFTER_EVERY_DIGIT;
        }
        return new ValueKey(key, null);
    }

    public static ValueKey date(LocalDate date) {
        return signed(date.toEpochDay());
    }

    /** The key of an instant; fractions of a second do not count. */
    public static ValueKey instant(Instant instant) {
        return signed(instant.getEpochSecond());
    }

    public static ValueKey bool(boolean value) {
        return new ValueKey(new byte[] {(byte) (value ? 1 : 0)}, null);
    }

    /** The key of a select value: the rank of its option. */
    public static ValueKey option(int rank) {
        return new ValueKey(
                ByteBuffer.allocate(Integer.BYTES)
                        .putInt(rank ^ Integer.MIN_VALUE)
                        .array(),
                null);
    }

    public static ValueKey reference(long contactId) {
        return signed(contactId);
    }

    private static ValueKey signed(long number) {
        return new ValueKey(
                ByteBuffer.allocate(Long.BYTES).putLong(number ^ Long.MIN_VALUE).array(), null);
    }

    private static byte[] digest(byte[] text) {
        try {
            return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(text), DIGEST_LENGTH);
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
