package dev.cohort.sleep.series;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a page of a series shows: seconds {@code from} (inclusive) to {@code to} (exclusive), from or up to
 * {@code position}, which lies beside the page.
 *
 * @param provider whose samples alone, if given
 * @param size how many items at most; one more than the page holds tells whether it goes on
 */
record SeriesQuery(
        TenantId tenant,
        PersonId person,
        SeriesType type,
        Resolution resolution,
        long from,
        long to,
        @Nullable String provider,
        List<String> rank,
        ZoneId zone,
        @Nullable Position position,
        int size) {

    /** An item beside the page, and whether the page lies before it. */
    record Position(boolean backward, long at, String provider) {}

    boolean backward() {
        return position != null && position.backward();
    }
}
