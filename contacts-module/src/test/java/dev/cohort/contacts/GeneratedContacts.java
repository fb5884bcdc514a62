package dev.cohort.contacts;

import dev.cohort.contacts.attribute.ValueKey;
import dev.cohort.contacts.attribute.ValueKeys;
import dev.cohort.kernel.TenantId;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import javax.sql.DataSource;

/**
 * Any number of contacts with about 20 values each, made inside the database: shaped and skewed as a list of
 * legislators is (states, parties, birthdays, office coordinates, terms; names that come again; fields that few have).
 * The same seed gives the same contacts.
 */
public final class GeneratedContacts {

    private static final String[] BUILDINGS = {"Hart Senate", "Rayburn House", "Cannon House", "Longworth House"};

    /** Names of fields, in the order of their ids, which begin at 1. */
    private static final List<Field> FIELDS = List.of(
            choice("state", "text", 1, 2, 50, n -> "State " + n),
            choice("party", "text", 1, 1, 200, n -> n < 104 ? "Republican" : n < 199 ? "Democrat" : "Independent"),
            choice("chamber", "text", 1, 1, 100, n -> n < 81 ? "house" : "senate"),
            choice("gender", "text", 1, 1, 100, n -> n < 72 ? "M" : "F"),
            choice("birthday", "date", 0.999, 1, 20_000, n -> LocalDate.ofEpochDay(n - 12_000L)),
            choice("district", "integer", 0.81, 2, 53, n -> (long) n),
            choice("senate_class", "integer", 0.19, 1, 3, n -> n + 1L),
            choice("terms", "integer", 1, 3, 30, n -> n + 1L),
            choice("latitude", "decimal", 0.98, 1, 20_000, n -> BigDecimal.valueOf(250_000_000L + n * 12_345L, 7)),
            choice("longitude", "decimal", 0.98, 1, 20_000, n -> BigDecimal.valueOf(-1_250_000_000L + n * 28_765L, 7)),
            choice("caucus", "text", 0.004, 1, 2, n -> n == 0 ? "Democrat" : "Republican"),
            choice("term_start", "date", 1, 1, 30, n -> LocalDate.of(2025, 1, 3).minusYears(n / 10)),
            choice("first_elected", "date", 1, 2, 9_000, n -> LocalDate.ofEpochDay(20_000L - n)),
            choice("nickname", "text", 0.11, 2, 300, n -> "Nick" + Long.toString(n * 7_919L, 36)),
            choice("office", "text", 1, 1, 3_000, n -> (n % 700 + 100) + " " + BUILDINGS[n % 4] + " Office Building"),
            derived("url", 1, "https://www.contact", ".example.org"),
            derived("wikidata", 1, "Q", ""),
            derived("twitter", 0.95, "Rep", "x"),
            derived("mastodon", 0.02, "@", "@example.social"),
            choice("newsletter", "boolean", 0.98, 1, 100, n -> n < 84),
            choice("seen", "datetime", 0.97, 1, 50_000, n -> Instant.ofEpochSecond(1_700_000_000L + n * 977L)),
            choice("cspan", "integer", 0.92, 1, 100_000, n -> n + 1_000L));

    private static final String DICTIONARY = """
            CREATE TEMPORARY TABLE IF NOT EXISTS dictionary (
                field integer, n integer, value text, key bytea, PRIMARY KEY (field, n))""";

    private static final String UNIFORM = """
            CREATE OR REPLACE FUNCTION pg_temp.uniform(n bigint, salt bigint) RETURNS double precision LANGUAGE sql
            IMMUTABLE RETURN (hashint8extended(n, salt) & 9007199254740991)::double precision / 9007199254740992""";

    private static final String CONTACTS = """
            INSERT INTO contacts.contact (tenant_id, contact_id, version, created_at, updated_at, since, since_version,
                created_by, updated_by, external_id, first_name, last_name, email, phone, company, external_id_key,
                first_name_key, last_name_key, display_name_key, email_key, phone_key, company_key)
            SELECT ?, 700000000000000000 + g.n * 4194304, 1, t, t, t, 1, 'generated', 'generated', 'P' || g.n, f.value,
                   l.value, mail, phone, company, convert_to('p' || g.n, 'UTF8'), f.key, l.key,
                   f.key || '\\x20'::bytea || l.key, convert_to(lower(mail), 'UTF8'), convert_to(phone, 'UTF8'),
                   convert_to(lower(company), 'UTF8')
            FROM (SELECT n, to_timestamp(1700000000 + n * 20) AS t,
                         floor(600 * power(pg_temp.uniform(n, seed + 1), 2)) AS first,
                         floor(6000 * power(pg_temp.uniform(n, seed + 2), 1.5)) AS last,
                         'p' || n || '@example.org' AS mail,
                         '+1202' || lpad((n % 10000000)::text, 7, '0') AS phone,
                         CASE WHEN pg_temp.uniform(n, seed + 3) < 0.6
                              THEN 'Company ' || floor(20000 * power(pg_temp.uniform(n, seed + 4), 2)) END AS company
                  FROM generate_series(?, ?) AS n, (SELECT CAST(? AS bigint) AS seed) s) g
            JOIN dictionary f ON f.field = -1 AND f.n = g.first
            JOIN dictionary l ON l.field = -2 AND l.n = g.last""";

