package dev.cohort.sleep.person;

import org.jspecify.annotations.Nullable;

/** How providers are named: {@code apple}, {@code garmin}, … Names are compared as they are written. */
public final class Providers {

    private static final int LONGEST = 64;

    private Providers() {}

    public static boolean isName(@Nullable String text) {
        return text != null
                && !text.isEmpty()
                && text.length() <= LONGEST
                && text.strip().equals(text)
                && isStorable(text);
    }

    /** Whether a database can hold it: it has no U+0000 and no half of a surrogate pair. */
    public static boolean isStorable(String text) {
        return text.codePoints()
                .noneMatch(sign -> sign == 0 || (sign >= Character.MIN_SURROGATE && sign <= Character.MAX_SURROGATE));
    }

    /** Why {@code text} is none. */
    public static String refusal(@Nullable String text) {
        String shown = text == null || text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
        return "\"" + shown
                + "\" names no provider: 1 to 64 signs are needed, none of them U+0000, the first and last not blank.";
    }
}
