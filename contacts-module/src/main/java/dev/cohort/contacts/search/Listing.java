package dev.cohort.contacts.search;

import dev.cohort.contacts.attribute.AttributeCatalog;
import dev.cohort.kernel.TenantId;
import java.util.List;

/**
 * A listing as one catalog understands it.
 *
 * @param words folded search words, all of which must occur
 * @param few up to how many contacts that an index finds are read and sorted rather than walked to
 */
record Listing(
        TenantId tenant,
        AttributeCatalog catalog,
        Filter filter,
        List<String> words,
        Sorting sorting,
        Shown shown,
        Source source,
        int few) {

    Listing {
        words = List.copyOf(words);
    }

    /** Whether what is shown stands in the documents of the contacts: the past has none. */
    boolean isPacked() {
        return source.asOf() == null;
    }

    /**
     * Whether the statement has one plan that is right for all values: an order of one key, of everybody or of those
     * that an index has by id. It is planned once for each connection. Everything else is planned for its values,
     * because a plan that does not know them loses the statistics of the field.
     */
    boolean isSteady() {
        List<Filter> conjuncts = Filter.conjuncts(filter);
        return source.asOf() == null
                && words.isEmpty()
                && sorting.keys().size() <= 1
                && (conjuncts.isEmpty()
                        || (conjuncts.size() == 1
                                && sorting.keys().isEmpty()
                                && Lookup.isInOrderOfIds(conjuncts.getFirst())));
    }

    /** What the one statement reads of each contact. */
    PageStatement.Reads reads() {
        if (shown.none()) {
            return PageStatement.Reads.HOT;
        }
        return isPacked() ? PageStatement.Reads.DOCUMENT : PageStatement.Reads.ATTRIBUTES;
    }
}
