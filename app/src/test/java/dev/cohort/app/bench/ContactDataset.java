package dev.cohort.app.bench;

import dev.cohort.contacts.ContactImport;
import dev.cohort.contacts.attribute.AttributeCatalog;
import dev.cohort.contacts.attribute.AttributeCatalogs;
import dev.cohort.contacts.attribute.AttributeDefinition;
import dev.cohort.contacts.attribute.AttributeValues;
import dev.cohort.contacts.attribute.ValueKeys;
import dev.cohort.kernel.Caller;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.TenantScope;
import dev.cohort.kernel.test.TestDatabase;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Contacts with twenty fields each, the same for every run: contact {@code n} depends on {@code n} alone, so a larger
 * table begins with the smaller one. 4 % live in {@link #FOUR_PERCENT}. Rows are copied in by a superuser, past the
 * checks of the API but with the keys that it would have made.
 */
final class ContactDataset {

    static final int FIELDS = 20;
    static final int CITY = 1;
    static final String FOUR_PERCENT = "Lyon";

    private static final String DEFINITIONS = """
            {"items": [
            {"key": "city", "type": "text"}, {"key": "title", "type": "text"}, {"key": "department", "type": "text"},
            {"key": "nickname", "type": "text"}, {"key": "source", "type": "text"}, {"key": "language", "type": "text"},
            {"key": "note", "type": "text"}, {"key": "street", "type": "text"}, {"key": "age", "type": "integer"},
            {"key": "employees", "type": "integer"}, {"key": "visits", "type": "integer"},
            {"key": "score", "type": "decimal"}, {"key": "revenue", "type": "decimal"},
            {"key": "birthday", "type": "date"}, {"key": "joined", "type": "date"}, {"key": "renewal", "type": "date"},
            {"key": "last_seen", "type": "datetime"}, {"key": "vip", "type": "boolean"},
            {"key": "newsletter", "type": "boolean"},
            {"key": "tier", "type": "select", "options": ["bronze", "silver", "gold"]}]}
            """;

    private static final String COPY_CONTACTS = """
            COPY contacts.contact (tenant_id, contact_id, version, created_at, updated_at, since, since_version,
                created_by, updated_by, external_id, first_name, last_name, email, company, external_id_key,
                first_name_key, last_name_key, display_name_key, email_key, company_key) FROM STDIN""";
    private static final String COPY_ENTRIES = """
            COPY contacts.attribute_entry (tenant_id, contact_id, since, since_version, field_id, position, kind,
                holds_unique, value_text, value_number, value_date, value_instant, value_boolean, value_option,
                sort_key, folded) FROM STDIN""";

    private static final String DOCUMENTS = """
            CREATE SCHEMA IF NOT EXISTS bench;
            CREATE TABLE IF NOT EXISTS bench.contact_document (
                tenant_id bigint, contact_id bigint, version bigint, external_id text, first_name text, last_name text,
                email text, company text, created_at timestamptz, updated_at timestamptz, fields jsonb,
                PRIMARY KEY (tenant_id, contact_id));
            CREATE INDEX IF NOT EXISTS contact_document_fields
                ON bench.contact_document USING gin (fields jsonb_path_ops);
            GRANT USAGE ON SCHEMA bench TO PUBLIC;
            GRANT SELECT ON bench.contact_document TO PUBLIC;
            """;
    private static final String FILL_DOCUMENTS = """
            INSERT INTO bench.contact_document
            SELECT c.tenant_id, c.contact_id, c.version, c.external_id, c.first_name, c.last_name, c.email, c.company,
                c.created_at, c.updated_at, d.fields
            FROM contacts.contact c
            CROSS JOIN LATERAL (
                SELECT jsonb_object_agg(f.key, coalesce(
                    to_jsonb(e.value_text), to_jsonb(e.value_number), to_jsonb(e.value_date),
                    to_jsonb(to_char(e.value_instant AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')),
                    to_jsonb(e.value_boolean), o.label)) AS fields
                FROM contacts.attribute_entry e
                JOIN contacts.attribute_definition f ON f.tenant_id = e.tenant_id AND f.field_id = e.field_id
                LEFT JOIN LATERAL (
                    SELECT one -> 'label' AS label FROM jsonb_array_elements(f.options) one
                    WHERE CAST(one ->> 'id' AS integer) = e.value_option) o ON TRUE
                WHERE e.tenant_id = c.tenant_id AND e.contact_id = c.contact_id) d
            WHERE c.tenant_id = ?
            ON CONFLICT DO NOTHING
            """;

    private static final String[] FIRST = {"Ann", "Bo", "Carla", "Dmitri", "Eve", "Farid", "Grete", "Hugo", "Ines"};
    private static final String[] DEPARTMENTS = {"Sales", "Research", "Care", "Finance", "Field work"};
    private static final HexFormat HEX = HexFormat.of();

    private final TestDatabase database;
    private final TenantId tenant;

    ContactDataset(TestDatabase database, TenantId tenant) {
        this.database = database;
        this.tenant = tenant;
    }

    /** By what a text is compared. */
    static byte[] key(String text) {
        return ValueKeys.text(text).sortKey();
    }

    /** Defines the fields if they are not there yet, and says them. */
    AttributeCatalog define(ContactImport imports, AttributeCatalogs catalogs) {
        return TenantScope.call(tenant, () -> {
            imports.defineFields(
                    new Caller(tenant, "bench"),
                    new ByteArrayInputStream(DEFINITIONS.getBytes(StandardCharsets.UTF_8)));
            AttributeCatalog catalog = catalogs.reload(tenant);
            if (catalog.active().size() != FIELDS || catalog.active().getFirst().id() != CITY) {
                throw new IllegalStateException("these are other fields: " + catalog.active());
            }
            return catalog;
        });
    }

    /** Adds contacts until there are {@code count}. */
    void growTo(int count, AttributeCatalog catalog) throws SQLException {
        var admin = new JdbcTemplate(database.asSuperuser());
        int there = admin.queryForObject(
                "SELECT count(*) FROM contacts.contact WHERE tenant_id = ?", Integer.class, tenant.value());
        if (there >= count) {
            return;
        }
        copy(COPY_CONTACTS, there, count, (line, n) -> contact(line, n));
        copy(COPY_ENTRIES, there, count, (line, n) -> entries(line, n, catalog));
        try (Connection connection = database.asSuperuser().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(DOCUMENTS);
        }
        admin.update(FILL_DOCUMENTS, tenant.value());
        admin.execute("VACUUM ANALYZE contacts.contact");
        admin.execute("VACUUM ANALYZE contacts.attribute_entry");
        admin.execute("VACUUM ANALYZE contacts.contact_document");
        admin.execute("VACUUM ANALYZE bench.contact_document");
        admin.execute("CHECKPOINT");
    }

    private interface Lines {
        void add(StringBuilder lines, int contact);
    }

    private void copy(String sql, int from, int to, Lines lines) throws SQLException {
        try (Connection connection = database.asSuperuser().getConnection()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET cohort.tenant = '" + tenant.value() + "'");
            }
            CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
            var text = new StringBuilder();
            for (int n = from; n < to; n++) {
                lines.add(text, n);
                if (text.length() > 1 << 20 || n == to - 1) {
                    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
                    copy.writeToCopy(bytes, 0, bytes.length);
                    text.setLength(0);
                }
            }
            copy.endCopy();
        }
    }

    private long id(int n) {
        return tenant.value() * 10_000_000_000L + n;
    }

    private static Instant at(int n) {
        return Instant.ofEpochSecond(1_700_000_000L + n);
    }

    private void contact(StringBuilder line, int n) {
        var random = new SplittableRandom(n);
        String external = "X-" + n;
        String first = FIRST[random.nextInt(FIRST.length)];
        String last = "Surname" + random.nextInt(20_000);
        String email = "person" + n + "@example.org";
        String company = "Company " + random.nextInt(3_000);
        String at = at(n).toString();
        columns(line, tenant.value(), id(n), 1, at, at, at, 1, "bench", "bench", external, first, last, email, company);
        line.append('\t');
        columns(
                line,
                hex(key(external)),
                hex(key(first)),
                hex(key(last)),
                hex(key(first + " " + last)),
                hex(key(email)),
                hex(key(company)));
        line.append('\n');
    }

    private void entries(StringBuilder lines, int n, AttributeCatalog catalog) {
        var random = new SplittableRandom(-1L - n);
        for (AttributeDefinition field : catalog.active()) {
            Object value = value(field, n, random);
            String folded = value instanceof String text ? ValueKeys.folded(text) : null;
            columns(
                    lines,
                    tenant.value(),
                    id(n),
                    at(n),
                    1,
                    field.id(),
                    0,
                    field.kind().code(),
                    false,
                    value instanceof String ? value : null,
                    value instanceof Long || value instanceof BigDecimal ? value : null,
                    value instanceof LocalDate ? value : null,
                    value instanceof Instant ? value : null,
                    value instanceof Boolean ? value : null,
                    value instanceof Integer ? value : null,
                    hex(AttributeValues.key(field, value).sortKey()),
                    folded == null || folded.equals(value) ? null : folded);
            lines.append('\n');
        }
    }

    private static Object value(AttributeDefinition field, int n, SplittableRandom random) {
        return switch (field.type()) {
            case INTEGER -> (long) random.nextInt(1_000);
            case DECIMAL -> BigDecimal.valueOf(random.nextInt(10_000_000), 2);
            case BOOLEAN -> random.nextBoolean();
            case DATE -> LocalDate.ofEpochDay(random.nextInt(20_000));
            case DATETIME -> at(random.nextInt(50_000_000));
            case SELECT -> field.options().get(random.nextInt(3)).id();
            default -> text(field.key(), n, random);
        };
    }

    private static String text(String key, int n, SplittableRandom random) {
        return switch (key) {
            case "city" -> n % 25 == 7 ? FOUR_PERCENT : "City " + random.nextInt(500);
            case "language" -> random.nextInt(100) < 84 ? "en" : "fr";
            case "department" -> DEPARTMENTS[random.nextInt(DEPARTMENTS.length)];
            case "note" -> "Met at the fair of " + (1990 + random.nextInt(36)) + ", asked about item " + n % 977 + ".";
            case "street" -> random.nextInt(300) + " Long Street";
            default -> key + " " + random.nextInt(5_000);
        };
    }

    private static String hex(byte[] bytes) {
        return "\\\\x" + HEX.formatHex(bytes);
    }

    private static void columns(StringBuilder line, Object... values) {
        for (int at = 0; at < values.length; at++) {
            line.append(at == 0 ? "" : "\t").append(values[at] == null ? "\\N" : values[at]);
        }
    }
}
