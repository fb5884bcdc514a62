package dev.cohort.contacts.search;

import dev.cohort.contacts.attribute.AttributeCatalog;
import dev.cohort.kernel.problem.ProblemException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * In which order contacts come: 0..5 keys, then the id. Missing values are last in both directions.
 *
 * @param keys distinct selectors other than the id; what follows the id in a sort decides nothing and is left out
 * @param idDescending how the id breaks ties
 */
record Sorting(List<Term> keys, boolean idDescending) {

    static final int MOST_KEYS = 5;

    Sorting {
        keys = List.copyOf(keys);
    }

    /** One key. */
    record Term(Selector selector, boolean descending) {

        /** Whether a contact may lack it. */
        boolean mayBeMissing() {
            return !(selector instanceof Selector.Moment);
        }

        boolean isMoment() {
            return selector instanceof Selector.Moment;
        }
    }

    /** The order that {@code text} says; newest first if it is null or blank. 400 for unknown names and empty keys. */
    static Sorting parse(AttributeCatalog catalog, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return new Sorting(List.of(), true);
        }
        String[] names = text.split(",", -1);
        if (names.length > MOST_KEYS) {
            throw Refused.tooMuch("sort", "sort-too-long", "A sort has at most " + MOST_KEYS + " keys.");
        }
        List<Term> keys = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        boolean idDescending = false;
        boolean complete = false;
        for (String name : names) {
            boolean descending = name.strip().startsWith("-");
            String selector = descending ? name.strip().substring(1) : name.strip();
            if (selector.isEmpty()) {
                throw ProblemException.badParameter(
                        "sort", "malformed-sort", "The sort \"" + Refused.shown(text) + "\" has an empty key.");
            }
            Selector known = Selectors.of(catalog, selector);
            if (complete || !seen.add(known.text())) {
                continue;
            }
            idDescending = descending;
            if (known instanceof Selector.Id) {
                complete = true;
            } else {
                keys.add(new Term(known, descending));
            }
        }
        return new Sorting(keys, idDescending);
    }
}
