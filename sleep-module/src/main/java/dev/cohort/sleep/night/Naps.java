package dev.cohort.sleep.night;

import java.util.List;

/** Which sleeps of one provider and wake date are naps. */
final class Naps {

    private static final long HOUR = 3_600;
    private static final long SHORT = 3 * HOUR;
    private static final long APART = 2 * HOUR;
    private static final long MORNING = 9 * HOUR;
    private static final long EVENING = 20 * HOUR;

    private final Sleep longest;
    private final boolean longestIsNap;

    Naps(List<Sleep> ofOneProviderAndDate) {
        longest = ofOneProviderAndDate.stream().min(Sleep.LONGEST_FIRST).orElseThrow();
        Boolean given = longest.givenNap();
        longestIsNap = given == null ? longest.span() < SHORT && startsByDay(longest) : given;
    }

    boolean isNap(Sleep sleep) {
        Boolean given = sleep.givenNap();
        if (given != null) {
            return given;
        }
        if (sleep == longest) {
            return longestIsNap;
        }
        return longestIsNap || (sleep.span() < SHORT && sleep.distance(longest) >= APART);
    }

    private static boolean startsByDay(Sleep sleep) {
        long local = Math.floorMod(sleep.start() + sleep.startOffset(), 24 * HOUR);
        return local >= MORNING && local < EVENING;
    }
}
