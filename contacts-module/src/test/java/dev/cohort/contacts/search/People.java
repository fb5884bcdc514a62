package dev.cohort.contacts.search;

import dev.cohort.contacts.attribute.AttributeConstraints;
import dev.cohort.contacts.attribute.AttributeDefinition;
import dev.cohort.contacts.attribute.AttributeOption;
import dev.cohort.contacts.attribute.AttributeType;
import dev.cohort.contacts.attribute.AttributeValues;
import dev.cohort.contacts.attribute.ValueKey;
import dev.cohort.contacts.attribute.ValueKeys;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.TenantScope;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Contacts for tests: made in memory, written as rows, so that an oracle can say what a listing should give. */
final class People {

    static final List<AttributeDefinition> FIELDS = List.of(
            field(1, "nick", AttributeType.TEXT, false, true),
            field(2, "bio", AttributeType.LONG_TEXT, false, false),
            field(3, "age", AttributeType.INTEGER, false, false),
            field(4, "score", AttributeType.DECIMAL, false, false),
            field(5, "vip", AttributeType.BOOLEAN, false, false),
            field(6, "born", AttributeType.DATE, false, false),
            field(7, "seen", AttributeType.DATETIME, false, false),
            field(8, "tier", AttributeType.SELECT, false, false),
            field(9, "tags", AttributeType.TEXT, true, true),
            field(10, "codes", AttributeType.INTEGER, true, false),
            field(11, "boss", AttributeType.REFERENCE, false, false));

    private static final String CONTACT = """
            INSERT INTO contacts.contact (tenant_id, contact_id, version, created_at, updated_at, since, since_version,
                created_by, updated_by, deleted_at, external_id, first_name, last_name, display_name, email, phone,
                company, address, external_id_key, first_name_key, last_name_key, display_name_key, email_key, phone_key,
                company_key, address_key, external_id_rest, first_name_rest, last_name_rest, display_name_rest,
                email_rest, phone_rest, company_rest, address_rest)
            VALUES (?, ?, 1, ?, ?, ?, 1, 'x', 'x', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String ENTRY = """
            INSERT INTO contacts.attribute_entry (tenant_id, contact_id, since, since_version, field_id, position, kind,
                holds_unique, value_text, value_number, value_date, value_instant, value_boolean, value_option,
                value_reference, sort_key, key_rest, folded)
            VALUES (?, ?, ?, 1, ?, ?, ?, false, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String DEFINITION = """
            INSERT INTO contacts.attribute_definition (tenant_id, field_id, version, display_order, key, label, type,
                required, is_unique, multiple, searchable, options, constraints, retired_at)
            VALUES (?, ?, 1, ?, ?, ?, ?, false, false, ?, ?, CAST(? AS jsonb), '{}', ?)
            """;

    private static final List<Selector.HotText> HOT = List.of(Selector.HotText.values());
    private static final String[] WORDS = {
        "ann",
        "Ann",
        "bob",
        "Böb",
        "straße",
        "STRASSE",
        "50%",
        "a_b",
        "a*b",
        "Al:ice",
        "İstanbul",
        "ﬁne",
        "zoe",
        "Zoë",
        "😀x",
        "a'b",
        "q\"r",
        "back\\slash",
        "a;b,c(d)",
        "  in ner "
    };

    private People() {}

    /** A contact; texts are trimmed, values typed as their fields'. */
    record Person(
            long id,
            Map<Selector.HotText, String> hot,
            Instant createdAt,
            Instant updatedAt,
            Map<String, List<Object>> values,
            boolean deleted) {

        String shownName() {
            String given = hot.get(Selector.HotText.DISPLAY_NAME);
            String first = hot.get(Selector.HotText.FIRST_NAME);
            String last = hot.get(Selector.HotText.LAST_NAME);
            return given != null ? given : first == null ? last : last == null ? first : first + " " + last;
        }
    }

    private static AttributeDefinition field(
            int id, String key, AttributeType type, boolean multiple, boolean searchable) {
        List<AttributeOption> options = type == AttributeType.SELECT
                ? List.of(
                        new AttributeOption(5, "bronze", 0, false),
                        new AttributeOption(2, "silver", 1, false),
                        new AttributeOption(9, "Gold", 2, false),
                        new AttributeOption(1, "black", 3, true))
                : List.of();
        return new AttributeDefinition(
                id,
                key,
                key.toUpperCase(java.util.Locale.ROOT),
                type,
                false,
                false,
                multiple,
                searchable,
                options,
                AttributeConstraints.NONE,
                null,
                id,
                false,
                1);
    }

    static AttributeDefinition field(String key) {
        return FIELDS.stream().filter(one -> one.key().equals(key)).findFirst().orElseThrow();
    }

    /** People with few distinct values, many of them missing, some with texts beyond 200 code points. */
    static List<Person> generated(RandomGenerator random, int count, long firstId) {
        List<Person> people = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            Map<Selector.HotText, String> hot = new HashMap<>();
            for (Selector.HotText text : HOT) {
                if (random.nextInt(100) < 60) {
                    hot.put(text, text == Selector.HotText.EXTERNAL_ID ? "X" + n : word(random));
                }
            }
            Map<String, List<Object>> values = new LinkedHashMap<>();
            for (AttributeDefinition field : FIELDS) {
                if (random.nextInt(100) < 65) {
                    List<Object> elements = new ArrayList<>();
                    int size = field.multiple() ? 1 + random.nextInt(3) : 1;
                    for (int at = 0; at < size; at++) {
                        elements.add(value(random, field, firstId, count));
                    }
                    values.put(field.key(), elements);
                }
            }
            Instant created = Instant.ofEpochSecond(1_700_000_000L + random.nextInt(20));
            people.add(new Person(
                    firstId + 3L * n,
                    hot,
                    created,
                    created.plusSeconds(random.nextInt(5)),
                    values,
                    random.nextInt(20) == 0));
        }
        return people;
    }

