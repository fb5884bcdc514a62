package dev.cohort.kernel.page;

import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.problem.ProblemException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Cursors: opaque and signed. A cursor belongs to one tenant and one listing (path, filter, sort, order and
 * whatever else shapes the rows); anywhere else, or changed by a single bit, it is refused with 400.
 * It outlives restarts, because the key lives in the database.
 */
public final class Cursors {

    private static final int SIGNATURE_LENGTH = 16;
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    public Cursors(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /** Where a page starts: the sort key of the row beside it, and the direction in which to read on. */
    public record Position(boolean backward, byte[] key) {

        @Override
        public boolean equals(Object other) {
            return other instanceof Position that && backward == that.backward && Arrays.equals(key, that.key);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(key) + Boolean.hashCode(backward);
        }
    }

    /** The cursor of {@code position} in {@code listing}, URL-safe. */
    public String write(TenantId tenant, String listing, Position position) {
        byte[] body = new byte[1 + position.key().length];
        body[0] = (byte) (position.backward() ? 1 : 0);
        System.arraycopy(position.key(), 0, body, 1, position.key().length);
        byte[] signed = ByteBuffer.allocate(SIGNATURE_LENGTH + body.length)
                .put(sign(tenant, listing, body))
                .put(body)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
    }

    /** The position that {@link #write} put into {@code cursor}; 400 if it was made for anything else. */
    public Position read(TenantId tenant, String listing, String cursor) {
        byte[] signed;
        try {
            signed = Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException notBase64) {
            throw refused();
        }
        if (signed.length <= SIGNATURE_LENGTH) {
            throw refused();
        }
        byte[] body = Arrays.copyOfRange(signed, SIGNATURE_LENGTH, signed.length);
        byte[] signature = Arrays.copyOf(signed, SIGNATURE_LENGTH);
        if (!MessageDigest.isEqual(signature, sign(tenant, listing, body))) {
            throw refused();
        }
        return new Position(body[0] == 1, Arrays.copyOfRange(body, 1, body.length));
    }

    private byte[] sign(TenantId tenant, String listing, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                    .putLong(tenant.value())
                    .putInt(listing.length())
                    .array());
            mac.update(listing.getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(mac.doFinal(body), SIGNATURE_LENGTH);
        } catch (GeneralSecurityException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    private static ProblemException refused() {
        return ProblemException.badParameter(
                "cursor",
                "invalid-cursor",
                "The cursor does not belong to this listing. A cursor is valid only with the path, filter, sort and"
                        + " order it came from; start again without one.");
    }
}
