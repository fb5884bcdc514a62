package dev.cohort.contacts.merging;

import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.Tsid;
import dev.cohort.kernel.page.Cursors;
import dev.cohort.kernel.page.Page;
import dev.cohort.kernel.page.PageSize;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Pairs of contacts that look like one person. */
@Component
class Duplicates {

    private static final String LISTING = "/api/v1/contacts/duplicates";

    /** Contacts that one page looks at. At most ten older ones are met for each reason, so the work is bounded. */
    static final int MOST_SCANNED = 10_000;

    /**
     * A stretch of contacts, and for each the older ones beside it in four indexes: {@code contact_by_email},
     * {@code contact_by_phone_digits}, {@code contact_by_full_name}, and {@code attribute_by_value} for the tenant's
     * fields of type email (which meet the email, too) and phone. All comparisons are leakproof, so the indexes
     * serve under row-level security too. The first row, without reasons, says how far the stretch went.
     */
    private static final String PAIRS = """
            WITH stretch AS MATERIALIZED (
                SELECT c.contact_id, c.email_key, c.email_rest, c.phone_digits, c.first_name_key, c.first_name_rest,
                       c.last_name_key, c.last_name_rest
                FROM contacts.contact c
                WHERE c.tenant_id = :tenant AND c.deleted_at IS NULL AND c.contact_id <FROM> :a
                ORDER BY c.contact_id <ORDER>
                LIMIT :scan),
            alike AS MATERIALIZED (
                SELECT d.field_id, CASE d.type WHEN 'email' THEN 1 ELSE 2 END AS reason
                FROM contacts.attribute_definition d
                WHERE d.tenant_id = :tenant AND d.type IN ('email', 'phone') AND d.standing = 'current'
                  AND d.retired_at IS NULL),
            mark AS (
                SELECT s.contact_id, 1 AS reason, s.email_key AS key, s.email_rest AS rest
                FROM stretch s
                WHERE s.email_key IS NOT NULL
                UNION ALL
                SELECT s.contact_id, f.reason, e.sort_key, e.key_rest
                FROM alike f
                CROSS JOIN stretch s
                CROSS JOIN LATERAL (
                    SELECT v.sort_key, v.key_rest
                    FROM contacts.attribute_entry v
                    WHERE v.tenant_id = :tenant AND v.contact_id = s.contact_id AND v.field_id = f.field_id
                    OFFSET 0) e),
            candidate AS (
                SELECT m.contact_id AS a, o.contact_id AS b, m.reason
                FROM mark m
                CROSS JOIN LATERAL (
                    (SELECT c.contact_id
                     FROM contacts.contact c
                     WHERE c.tenant_id = :tenant AND c.email_key = m.key AND c.contact_id < m.contact_id
                       AND c.email_rest IS NOT DISTINCT FROM m.rest AND c.deleted_at IS NULL AND m.reason = 1
                     ORDER BY c.contact_id DESC
                     LIMIT 10)
                    UNION ALL
                    (SELECT v.contact_id
                     FROM alike f
                     JOIN contacts.attribute_entry v
                       ON v.tenant_id = :tenant AND v.field_id = f.field_id AND v.sort_key = m.key
                      AND v.contact_id < m.contact_id AND v.key_rest IS NOT DISTINCT FROM m.rest
                     JOIN contacts.contact c
                       ON c.tenant_id = :tenant AND c.contact_id = v.contact_id AND c.deleted_at IS NULL
                     WHERE f.reason = m.reason
                     ORDER BY v.contact_id DESC
                     LIMIT 10)) o
                UNION ALL
                SELECT s.contact_id, o.contact_id, 2
                FROM stretch s
                CROSS JOIN LATERAL (
                    SELECT c.contact_id
                    FROM contacts.contact c
                    WHERE c.tenant_id = :tenant AND c.phone_digits = s.phone_digits AND c.contact_id < s.contact_id
                      AND c.deleted_at IS NULL
                    ORDER BY c.contact_id DESC
                    LIMIT 10) o
                UNION ALL
                SELECT s.contact_id, o.contact_id, 4
                FROM stretch s
                CROSS JOIN LATERAL (
                    SELECT c.contact_id
                    FROM contacts.contact c
                    WHERE c.tenant_id = :tenant AND c.last_name_key = s.last_name_key
                      AND c.first_name_key = s.first_name_key AND c.contact_id < s.contact_id
                      AND c.last_name_rest IS NOT DISTINCT FROM s.last_name_rest
                      AND c.first_name_rest IS NOT DISTINCT FROM s.first_name_rest AND c.deleted_at IS NULL
                    ORDER BY c.contact_id DESC
                    LIMIT 10) o)
            SELECT r.a, r.b, r.reasons
            FROM (SELECT COUNT(*) AS a, <LAST>(s.contact_id) AS b, CAST(NULL AS integer) AS reasons
                  FROM stretch s
                  UNION ALL
                  (SELECT p.a, p.b, BIT_OR(p.reason)
                   FROM candidate p
                   WHERE (p.a, p.b) <BEYOND> (:a, :b)
                   GROUP BY p.a, p.b
                   ORDER BY p.a <ORDER>, p.b <ORDER>
                   LIMIT :limit)) r
            ORDER BY r.reasons IS NOT NULL, r.a <ORDER>, r.b <ORDER>
            """;

