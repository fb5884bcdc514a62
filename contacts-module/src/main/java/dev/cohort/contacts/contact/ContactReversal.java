package dev.cohort.contacts.contact;

import dev.cohort.contacts.attribute.AttributeCatalog;
import dev.cohort.contacts.attribute.AttributeDefinition;
import dev.cohort.contacts.attribute.AttributeValues;
import dev.cohort.kernel.Caller;
import dev.cohort.kernel.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes back what one version of a contact changed: each value that is still what that version wrote becomes what it
 * was before; what somebody has changed since stays. Public for bulk and merging.
 */
@Component
public class ContactReversal {

    /** The values that were there at each version, open rows and closed ones; the primary keys serve all four. */
    private static final String AT_VERSIONS = """
            SELECT p.n, a.field_ids, a.kinds, a.texts, c.external_id, c.first_name, c.last_name, c.display_name,
                   c.email, c.phone, c.company, c.address
            FROM unnest(CAST(:ids AS bigint[]), CAST(:versions AS bigint[]))
                WITH ORDINALITY AS p (contact_id, version, n)
            LEFT JOIN LATERAL (
                SELECT h.external_id, h.first_name, h.last_name, h.display_name, h.email, h.phone, h.company, h.address
                FROM contacts.contact h
                WHERE h.tenant_id = :tenant AND h.contact_id = p.contact_id AND h.since_version <= p.version
                UNION ALL
                SELECT h.external_id, h.first_name, h.last_name, h.display_name, h.email, h.phone, h.company, h.address
                FROM contacts.contact_past h
                WHERE h.tenant_id = :tenant AND h.contact_id = p.contact_id AND h.since_version <= p.version
                  AND h.until_version > p.version
                LIMIT 1) c ON true
            LEFT JOIN LATERAL (
                SELECT ARRAY_AGG(e.field_id ORDER BY e.field_id, e.position) AS field_ids,
                       ARRAY_AGG(e.kind ORDER BY e.field_id, e.position) AS kinds,
                       ARRAY_AGG(e.shown ORDER BY e.field_id, e.position) AS texts
                FROM (SELECT e.field_id, e.position, CAST(e.kind AS integer) AS kind,
            """ + AttributeValues.SQL_TEXT + """
             AS shown
                      FROM contacts.attribute_entry e
                      WHERE e.tenant_id = :tenant AND e.contact_id = p.contact_id AND e.since_version <= p.version
                      UNION ALL
                      SELECT e.field_id, e.position, CAST(e.kind AS integer),
            """ + AttributeValues.SQL_TEXT + """
                      FROM contacts.attribute_past e
                      WHERE e.tenant_id = :tenant AND e.contact_id = p.contact_id AND e.since_version <= p.version
                        AND e.until_version > p.version) e) a ON true
            ORDER BY p.n
            """;

    private final JdbcClient jdbc;
    private final ContactRows rows;
    private final ContactWrites writes;
    private final ContactWriter writer;

    ContactReversal(JdbcClient jdbc, ContactRows rows, ContactWrites writes, ContactWriter writer) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.writes = writes;
        this.writer = writer;
    }

    /** @param foreign fields whose values are of another kind than the field is by now */
    private record Values(Map<HotField, String> hot, Map<Integer, List<Object>> fields, Set<Integer> foreign) {}

    /**
     * Takes back these versions, as one more version of each contact. Statements: three and those of
     * {@link ContactWriter#apply}, however many; 500 at once is a good number.
     *
     * @return in the order of {@code written}; unchanged where nothing of it is left, refused with 404 where the
     *     contact is gone, with 409 where somebody has taken a unique value since
     */
    @Transactional
    public List<ContactOutcome> revert(Caller caller, List<ContactVersion> written) {
        long[] ids = written.stream().mapToLong(ContactVersion::contactId).toArray();
        writes.lock(caller.tenant(), ids);
        ContactRows.Found found = rows.byId(caller.tenant(), ids);
        List<Values> values = atVersions(caller.tenant(), written, found.catalog());
        List<ContactChange> changes = new ArrayList<>();
        for (int at = 0; at < written.size(); at++) {
            ContactState now = found.contacts().get(written.get(at).contactId());
            changes.add(
                    now == null
                            ? ContactChange.update(written.get(at).contactId(), Map.of(), Map.of())
                            : change(now, values.get(2 * at), values.get(2 * at + 1), found.catalog()));
        }
        return writer.apply(caller, changes);
    }

    private static ContactChange change(ContactState now, Values before, Values after, AttributeCatalog catalog) {
        Map<HotField, Optional<String>> hot = new EnumMap<>(HotField.class);
        for (HotField field : HotField.values()) {
            String was = before.hot().get(field);
            String became = after.hot().get(field);
            if (!Objects.equals(was, became) && Objects.equals(became, now.hot().get(field))) {
                hot.put(field, Optional.ofNullable(was));
            }
        }
        Map<Integer, List<Object>> fields = new HashMap<>();
        for (AttributeDefinition field : catalog.active()) {
            int id = field.id();
            List<Object> was = before.fields().getOrDefault(id, List.of());
            List<Object> became = after.fields().getOrDefault(id, List.of());
            boolean isForeign = before.foreign().contains(id) || after.foreign().contains(id);
            if (!isForeign && !same(was, became) && same(became, now.fields().getOrDefault(id, List.of()))) {
                fields.put(id, was);
            }
        }
        return ContactChange.update(now.id(), hot, fields);
    }

    private static boolean same(List<Object> one, List<Object> other) {
        if (one.size() != other.size()) {
            return false;
        }
        for (int at = 0; at < one.size(); at++) {
            if (!AttributeValues.same(one.get(at), other.get(at))) {
                return false;
            }
        }
        return true;
    }

    /** Two for each contact: at the version before, and at the version. One statement. */
    private List<Values> atVersions(TenantId tenant, List<ContactVersion> written, AttributeCatalog catalog) {
        long[] ids = new long[2 * written.size()];
        long[] versions = new long[ids.length];
        for (int at = 0; at < ids.length; at++) {
            ids[at] = written.get(at / 2).contactId();
            versions[at] = written.get(at / 2).version() - 1 + at % 2;
        }
        return jdbc.sql(AT_VERSIONS)
                .param("tenant", tenant.value())
                .param("ids", ids)
                .param("versions", versions)
                .query((row, number) -> values(row, catalog))
                .list();
    }

    private static Values values(ResultSet row, AttributeCatalog catalog) throws SQLException {
        Map<HotField, String> hot = new EnumMap<>(HotField.class);
        for (HotField field : HotField.values()) {
            String text = row.getString(HotColumns.name(field));
            if (text != null) {
                hot.put(field, text);
            }
        }
        Map<Integer, List<Object>> fields = new HashMap<>();
        Set<Integer> foreign = new HashSet<>();
        if (row.getArray("field_ids") != null) {
            Integer[] ids = (Integer[]) row.getArray("field_ids").getArray();
            Integer[] kinds = (Integer[]) row.getArray("kinds").getArray();
            String[] texts = (String[]) row.getArray("texts").getArray();
            for (int at = 0; at < ids.length; at++) {
                @Nullable AttributeDefinition field = catalog.byId(ids[at]);
                if (field == null || field.kind().code() != kinds[at]) {
                    foreign.add(ids[at]);
                } else {
                    fields.computeIfAbsent(ids[at], id -> new ArrayList<>())
                            .add(AttributeValues.fromText(field, texts[at]));
                }
            }
        }
        return new Values(hot, fields, foreign);
    }
}
