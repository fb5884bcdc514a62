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

    /** What the one statement reads of each contact. */
    PageStatement.Reads reads() {
        if (shown.none()) {
            return PageStatement.Reads.HOT;
        }
        return isPacked() ? PageStatement.Reads.DOCUMENT : PageStatement.Reads.ATTRIBUTES;
    }
}