    private static final String ENTRIES = """
            INSERT INTO contacts.attribute_entry (tenant_id, contact_id, since, since_version, field_id, position, kind,
                holds_unique, value_text, value_number, value_date, value_instant, value_boolean, sort_key, folded)
            SELECT tenant, 700000000000000000 + n * 4194304, to_timestamp(1700000000 + n * 20), 1, field, 0, kind,
                   false,
                   CASE kind WHEN 1 THEN value END, CASE kind WHEN 2 THEN CAST(value AS numeric) END,
                   CASE kind WHEN 3 THEN CAST(value AS date) END, CASE kind WHEN 4 THEN CAST(value AS timestamptz) END,
                   CASE kind WHEN 5 THEN CAST(value AS boolean) END, key,
                   CASE WHEN kind = 1 AND lower(value) <> value THEN lower(value) END
            FROM (SELECT i.n, s.tenant, s.field, s.kind,
                         coalesce(d.value, s.prefix || i.n || s.suffix) AS value,
                         coalesce(d.key, convert_to(lower(s.prefix || i.n || s.suffix), 'UTF8')) AS key
                  FROM generate_series(?, ?) AS i (n)
                  CROSS JOIN (SELECT *
                              FROM unnest(?::integer[], ?::integer[], ?::float8[], ?::float8[], ?::integer[], ?::text[],
                                          ?::text[])
                                   AS f (field, kind, filled, skew, size, prefix, suffix),
                                   (SELECT ?::bigint AS tenant, ?::bigint AS seed) t) s
                  LEFT JOIN dictionary d ON d.field = s.field
                        AND d.n = floor(s.size * power(pg_temp.uniform(i.n, s.seed + 100 + s.field), s.skew))
                  WHERE pg_temp.uniform(i.n, s.seed + 1000 + s.field) < s.filled) g
            ORDER BY n""";

    private static final String INDEXES = """
            SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)
            FROM pg_index i
            WHERE i.indrelid IN ('contacts.contact'::regclass, 'contacts.attribute_entry'::regclass)
              AND NOT i.indisprimary""";

    private static final int AT_ONCE = 50_000;

    private GeneratedContacts() {}

    /** A field: what part of the contacts have it, how many values there are and how unevenly they are chosen. */
    private record Field(
            String key,
            String type,
            double filled,
            double skew,
            int size,
            IntFunction<Object> value,
            String prefix,
            String suffix) {

        int kind() {
            return switch (type) {
                case "text" -> 1;
                case "integer", "decimal" -> 2;
                case "date" -> 3;
                case "datetime" -> 4;
                case "boolean" -> 5;
                default -> throw new IllegalStateException(type);
            };
        }
    }

    private static Field choice(
            String key, String type, double filled, double skew, int size, IntFunction<Object> value) {
        return new Field(key, type, filled, skew, size, value, "", "");
    }

    private static Field derived(String key, double filled, String prefix, String suffix) {
        return new Field(key, "text", filled, 1, 0, n -> "", prefix, suffix);
    }

    /** The id of a field. */
    public static int field(String key) {
        return 1 + FIELDS.stream().map(Field::key).toList().indexOf(key);
    }

