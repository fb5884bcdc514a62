package dev.cohort.sleep.importing;

import dev.cohort.sleep.night.StageInterval;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session that was assembled from the intervals of one source. Times are seconds since 1970, offsets seconds east
 * of UTC.
 *
 * @param source who wrote the intervals
 * @param stages distinct, by start
 */
record SourceSession(Writer source, long start, int startOffset, long end, int endOffset, List<StageInterval> stages) {

    static final String KEY_PREFIX = "apple-health:";

    private static final int KEY_BYTES = 8;

    /** A device and the app on it that writes. */
    record Writer(
            String name,
            @Nullable String deviceModel,
            @Nullable String deviceType) {

        /** What every session of the writer has in its external id: short, whatever the names are. */
        String key() {
            byte[] names = (name + '\0' + deviceModel + '\0' + deviceType).getBytes(StandardCharsets.UTF_8);
            try {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(names);
                return KEY_PREFIX + HexFormat.of().formatHex(digest, 0, KEY_BYTES) + ":";
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    static SourceSession of(SourceStage stage) {
        return new SourceSession(
                new Writer(stage.sourceName(), stage.deviceModel(), stage.deviceType()),
                stage.start(),
                stage.startOffset(),
                stage.end(),
                stage.endOffset(),
                List.of(stage.interval()));
    }

    String externalId() {
        return source.key() + start;
    }
}
