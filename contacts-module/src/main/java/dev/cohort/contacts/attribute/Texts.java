package dev.cohort.contacts.attribute;

/** What texts go through before they are stored. */
public final class Texts {

    private Texts() {}

    /** Without outer white space, no-break spaces included; {@code ""} if there is nothing else. */
    public static String trimmed(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    /**
     * {@code text} as it is, if a database can hold it.
     *
     * @throws ValueRefused if it has a NUL or half of a surrogate pair
     */
    public static String stored(String text) {
        for (int at = 0; at < text.length(); at++) {
            char sign = text.charAt(at);
            if (sign == 0) {
                throw ValueRefused.breaks("invalid-text", "A text cannot contain the character U+0000.");
            }
            if (Character.isSurrogate(sign)) {
                if (Character.isLowSurrogate(sign)
                        || at + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(at + 1))) {
                    throw ValueRefused.breaks("invalid-text", "A text cannot contain half of a surrogate pair.");
                }
                at++;
            }
        }
        return text;
    }

    /**
     * Refuses a text of more than {@code most} code points.
     *
     * @throws ValueRefused if it is longer
     */
    public static void atMost(int most, String text) {
        if (text.length() > most && text.codePointCount(0, text.length()) > most) {
            throw ValueRefused.breaks(
                    "too-long", "\"" + ValueRefused.shown(text) + "\" has more than " + most + " characters.");
        }
    }

    private static boolean isSpace(char sign) {
        return Character.isWhitespace(sign) || Character.isSpaceChar(sign) || sign == '\uFEFF';
    }
}
