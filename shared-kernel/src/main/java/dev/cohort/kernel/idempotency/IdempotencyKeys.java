package dev.cohort.kernel.idempotency;

import dev.cohort.kernel.Caller;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes a POST safe to repeat. The key is written in the transaction of its effect: after a crash either both are there
 * or neither is. A key belongs to one tenant, user and address, and is kept for at least 24 hours.
 */
public class IdempotencyKeys {

    private static final Duration KEPT = Duration.ofHours(24);
    private static final int LONGEST_KEY = 255;

    /** Waits for a transaction that has the same key under way. */
    private static final String CLAIM = """
            WITH old AS (
                DELETE FROM kernel.idempotency_key k
                WHERE k.tenant_id = :tenant AND k.user_name = :user AND k.created_at < to_timestamp(:oldest))
            INSERT INTO kernel.idempotency_key (tenant_id, user_name, address, key, body_digest, created_at)
            VALUES (:tenant, :user, :address, :key, :digest, to_timestamp(:now))
            ON CONFLICT (tenant_id, user_name, address, key) DO NOTHING
            """;

    private static final String FIRST_ANSWER = """
            SELECT k.body_digest, k.status, k.location, k.etag, k.body, k.subject
            FROM kernel.idempotency_key k
            WHERE k.tenant_id = :tenant AND k.user_name = :user AND k.address = :address AND k.key = :key
            """;

    private static final String ANSWERED = """
            UPDATE kernel.idempotency_key
            SET status = :status, location = :location, etag = :etag, body = :body, subject = :subject
            WHERE tenant_id = :tenant AND user_name = :user AND address = :address AND key = :key
            """;

    private static final String FORGET = """
            DELETE FROM kernel.idempotency_key
            WHERE tenant_id = :tenant AND subject = ANY (CAST(:subjects AS bigint[]))
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    public IdempotencyKeys(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * The answer of {@code work}, or the first answer if the key was used before. Two statements beside those of the
     * work. Work that throws leaves no key.
     *
     * @param address of the request, as the key belongs to it
     * @param body of the request, to tell a repetition from a mistake
     * @throws ProblemException 422 if the key was used with another body; 400 if it is blank or too long
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public IdempotentAnswer once(
            Caller caller, String address, String key, String body, Supplier<IdempotentAnswer> work) {
        if (key.isBlank() || key.length() > LONGEST_KEY || key.indexOf('\0') >= 0) {
            throw ProblemException.badRequest(
                    "invalid-idempotency-key", "An Idempotency-Key has 1 to " + LONGEST_KEY + " characters.");
        }
        byte[] digest = digest(body);
        long now = clock.instant().getEpochSecond();
        int claimed = bound(CLAIM, caller, address, key)
                .param("digest", digest)
                .param("now", now)
                .param("oldest", now - KEPT.toSeconds())
                .update();
        if (claimed == 0) {
            return firstAnswer(caller, address, key, digest);
        }
        IdempotentAnswer answer = work.get();
        bound(ANSWERED, caller, address, key)
                .param("status", answer.status())
                .param("location", answer.location())
                .param("etag", answer.etag())
                .param("body", answer.body())
                .param("subject", answer.subject())
                .update();
        return answer;
    }

    /** Forgets the answers about those who are erased. One statement. */
    public void forget(TenantId tenant, long... subjects) {
        jdbc.sql(FORGET)
                .param("tenant", tenant.value())
                .param("subjects", subjects)
                .update();
    }

    private IdempotentAnswer firstAnswer(Caller caller, String address, String key, byte[] digest) {
        Optional<IdempotentAnswer> answer = bound(FIRST_ANSWER, caller, address, key)
                .query((row, n) -> {
                    if (!Arrays.equals(row.getBytes("body_digest"), digest)) {
                        throw new ProblemException(
                                HttpStatus.UNPROCESSABLE_CONTENT,
                                "idempotency-key-reused",
                                "This Idempotency-Key came with another body before; use a new key for a new request.");
                    }
                    return answer(row);
                })
                .optional();
        return answer.orElseThrow(() -> new ProblemException(
                HttpStatus.CONFLICT,
                "idempotency-key-in-use",
                "The first request with this key has just ended; repeat."));
    }

    private static IdempotentAnswer answer(ResultSet row) throws SQLException {
        return new IdempotentAnswer(
                row.getInt("status"),
                row.getString("location"),
                row.getString("etag"),
                row.getString("body"),
                row.getLong("subject"));
    }

    private JdbcClient.StatementSpec bound(String sql, Caller caller, String address, String key) {
        return jdbc.sql(sql)
                .param("tenant", caller.tenant().value())
                .param("user", caller.user())
                .param("address", address)
                .param("key", key);
    }

    private static byte[] digest(String body) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
