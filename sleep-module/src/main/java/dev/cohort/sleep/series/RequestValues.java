package dev.cohort.sleep.series;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.problem.ProblemException;
import dev.cohort.kernel.problem.ProblemException.FieldError;
import dev.cohort.sleep.person.Providers;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Reads what requests about series have in common; whatever is wrong is a 400 that names it. */
final class RequestValues {

    private RequestValues() {}

    static PersonId person(String id) {
        return PersonId.parse(id).orElseThrow(RequestValues::noSuchPerson);
    }

    static ProblemException noSuchPerson() {
        return ProblemException.notFound("person");
    }

    static SeriesType type(@Nullable String code, String pointer) {
        if (code == null) {
            throw malformed(pointer, "required", "A type is missing; known are " + SeriesType.codes() + ".");
        }
        return SeriesType.of(code)
                .orElseThrow(() -> malformed(
                        pointer,
                        "unknown-type",
                        "There is no type \"" + shown(code) + "\"; known are " + SeriesType.codes() + "."));
    }

    /** A second since 1970; a fraction is cut towards the earlier one. */
    static long instant(@Nullable String text, String pointer) {
        try {
            if (text != null) {
                return OffsetDateTime.parse(text).toEpochSecond();
            }
        } catch (DateTimeException unreadable) {
            // Answered below.
        }
        throw malformed(
                pointer,
                "unreadable-instant",
                (text == null ? "An instant is missing" : "\"" + shown(text) + "\" is no instant")
                        + "; one with offset is needed, as 2026-03-01T22:30:00+01:00.");
    }

    static String provider(@Nullable String name, String pointer) {
        String provider = name == null ? "" : name.strip();
        if (!Providers.isName(provider)) {
            throw malformed(pointer, "invalid-provider", "A provider's name of 1 to 64 signs is needed.");
        }
        return provider;
    }

    static ProblemException malformed(String pointer, String code, String message) {
        return new ProblemException(
                HttpStatus.BAD_REQUEST, code, message, List.of(new FieldError(pointer, code, message)));
    }

    /** A culprit as error texts quote it. */
    static String shown(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
