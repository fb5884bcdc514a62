package dev.cohort.contacts.search;

import dev.cohort.contacts.attribute.AttributeCatalog;
import dev.cohort.contacts.attribute.ValueKeys;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.problem.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what a caller wrote into a {@link Listing}. */
final class Listings {

    private static final int MOST_WORDS = 10;

    /** To test a contact for words costs so many times what a condition costs, so more are found and sorted first. */
    private static final int DEARER_BY_WORDS = 3;

    private Listings() {}

    /** 400 and 422 as {@link FilterParser}, {@link Sorting} and {@link Shown} say. */
    static Listing listing(TenantId tenant, AttributeCatalog now, ContactQuery query, int few) {
        AttributeCatalog catalog = query.asOf() == null ? now : now.asOf(query.asOf());
        List<String> words = words(query.words());
        return new Listing(
                tenant,
                catalog,
                FilterParser.parse(catalog, query.filter()),
                words,
                Sorting.parse(catalog, query.sort()),
                Shown.parse(catalog, query.fields()),
                new Source(tenant, query.asOf()),
                words.isEmpty() ? few : few * DEARER_BY_WORDS);
    }

    /** The folded words of a search; more than ten are 422. */
    private static List<String> words(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return List.of();
        }
        if (text.indexOf('\0') >= 0) {
            throw ProblemException.badParameter("q", "malformed-search", "A search holds no NUL.");
        }
        List<String> words = List.of(ValueKeys.folded(text).strip().split("\\s+"));
        if (words.size() > MOST_WORDS) {
            throw Refused.tooMuch("q", "search-too-long", "A search has at most " + MOST_WORDS + " words.");
        }
        return words.stream().filter(word -> !word.isEmpty()).distinct().toList();
    }
}