    /**
     * Adds {@code contacts} contacts to an empty tenant, in the owner's name, and analyses the tables.
     *
     * @param owner of the tables
     */
    public static void insert(DataSource owner, TenantId tenant, int contacts, long seed) throws SQLException {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET cohort.tenant = '" + tenant.value() + "'");
            statement.execute("SET work_mem = '64MB'");
            statement.execute(DICTIONARY);
            statement.execute("TRUNCATE dictionary");
            statement.execute(UNIFORM);
            define(connection, tenant);
            List<String> indexes = contacts < AT_ONCE ? List.of() : dropIndexes(statement);
            for (int from = 1; from <= contacts; from += AT_ONCE) {
                insert(connection, tenant, from, Math.min(contacts, from + AT_ONCE - 1), seed);
            }
            for (String index : indexes) {
                statement.execute(index);
            }
            statement.execute("VACUUM (ANALYZE) contacts.contact");
            statement.execute("VACUUM (ANALYZE) contacts.attribute_entry");
            statement.execute("VACUUM (ANALYZE) contacts.contact_document");
        }
    }

    private static List<String> dropIndexes(Statement statement) throws SQLException {
        List<String> names = new ArrayList<>();
        List<String> definitions = new ArrayList<>();
        try (var rows = statement.executeQuery(INDEXES)) {
            while (rows.next()) {
                names.add(rows.getString(1));
                definitions.add(rows.getString(2));
            }
        }
        for (String name : names) {
            statement.execute("DROP INDEX " + name);
        }
        return definitions;
    }

    private static void define(Connection connection, TenantId tenant) throws SQLException {
        try (PreparedStatement entry = connection.prepareStatement("INSERT INTO dictionary VALUES (?, ?, ?, ?)");
                PreparedStatement definition = connection.prepareStatement("""
                        INSERT INTO contacts.attribute_definition (tenant_id, field_id, version, display_order, key,
                            label, type, required, is_unique, multiple, searchable, options, constraints)
                        VALUES (?, ?, 1, ?, ?, ?, ?, false, false, false, ?, '[]', '{}')""");
                PreparedStatement catalog =
                        connection.prepareStatement("INSERT INTO contacts.attribute_catalog VALUES (?, 1)")) {
            for (int n = 0; n < 600; n++) {
                add(entry, -1, n, "Given" + Integer.toString(n * 31 % 997, 36));
            }
            for (int n = 0; n < 6_000; n++) {
                add(entry, -2, n, "Family" + Integer.toString(n * 7 % 9_973, 36));
            }
            for (Field field : FIELDS) {
                int id = field(field.key());
                for (int n = 0; n < field.size(); n++) {
                    add(entry, id, n, field.value().apply(n));
                }
                definition.setLong(1, tenant.value());
                definition.setInt(2, id);
                definition.setInt(3, id);
                definition.setString(4, field.key());
                definition.setString(5, field.key());
                definition.setString(6, field.type());
                definition.setBoolean(
                        7, field.key().equals("nickname") || field.key().equals("twitter"));
                definition.addBatch();
            }
            entry.executeBatch();
            definition.executeBatch();
            catalog.setLong(1, tenant.value());
            catalog.execute();
        }
    }

    private static void add(PreparedStatement entry, int field, int n, Object value) throws SQLException {
        entry.setInt(1, field);
        entry.setInt(2, n);
        entry.setString(3, value instanceof BigDecimal number ? number.toPlainString() : value.toString());
        ValueKey key = switch (value) {
            case Long number -> ValueKeys.number(BigDecimal.valueOf(number));
            case BigDecimal number -> ValueKeys.number(number);
            case LocalDate date -> ValueKeys.date(date);
            case Instant instant -> ValueKeys.instant(instant);
            case Boolean flag -> ValueKeys.bool(flag);
            default -> ValueKeys.text(value.toString().toLowerCase(Locale.ROOT));
        };
        entry.setBytes(4, key.sortKey());
        entry.addBatch();
    }

    private static void insert(Connection connection, TenantId tenant, int from, int to, long seed)
            throws SQLException {
        try (PreparedStatement contacts = connection.prepareStatement(CONTACTS);
                PreparedStatement entries = connection.prepareStatement(ENTRIES)) {
            contacts.setLong(1, tenant.value());
            contacts.setLong(2, from);
            contacts.setLong(3, to);
            contacts.setLong(4, seed);
            contacts.execute();
            entries.setLong(1, from);
            entries.setLong(2, to);
            entries.setArray(3, array(connection, "int4", field -> field(field.key())));
            entries.setArray(4, array(connection, "int4", Field::kind));
            entries.setArray(5, array(connection, "float8", Field::filled));
            entries.setArray(6, array(connection, "float8", Field::skew));
            entries.setArray(7, array(connection, "int4", Field::size));
            entries.setArray(8, array(connection, "text", Field::prefix));
            entries.setArray(9, array(connection, "text", Field::suffix));
            entries.setLong(10, tenant.value());
            entries.setLong(11, seed);
            entries.execute();
        }
    }

    private static java.sql.Array array(
            Connection connection, String type, java.util.function.Function<Field, Object> value) throws SQLException {
        return connection.createArrayOf(type, FIELDS.stream().map(value).toArray());
    }
}
