package dev.cohort.kernel.web;

import dev.cohort.kernel.problem.ProblemException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** Versions as strong entity tags (RFC 9110, sections 8.8.3 and 13.1). */
public final class EntityTags {

    private EntityTags() {}

    /** The tag of a version: {@code "7"} with its quotes. */
    public static String of(long version) {
        return "\"" + version + "\"";
    }

    /**
     * Lets a change through whose {@code If-Match} names the current version, or is {@code *}.
     *
     * @throws ProblemException 428 without the header, 412 with the current tag if it names another version
     */
    public static void require(@Nullable String ifMatch, long version) {
        allow(present(ifMatch), version);
    }

    /**
     * The header itself.
     *
     * @throws ProblemException 428 without it
     */
    public static String present(@Nullable String ifMatch) {
        if (ifMatch == null) {
            throw new ProblemException(
                    HttpStatus.PRECONDITION_REQUIRED,
                    "if-match-required",
                    "Send If-Match with the ETag of the version that you changed, so that nobody's change is lost.");
        }
        return ifMatch;
    }

    /** As {@link #require}, but without the header every version is meant. */
    public static void allow(@Nullable String ifMatch, long version) {
        if (ifMatch != null && !names(ifMatch, version)) {
            throw new ProblemException(
                            HttpStatus.PRECONDITION_FAILED,
                            "stale-version",
                            "It has changed since; the current version is " + version + ".")
                    .header(HttpHeaders.ETAG, of(version));
        }
    }

    /** Whether {@code If-None-Match} names the version, so that 304 is the answer; weak comparison. */
    public static boolean isKnown(@Nullable String ifNoneMatch, long version) {
        return ifNoneMatch != null && names(ifNoneMatch.replace("W/", ""), version);
    }

    private static boolean names(String header, long version) {
        String tag = of(version);
        return Arrays.stream(header.split(",", -1))
                .map(String::strip)
                .anyMatch(one -> one.equals(tag) || one.equals("*"));
    }
}
