package dev.cohort.contacts.importing;

import dev.cohort.contacts.attribute.AttributeDefinition;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** The names under which files show fields. */
public final class ColumnNames {

    private static final Set<String> PROPERTIES = new HashSet<>(Set.of("id"));

    static {
        Columns.HOT.forEach(ColumnNames::reserve);
        Columns.READ_ONLY.forEach(ColumnNames::reserve);
    }

    private ColumnNames() {}

    /** The field's key, or its selector {@code fields.<key>} where a property is called so; public for exporting. */
    public static String of(AttributeDefinition field) {
        return PROPERTIES.contains(field.key()) ? Columns.FIELD_PREFIX + field.key() : field.key();
    }

    private static void reserve(String property) {
        PROPERTIES.add(property.toLowerCase(Locale.ROOT));
        PROPERTIES.add(property.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT));
    }
}
