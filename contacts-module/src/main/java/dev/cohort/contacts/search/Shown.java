package dev.cohort.contacts.search;

import dev.cohort.contacts.attribute.AttributeCatalog;
import dev.cohort.contacts.attribute.AttributeDefinition;
import dev.cohort.kernel.problem.ProblemException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which fields a listing shows.
 *
 * @param all whether nobody chose, so that the statement need not name them
 * @param definitions fields in use, in display order
 */
record Shown(boolean all, List<AttributeDefinition> definitions) {

    private static final String NONE = "none";

    Shown {
        definitions = List.copyOf(definitions);
    }

    /** The choice that {@code fields} says: null for every field in use, {@code none}, or keys; 400 for others. */
    static Shown parse(AttributeCatalog catalog, @Nullable String fields) {
        if (fields == null || fields.isBlank()) {
            return new Shown(true, catalog.active());
        }
        if (fields.strip().equals(NONE)) {
            return new Shown(false, List.of());
        }
        List<AttributeDefinition> chosen = new ArrayList<>();
        for (String name : fields.split(",", -1)) {
            String key = name.strip();
            if (key.isEmpty()) {
                throw ProblemException.badParameter(
                        "fields",
                        "malformed-fields",
                        "fields names keys of fields, or none: \"" + Refused.shown(fields) + "\".");
            }
            String selector = key.startsWith(Selector.Field.PREFIX) ? key : Selector.Field.PREFIX + key;
            if (Selectors.of(catalog, selector) instanceof Selector.Field field
                    && !chosen.contains(field.definition())) {
                chosen.add(field.definition());
            }
        }
        chosen.sort(Comparator.comparingInt(catalog.active()::indexOf));
        return new Shown(false, chosen);
    }

    boolean none() {
        return definitions.isEmpty();
    }

    Integer[] ids() {
        return definitions.stream().map(AttributeDefinition::id).toArray(Integer[]::new);
    }
}
