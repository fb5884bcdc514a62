package dev.cohort.kernel.web;

import dev.cohort.kernel.problem.ProblemException;
import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * Versions as strong entity tags (RFC 9110, sections 8.8.3 and 13.1): {@code "7"}, or {@code "7.3"} where the same
 * version is shown in another shape once the third shape of its kind is in force. A change is made on a version, so
 * {@code If-Match} looks at that alone; {@code If-None-Match} asks for the same bytes and so looks at both.
 */
public final class EntityTags {

    private EntityTags() {}

    /** The tag of a version: {@code "7"} with its quotes. */
    public static String of(long version) {
        return "\"" + version + "\"";
    }

    /** The tag of a version in a shape; 0 is the first shape, which the tag does not name. */
    public static String of(long version, long shape) {
        return shape == 0 ? of(version) : "\"" + version + "." + shape + "\"";
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
        allow(ifMatch, version, 0);
    }

    /** As above; the tag of a 412 names the shape too. */
    public static void allow(@Nullable String ifMatch, long version, long shape) {
        if (ifMatch != null && !names(ifMatch, tag -> isOf(tag, version))) {
            throw new ProblemException(
                            HttpStatus.PRECONDITION_FAILED,
                            "stale-version",
                            "It has changed since; the current version is " + version + ".")
                    .header(HttpHeaders.ETAG, of(version, shape));
        }
    }

    /** Whether {@code If-None-Match} names the version, so that 304 is the answer; weak comparison. */
    public static boolean isKnown(@Nullable String ifNoneMatch, long version) {
        return isKnown(ifNoneMatch, version, 0);
    }

    /** As above, in that very shape. */
    public static boolean isKnown(@Nullable String ifNoneMatch, long version, long shape) {
        String tag = of(version, shape);
        return ifNoneMatch != null && names(ifNoneMatch.replace("W/", ""), tag::equals);
    }

    private static boolean isOf(String tag, long version) {
        String start = "\"" + version;
        return tag.equals(start + "\"") || (tag.startsWith(start + ".") && tag.endsWith("\""));
    }

    private static boolean names(String header, Predicate<String> wanted) {
        return Arrays.stream(header.split(",", -1))
                .map(String::strip)
                .anyMatch(one -> wanted.test(one) || one.equals("*"));
    }
}
