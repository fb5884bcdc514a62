package dev.cohort.sleep.importing;

/** Texts out of files, in texts for users. */
final class Texts {

    private Texts() {}

    /** The beginning of {@code text}, in one line and without control characters. */
    static String shortened(String text, int length) {
        String shown = text.length() <= length ? text : text.substring(0, length) + "…";
        return shown.replaceAll("\\p{Cntrl}", " ").strip();
    }
}
