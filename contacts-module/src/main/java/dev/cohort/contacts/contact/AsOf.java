package dev.cohort.contacts.contact;

import dev.cohort.kernel.problem.ProblemException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;

/** The parameter {@code asOf}: a moment of which the state is asked. Public for search. */
public final class AsOf {

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private AsOf() {}

    /**
     * The instant that {@code text} says, cut to the second. The plus of an offset may have come as a blank, which is
     * what it means in an address where nobody encoded it.
     *
     * @throws ProblemException 400 if it is none
     */
    public static Instant parse(String text) {
        try {
            String written = text.strip();
            Instant instant = OffsetDateTime.parse(written.replace(' ', '+')).toInstant();
            if (!instant.isBefore(EARLIEST) && !instant.isAfter(LATEST)) {
                return instant.truncatedTo(ChronoUnit.SECONDS);
            }
        } catch (DateTimeException notAnInstant) {
            // Refused below.
        }
        throw ProblemException.badParameter(
                "asOf", "invalid-instant", "asOf is an instant with offset, as 2026-01-31T08:30:00+01:00.");
    }
}
