package dev.cohort.contacts.importing;

import dev.cohort.contacts.attribute.ValueKey;
import dev.cohort.contacts.contact.HotField;
import dev.cohort.kernel.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds the contacts that rows mean, all of a batch in one statement: by a hot text (index
 * {@code contact_by_<property>}), by a field (index {@code attribute_by_value}) or by id. Deleted ones are not found.
 */
@Component
class ContactMatches {

    private static final String SHOWN = """
            c.display_name, concat_ws(' ', c.first_name, c.last_name) AS default_name
            """;

    private static final String BY_ID = "SELECT c.contact_id, CAST(0 AS bigint) AS place, " + SHOWN + """
            FROM contacts.contact c
            WHERE c.tenant_id = :tenant AND c.contact_id = ANY (CAST(:ids AS bigint[])) AND c.deleted_at IS NULL
            """;

    private static final String BY_FIELD = "SELECT c.contact_id, k.place, " + SHOWN + """
            FROM unnest(CAST(:keys AS bytea[]), CAST(:rests AS bytea[])) WITH ORDINALITY AS k (sort_key, rest, place)
            JOIN contacts.attribute_entry e ON e.tenant_id = :tenant AND e.field_id = :field
                AND e.sort_key = k.sort_key AND e.key_rest IS NOT DISTINCT FROM k.rest
            JOIN contacts.contact c ON c.tenant_id = :tenant AND c.contact_id = e.contact_id AND c.deleted_at IS NULL
            """;

    /** One statement for each hot text; the name of its columns is the enum's. */
    private static final Map<HotField, String> BY_HOT = new EnumMap<>(HotField.class);

    static {
        for (HotField field : HotField.values()) {
            String column = "c." + field.name().toLowerCase(Locale.ROOT);
            BY_HOT.put(
                    field,
                    "SELECT c.contact_id, k.place, " + SHOWN + """
                    FROM unnest(CAST(:keys AS bytea[]), CAST(:rests AS bytea[])) WITH ORDINALITY
                        AS k (sort_key, rest, place)
                    JOIN contacts.contact c ON c.tenant_id = :tenant AND c.deleted_at IS NULL AND
                    """ + column + "_key = k.sort_key AND " + column
                            + "_rest IS NOT DISTINCT FROM k.rest");
        }
    }

    private final JdbcClient jdbc;

    ContactMatches(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A contact.
     *
     * @param givenName the given display name; null if lists show first and last name for want of one
     * @param defaultName first and last name
     */
    record Match(long contactId, @Nullable String givenName, String defaultName) {

        /** What lists show. */
        String displayName() {
            return givenName == null ? defaultName : givenName;
        }
    }

    /** The contacts with these ids, by id. One statement. */
    Map<Long, Match> byId(TenantId tenant, Collection<Long> ids) {
        Map<Long, Match> found = new HashMap<>();
        jdbc.sql(BY_ID)
                .param("tenant", tenant.value())
                .param("ids", ids.toArray(Long[]::new))
                .query((row, number) -> match(row))
                .list()
                .forEach(match -> found.put(match.contactId(), match));
        return found;
    }

    /** The contacts that each key finds, in the order of the keys. One statement. {@code target} is hot or a field. */
    List<List<Match>> byKey(TenantId tenant, Target target, List<ValueKey> keys) {
        List<List<Match>> found = new ArrayList<>();
        keys.forEach(key -> found.add(new ArrayList<>(1)));
        statement(target)
                .param("tenant", tenant.value())
                .param("keys", keys.stream().map(ValueKey::sortKey).toArray(byte[][]::new))
                .param("rests", keys.stream().map(ValueKey::rest).toArray(byte[][]::new))
                .query(row -> {
                    Match match = match(row);
                    List<Match> ofKey = found.get(Math.toIntExact(row.getLong("place")) - 1);
                    if (ofKey.stream().noneMatch(other -> other.contactId() == match.contactId())) {
                        ofKey.add(match);
                    }
                });
        return found;
    }

    private JdbcClient.StatementSpec statement(Target target) {
        return switch (target) {
            case Target.Hot hot ->
                jdbc.sql(Objects.requireNonNull(
                        BY_HOT.get(HotField.of(hot.property()).orElseThrow())));
            case Target.Field field ->
                jdbc.sql(BY_FIELD).param("field", field.definition().id());
            default -> throw new IllegalArgumentException("no key: " + target);
        };
    }

    private static Match match(ResultSet row) throws SQLException {
        return new Match(row.getLong("contact_id"), row.getString("display_name"), row.getString("default_name"));
    }
}
