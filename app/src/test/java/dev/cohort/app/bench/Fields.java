package dev.cohort.app.bench;

import dev.cohort.contacts.attribute.AttributeCatalog;
import dev.cohort.contacts.attribute.AttributeDefinition;
import dev.cohort.contacts.attribute.AttributeType;
import dev.cohort.contacts.attribute.AttributeValues;
import dev.cohort.contacts.search.FoundContact;
import dev.cohort.kernel.Tsid;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the values of one contact, in whatever order a peer meets them. The fields of the data hold one value each. */
final class Fields {

    private final AttributeCatalog catalog;
    private final Map<Integer, Object> found = new HashMap<>();

    Fields(AttributeCatalog catalog) {
        this.catalog = catalog;
    }

    /** A value from typed columns, of which one is not null. */
    void typed(
            int field,
            @Nullable String text,
            @Nullable BigDecimal number,
            @Nullable LocalDate date,
            @Nullable Instant instant,
            @Nullable Boolean bool,
            @Nullable Integer option,
            @Nullable Long reference) {
        AttributeDefinition definition = definition(field);
        Object value = switch (definition.kind()) {
            case TEXT -> text;
            case NUMBER -> definition.type() == AttributeType.INTEGER ? (Object) number.longValueExact() : number;
            case DATE -> date;
            case INSTANT -> instant;
            case BOOLEAN -> bool;
            case OPTION -> option;
            case REFERENCE -> reference;
        };
        found.put(field, AttributeValues.json(definition, value));
    }

    /** A value as {@link AttributeValues#SQL_TEXT} writes it. */
    void text(int field, String text) {
        AttributeDefinition definition = definition(field);
        found.put(field, AttributeValues.json(definition, AttributeValues.fromText(definition, text)));
    }

    /** The value columns of a row of {@code contacts.attribute_entry}. */
    void row(ResultSet row) throws SQLException {
        OffsetDateTime instant = row.getObject("value_instant", OffsetDateTime.class);
        typed(
                row.getInt("field_id"),
                row.getString("value_text"),
                row.getBigDecimal("value_number"),
                row.getObject("value_date", LocalDate.class),
                instant == null ? null : instant.toInstant(),
                row.getObject("value_boolean", Boolean.class),
                row.getObject("value_option", Integer.class),
                row.getObject("value_reference", Long.class));
    }

    private AttributeDefinition definition(int field) {
        return java.util.Objects.requireNonNull(catalog.byId(field));
    }

    /** Key to JSON value, in display order. */
    Map<String, Object> inOrder() {
        Map<String, Object> ordered = new LinkedHashMap<>();
        for (AttributeDefinition definition : catalog.active()) {
            Object value = found.get(definition.id());
            if (value != null) {
                ordered.put(definition.key(), value);
            }
        }
        return ordered;
    }

    /** The contact of a row with the hot columns by name. */
    static FoundContact contact(ResultSet row, Map<String, Object> fields) throws SQLException {
        return contact(
                row.getLong("contact_id"),
                row.getLong("version"),
                row.getString("external_id"),
                row.getString("first_name"),
                row.getString("last_name"),
                row.getString("email"),
                row.getString("company"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                fields);
    }

    static FoundContact contact(
            long id,
            long version,
            String externalId,
            String firstName,
            String lastName,
            String email,
            String company,
            Instant createdAt,
            Instant updatedAt,
            Map<String, Object> fields) {
        return new FoundContact(
                Tsid.text(id),
                version,
                externalId,
                firstName,
                lastName,
                firstName + " " + lastName,
                email,
                null,
                company,
                null,
                createdAt,
                updatedAt,
                fields);
    }
}
