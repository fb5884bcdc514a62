package dev.cohort.sleep.person;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How providers are named: {@code apple}, {@code garmin}, … Names are compared as they are written. */
public final class Providers {

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}](?:[\\p{L}\\p{N} ._-]{0,48}[\\p{L}\\p{N}])?");

    private Providers() {}

    public static boolean isName(@Nullable String text) {
        return text != null && NAME.matcher(text).matches();
    }

    /** Why {@code text} is none. */
    public static String refusal(@Nullable String text) {
        return "\"" + text + "\" names no provider: 1 to 50 letters, digits and, between them, blanks or . _ -";
    }
}