    static final String OLDER = PAIRS.replace("<FROM>", "<=")
            .replace("<ORDER>", "DESC")
            .replace("<LAST>", "MIN")
            .replace("<BEYOND>", "<");
    private static final String NEWER = PAIRS.replace("<FROM>", ">=")
            .replace("<ORDER>", "ASC")
            .replace("<LAST>", "MAX")
            .replace("<BEYOND>", ">");

    private final JdbcClient jdbc;
    private final Cursors cursors;

    Duplicates(JdbcClient jdbc, Cursors cursors) {
        this.jdbc = jdbc;
        this.cursors = cursors;
    }

    /** What two contacts share, and how much it says: how seldom two persons share it. */
    enum Reason {
        EMAIL(1, "0.1"),
        PHONE(2, "0.2"),
        NAME(4, "0.4");

        private final int bit;
        private final BigDecimal chance;

        Reason(int bit, String chance) {
            this.bit = bit;
            this.chance = new BigDecimal(chance);
        }
    }

    /**
     * Two contacts, {@code a} the newer one.
     *
     * @param score above 0 and below 1: one minus the product of what speaks against each reason
     * @param reasons of email (compared as filters compare), phone (same digits, leading zeros aside, seven at least;
     *     of two fields of type phone the same number) and name (first and last)
     */
    record Pair(String a, String b, BigDecimal score, List<String> reasons) {}

    private record Found(long a, long b, int reasons) {}

    /**
     * A page of pairs, by newest contact. One statement that looks at 10,000 contacts at most, so a page may hold few
     * pairs, or none, and go on all the same: {@code next} is null only at the end. Of more than eleven contacts with
     * one email, phone or name each is paired with the ten before it.
     */
    Page<Pair> page(TenantId tenant, PageSize size, @Nullable String cursor) {
        return page(tenant, size, cursor, MOST_SCANNED);
    }

    Page<Pair> page(TenantId tenant, PageSize size, @Nullable String cursor, int scan) {
        Cursors.Position start = cursor == null
                ? new Cursors.Position(false, key(Long.MAX_VALUE, Long.MAX_VALUE))
                : cursors.read(tenant, LISTING, cursor);
        ByteBuffer from = ByteBuffer.wrap(start.key());
        boolean backward = start.backward();
        List<Found> rows = jdbc.sql(backward ? NEWER : OLDER)
                .param("tenant", tenant.value())
                .param("a", from.getLong())
                .param("b", from.getLong())
                .param("scan", scan)
                .param("limit", size.value() + 1)
                .query((ResultSetExtractor<List<Found>>) Duplicates::found);
        Found stretch = rows.removeFirst();
        boolean full = rows.size() > size.value();
        boolean more = full || stretch.a() == scan;
        if (full) {
            rows.removeLast();
        }
        if (backward) {
            Collections.reverse(rows);
        }
        // The place from which a walk in this direction goes on: behind the last pair, or behind the whole stretch.
        byte[] beyond = !full
                ? key(stretch.b(), backward ? Long.MAX_VALUE : 0)
                : backward ? key(rows.getFirst()) : key(rows.getLast());
        byte[] back = rows.isEmpty() ? including(start) : backward ? key(rows.getLast()) : key(rows.getFirst());
        String onward = more ? cursors.write(tenant, LISTING, new Cursors.Position(backward, beyond)) : null;
        String returning =
                cursor == null ? null : cursors.write(tenant, LISTING, new Cursors.Position(!backward, back));
        return new Page<>(
                rows.stream().map(Duplicates::pair).toList(),
                backward ? returning : onward,
                backward ? onward : returning);
    }

    /** The first one is not a pair: how many contacts were looked at, and the last of them. */
    private static List<Found> found(ResultSet row) throws SQLException {
        List<Found> found = new ArrayList<>();
        while (row.next()) {
            found.add(new Found(row.getLong(1), row.getLong(2), row.getInt(3)));
        }
        return found;
    }

    private static Pair pair(Found found) {
        List<String> reasons = new ArrayList<>();
        BigDecimal chance = BigDecimal.ONE;
        for (Reason reason : Reason.values()) {
            if ((found.reasons() & reason.bit) != 0) {
                reasons.add(reason.name().toLowerCase(Locale.ROOT));
                chance = chance.multiply(reason.chance);
            }
        }
        BigDecimal score = BigDecimal.ONE.subtract(chance).setScale(2, RoundingMode.DOWN);
        return new Pair(Tsid.text(found.a()), Tsid.text(found.b()), score, reasons);
    }

    /** From an empty page the way back begins with the very pair that it began behind. */
    private static byte[] including(Cursors.Position start) {
        ByteBuffer from = ByteBuffer.wrap(start.key());
        long a = from.getLong();
        long b = from.getLong();
        return key(a, !start.backward() ? b - 1 : b == Long.MAX_VALUE ? b : b + 1);
    }

    private static byte[] key(Found pair) {
        return key(pair.a(), pair.b());
    }

    private static byte[] key(long a, long b) {
        return ByteBuffer.allocate(2 * Long.BYTES).putLong(a).putLong(b).array();
    }
}
