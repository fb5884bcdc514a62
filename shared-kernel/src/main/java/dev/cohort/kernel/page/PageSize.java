package dev.cohort.kernel.page;

import dev.cohort.kernel.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** How many items a page holds at most: 1..200 unless a caller allows more, 50 if nobody says. */
public record PageSize(int value) {

    public static final int MAX = 200;
    private static final int DEFAULT = 50;

    /** The size that a {@code limit} parameter asks for; 400 outside 1..{@code max} or if it is no number. */
    public static PageSize of(@Nullable String limit, int max) {
        if (limit == null) {
            return new PageSize(DEFAULT);
        }
        int size;
        try {
            size = Integer.parseInt(limit);
        } catch (NumberFormatException notANumber) {
            size = 0;
        }
        if (size < 1 || size > max) {
            throw ProblemException.badParameter(
                    "limit", "invalid-limit", "limit must be a number from 1 to " + max + ".");
        }
        return new PageSize(size);
    }

    public static PageSize of(@Nullable String limit) {
        return of(limit, MAX);
    }
}
