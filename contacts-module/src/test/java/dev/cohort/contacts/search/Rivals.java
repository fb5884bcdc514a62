package dev.cohort.contacts.search;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import tools.jackson.databind.json.JsonMapper;

/** Other ways to the pages that the benchmark compares, over the same tables and the same keys. */
final class Rivals {

    /** The article's: all matches first, then a page of them, then every attribute as an object of its own. */
    static final String ARTICLE = """
            WITH filtered_ids AS (
                SELECT DISTINCT e.contact_id FROM contacts.attribute_entry e
                WHERE e.tenant_id = ? AND e.field_id = ? AND e.sort_key = ?),
            paginated AS (
                SELECT m.contact_id, m.created_at FROM contacts.contact m
                JOIN filtered_ids f ON f.contact_id = m.contact_id
                WHERE m.tenant_id = ? AND m.deleted_at IS NULL
                ORDER BY m.created_at DESC, m.contact_id DESC LIMIT 50)
            """ + attributes();

    /** As the article's, in the order of the ids. */
    static final String ARTICLE_BY_ID =
            ARTICLE.replace("ORDER BY m.created_at DESC, m.contact_id DESC LIMIT", "ORDER BY m.contact_id DESC LIMIT");

    /** The article's second half alone, for ids that are known. */
    static final String ARTICLE_KNOWN = """
            WITH paginated AS (
                SELECT m.contact_id, m.created_at FROM contacts.contact m
                WHERE m.tenant_id = ? AND m.contact_id = ANY (?))
            """ + attributes();

    /** Forma's list: an anchor of all matches, a key and a window count for each, then the page. */
    static final String FORMA = """
            WITH anchor AS (
                SELECT DISTINCT e.contact_id FROM contacts.attribute_entry e
                WHERE e.tenant_id = ? AND e.field_id = ? AND e.sort_key = ?),
            keys AS (
                SELECT a.contact_id,
                       (SELECT m.created_at FROM contacts.contact m
                        WHERE m.tenant_id = ? AND m.contact_id = a.contact_id) AS created_at,
                       count(*) OVER () AS total
                FROM anchor a),
            paginated AS (
                SELECT k.contact_id, k.created_at, k.total FROM keys k
                ORDER BY k.created_at DESC, k.contact_id DESC LIMIT 50 OFFSET 0)
            """ + attributes();

    /** A page by OFFSET, in the order of the ids. */
    static final String OFFSET = """
            WITH paginated AS (
                SELECT m.contact_id, m.created_at FROM contacts.contact m
                WHERE m.tenant_id = ? AND m.deleted_at IS NULL
                ORDER BY m.contact_id DESC LIMIT 50 OFFSET ?)
            """ + attributes();

    private static final JsonMapper JSON = new JsonMapper();

    private Rivals() {}

    private static String attributes() {
        return """
            SELECT m.contact_id, m.version, m.created_at, m.updated_at, m.external_id, m.first_name, m.last_name,
                   m.display_name, m.email, m.phone, m.company, m.address,
                   json_agg(json_build_object('attr_id', e.field_id, 'value',
                       coalesce(e.value_text, CAST(e.value_number AS text), CAST(e.value_date AS text),
                                CAST(e.value_instant AS text), CAST(e.value_boolean AS text)))) AS attributes
            FROM paginated p
            JOIN contacts.contact m ON m.tenant_id = ? AND m.contact_id = p.contact_id
            LEFT JOIN contacts.attribute_entry e ON e.tenant_id = ? AND e.contact_id = p.contact_id
            GROUP BY m.tenant_id, m.contact_id
            ORDER BY m.contact_id DESC
            """;
    }

    /** The ids of the page. Its attributes are read from their JSON, as whoever shows them has to; typed they are not. */
    static List<Long> run(Connection connection, String sql, Object... values) throws SQLException {
        return run(connection, sql, JSON::readTree, values);
    }

    /** The ids of the page, whose JSON nobody reads. */
    static List<Long> unread(Connection connection, String sql, Object... values) throws SQLException {
        return run(connection, sql, json -> {}, values);
    }

    private static List<Long> run(Connection connection, String sql, Consumer<String> attributes, Object... values)
            throws SQLException {
        List<Long> ids = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int at = 0; at < values.length; at++) {
                statement.setObject(at + 1, values[at]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getLong(1));
                    attributes.accept(rows.getString("attributes"));
                }
            }
        }
        return ids;
    }

    static long id(long n) {
        return 700_000_000_000_000_000L + n * 4_194_304;
    }

    static Long[] knownIds(int size) {
        return LongStream.rangeClosed(1, 50)
                .map(n -> id(n * (size / 50)))
                .boxed()
                .toArray(Long[]::new);
    }

    static double millis(Timed work) throws SQLException {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e6;
    }

    @FunctionalInterface
    interface Timed {
        void run() throws SQLException;
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