    static String word(RandomGenerator random) {
        String word = WORDS[random.nextInt(WORDS.length)].strip();
        return switch (random.nextInt(12)) {
            case 0 -> word + " " + WORDS[random.nextInt(WORDS.length)].strip();
            case 1 -> "l".repeat(199 + random.nextInt(3)) + word;
            default -> word;
        };
    }

    static Object value(RandomGenerator random, AttributeDefinition field, long firstId, int count) {
        return switch (field.type()) {
            case TEXT, LONG_TEXT, EMAIL, PHONE, URL -> word(random);
            case INTEGER -> (long) random.nextInt(12) - 4 + (random.nextInt(10) == 0 ? 9_007_199_254_740_993L : 0);
            case DECIMAL ->
                new BigDecimal(
                        new String[] {"1.5", "1.50", "2", "-3.25", "0", "0.001", "1e2", "-0.1"}[random.nextInt(8)]);
            case BOOLEAN -> random.nextBoolean();
            case DATE -> LocalDate.of(1969, 12, 28).plusDays(random.nextInt(9));
            case DATETIME -> Instant.ofEpochSecond(random.nextInt(9) - 4);
            case SELECT -> new int[] {5, 2, 9, 1}[random.nextInt(4)];
            case REFERENCE -> firstId + 3L * random.nextInt(Math.min(count, 5));
        };
    }

    static void define(DataSource dataSource, TenantId tenant) {
        TenantScope.run(tenant, () -> {
            var jdbc = new JdbcTemplate(dataSource);
            for (AttributeDefinition field : FIELDS) {
                String options = "["
                        + String.join(
                                ",",
                                field.options().stream()
                                        .map(option -> "{\"id\":%d,\"label\":\"%s\",\"rank\":%d,\"retired\":%s}"
                                                .formatted(
                                                        option.id(), option.label(), option.rank(), option.retired()))
                                        .toList())
                        + "]";
                jdbc.update(
                        DEFINITION,
                        tenant.value(),
                        field.id(),
                        field.order(),
                        field.key(),
                        field.label(),
                        field.type().code(),
                        field.multiple(),
                        field.searchable(),
                        options,
                        null);
            }
            jdbc.update(
                    DEFINITION,
                    tenant.value(),
                    99,
                    99,
                    "old",
                    "Old",
                    "text",
                    false,
                    false,
                    "[]",
                    OffsetDateTime.now(ZoneOffset.UTC));
            jdbc.update("INSERT INTO contacts.attribute_catalog VALUES (?, 1)", tenant.value());
        });
    }

    static void insert(DataSource dataSource, TenantId tenant, List<Person> people) {
        TenantScope.run(tenant, () -> {
            var jdbc = new JdbcTemplate(dataSource);
            jdbc.batchUpdate(
                    CONTACT,
                    people.stream().map(person -> contact(tenant, person)).toList());
            jdbc.batchUpdate(
                    ENTRY,
                    people.stream()
                            .flatMap(person -> entries(tenant, person).stream())
                            .toList());
        });
    }

    private static Object[] contact(TenantId tenant, Person person) {
        List<Object> row = new ArrayList<>(List.of(
                tenant.value(), person.id(), at(person.createdAt()), at(person.updatedAt()), at(person.createdAt())));
        row.add(person.deleted() ? at(person.updatedAt()) : null);
        HOT.forEach(text -> row.add(person.hot().get(text)));
        List<ValueKey> keys = new ArrayList<>();
        for (Selector.HotText text : HOT) {
            String value = text == Selector.HotText.DISPLAY_NAME
                    ? person.shownName()
                    : person.hot().get(text);
            keys.add(value == null ? null : ValueKeys.text(value));
        }
        keys.forEach(key -> row.add(key == null ? null : key.sortKey()));
        keys.forEach(key -> row.add(key == null ? null : key.rest()));
        return row.toArray();
    }

    private static List<Object[]> entries(TenantId tenant, Person person) {
        List<Object[]> rows = new ArrayList<>();
        person.values().forEach((name, elements) -> {
            AttributeDefinition field = field(name);
            for (int position = 0; position < elements.size(); position++) {
                Object value = elements.get(position);
                ValueKey key = AttributeValues.key(field, value);
                String folded = value instanceof String text ? ValueKeys.folded(text) : null;
                List<Object> row = new ArrayList<>(List.of(
                        tenant.value(),
                        person.id(),
                        at(person.createdAt()),
                        field.id(),
                        position,
                        field.kind().code()));
                row.add(value instanceof String ? value : null);
                row.add(
                        value instanceof Long && field.type() == AttributeType.INTEGER || value instanceof BigDecimal
                                ? value
                                : null);
                row.add(value instanceof LocalDate ? value : null);
                row.add(value instanceof Instant instant ? at(instant) : null);
                row.add(value instanceof Boolean ? value : null);
                row.add(value instanceof Integer ? value : null);
                row.add(field.type() == AttributeType.REFERENCE ? value : null);
                row.add(key.sortKey());
                row.add(key.rest());
                row.add(folded != null && !folded.equals(value) ? folded : null);
                rows.add(row.toArray());
            }
        });
        return rows;
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
