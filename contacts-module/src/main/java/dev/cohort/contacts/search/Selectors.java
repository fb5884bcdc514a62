package dev.cohort.contacts.search;

import dev.cohort.contacts.attribute.AttributeCatalog;
import dev.cohort.kernel.problem.ProblemException;
import dev.cohort.kernel.problem.ProblemException.FieldError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;

/** Turns names into {@link Selector}s. */
final class Selectors {

    private static final Map<String, Selector> HOT = new LinkedHashMap<>();

    static {
        HOT.put(Selector.Id.ID.text(), Selector.Id.ID);
        for (Selector hot : Selector.HotText.values()) {
            HOT.put(hot.text(), hot);
        }
        for (Selector moment : Selector.Moment.values()) {
            HOT.put(moment.text(), moment);
        }
    }

    private Selectors() {}

    /**
     * What {@code name} names among the hot properties and the fields in use.
     *
     * @throws UnknownSelector if there is no such property, or the field is unknown or retired
     */
    static Selector of(AttributeCatalog catalog, String name) {
        Selector hot = HOT.get(name);
        if (hot != null) {
            return hot;
        }
        Optional<Selector> field = name.startsWith(Selector.Field.PREFIX)
                ? catalog.active(name.substring(Selector.Field.PREFIX.length())).map(Selector.Field::new)
                : Optional.empty();
        return field.orElseThrow(() -> new UnknownSelector(name));
    }

    /** 400: a name that means nothing, or nothing any more; whoever holds an older catalog reads it again first. */
    static final class UnknownSelector extends ProblemException {

        private static final long serialVersionUID = 1L;

        UnknownSelector(String name) {
            super(HttpStatus.BAD_REQUEST, "unknown-selector", message(name), List.of(error(name)));
        }

        private static FieldError error(String name) {
            return new FieldError(pointer(name), "unknown-selector", message(name));
        }

        private static String message(String name) {
            return "There is no property or field \"" + Refused.shown(name) + "\"; known are "
                    + String.join(", ", HOT.keySet()) + ", and fields.<key> of a field in use.";
        }

        private static String pointer(String name) {
            return "/"
                    + Refused.shown(name).replace("~", "~0").replace("/", "~1").replace('.', '/');
        }
    }
}
