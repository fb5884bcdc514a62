package dev.cohort.contacts.search;

import dev.cohort.contacts.attribute.AttributeDefinition;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;

/**
 * The words of a search, each of which has to occur in a name, email, phone, company or searchable field.
 *
 * <p>The longest is looked up first, and who has it is tested for the others. If too many have it, all words are looked
 * up: whoever has them all is found in the hot texts, by an index of trigrams, or has one of them in a field.
 */
final class SearchWords {

    private static final String LONGEST = "longest";
    private static final String OTHERS = "others";

    private static final List<Selector.HotText> SEARCHED = List.of(
            Selector.HotText.FIRST_NAME,
            Selector.HotText.LAST_NAME,
            Selector.HotText.DISPLAY_NAME,
            Selector.HotText.EMAIL,
            Selector.HotText.PHONE,
            Selector.HotText.COMPANY);

    /** Shorter words have no trigram: they are looked for in every contact, until there are more than few. */
    private static final int SHORTEST_OF_INDEX = 3;

    private final Listing listing;
    private final List<String> words;

    /** @param words to be looked up: the longest first, and then those that have a trigram */
    private SearchWords(Listing listing, List<String> words) {
        this.listing = listing;
        this.words = words;
    }

    /** The words of a listing that has some. */
    static SearchWords of(Listing listing) {
        List<String> longestFirst = listing.words().stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        List<String> indexed =
                longestFirst.stream().filter(SearchWords::hasTrigram).toList();
        return new SearchWords(listing, indexed.isEmpty() ? longestFirst.subList(0, 1) : indexed);
    }

    private static boolean hasTrigram(String word) {
        return word.codePointCount(0, word.length()) >= SHORTEST_OF_INDEX;
    }

    /** Whether what {@link #found} finds has this word. */
    boolean has(String word) {
        return words.contains(word);
    }

    /** Adds the CTE {@link Lookup#FOUND}, cut just above {@link Listing#few}, and a comma. */
    void found(Sql sql) {
        List<String> longest = words.subList(0, 1);
        if (words.equals(longest)) {
            cut(sql, Lookup.FOUND, () -> anywhere(sql, longest));
            return;
        }
        cut(sql, LONGEST, () -> anywhere(sql, longest));
        cut(sql, OTHERS, () -> {
            sql.add("SELECT a.contact_id FROM (");
            elsewhere(sql, words);
            sql.add(") AS a WHERE");
            count(sql, LONGEST, ">");
        });
        cut(sql, Lookup.FOUND, () -> {
            tested(sql, LONGEST, words.subList(1, words.size()));
            sql.add("UNION ALL SELECT a.contact_id FROM (");
            inHotTexts(sql, words);
            sql.add(") AS a WHERE");
            count(sql, LONGEST, ">");
            sql.add("UNION ALL");
            tested(sql, OTHERS, words);
            // Untested, they only say that there are too many to begin from.
            sql.add("UNION ALL SELECT o.contact_id FROM others o WHERE");
            count(sql, OTHERS, ">");
        });
    }

    private void anywhere(Sql sql, List<String> one) {
        if (hasTrigram(one.getFirst())) {
            inHotTexts(sql, one);
            sql.add("UNION ALL");
        }
        elsewhere(sql, one);
    }

    private void cut(Sql sql, String name, Runnable select) {
        sql.add(name).add("AS MATERIALIZED (SELECT contact_id FROM (");
        select.run();
        sql.add("LIMIT").bind(listing.few() + 1L).add(") AS hits),");
    }

    private void count(Sql sql, String ids, String comparison) {
        sql.add("(SELECT count(*) FROM").add(ids).add(")").add(comparison).bind((long) listing.few());
    }

    /** Of {@code ids}, if they are few, those with all these words. */
    private void tested(Sql sql, String ids, List<String> all) {
        sql.add("SELECT c.contact_id FROM").add(ids).add("AS i CROSS JOIN LATERAL (SELECT c.* FROM contacts.contact c");
        sql.add("WHERE c.tenant_id =").bind(listing.tenant().value());
        sql.add("AND c.contact_id = i.contact_id OFFSET 0) AS c WHERE");
        count(sql, ids, "<=");
        for (String word : all) {
            sql.add("AND");
            occurs(sql, listing, word);
        }
    }

    /** Contacts with all these words in hot texts, by the index of trigrams. */
    private void inHotTexts(Sql sql, List<String> all) {
        sql.add("SELECT f.contact_id FROM contacts.contacts_with_texts(")
                .bind(all.toArray(String[]::new))
                .add(",")
                .bind(listing.few() + 1)
                .add(") AS f (contact_id)");
    }

    /** Contacts with the first word in a long hot text, or with any in a field. */
    private void elsewhere(Sql sql, List<String> any) {
        String first = any.getFirst();
        sql.add("SELECT c.contact_id FROM contacts.contact c WHERE c.tenant_id =")
                .bind(listing.tenant().value());
        if (hasTrigram(first)) {
            sql.add(Lookup.LONG);
        }
        sql.add("AND (");
        for (Selector.HotText hot : SEARCHED) {
            Columns.of(hot).contains(sql, first);
            sql.add(hot == SEARCHED.getLast() ? ")" : "OR");
        }
        Integer[] searchable = searchable(listing);
        if (searchable.length > 0) {
            sql.add("UNION ALL");
            fields(sql, listing, searchable, any);
        }
    }

    /** Adds the contacts with any of these parts in one of these fields: in keys first, then in what is longer. */
    static void fields(Sql sql, Listing listing, Integer[] ids, List<String> parts) {
        sql.add("SELECT e.contact_id FROM contacts.attribute_entry e WHERE e.tenant_id =")
                .bind(listing.tenant().value());
        sql.add("AND e.field_id = ANY (").bind(ids).add(") AND (");
        for (String part : parts) {
            sql.add("position(").bind(part.getBytes(StandardCharsets.UTF_8)).add("IN e.sort_key) > 0 OR");
        }
        sql.add("FALSE) UNION ALL SELECT e.contact_id FROM contacts.attribute_entry e WHERE e.tenant_id =")
                .bind(listing.tenant().value());
        sql.add("AND e.field_id = ANY (").bind(ids).add(") AND e.key_rest IS NOT NULL AND (");
        for (String part : parts) {
            sql.add("position(").bind(part).add("IN coalesce(e.folded, e.value_text)) > 0 OR");
        }
        sql.add("FALSE)");
    }

    /** Adds the condition that {@code word} occurs in the contact c. */
    static void occurs(Sql sql, Listing listing, String word) {
        sql.add("(");
        for (Selector.HotText hot : SEARCHED) {
            Columns.of(hot).contains(sql, word);
            sql.add("OR");
        }
        sql.add("EXISTS (SELECT 1 FROM");
        listing.source().attributes(sql, "e");
        sql.add("WHERE e.tenant_id =").bind(listing.tenant().value()).add("AND e.contact_id = c.contact_id");
        sql.add("AND e.field_id = ANY (").bind(searchable(listing)).add(") AND");
        Columns.OF_ENTRY.contains(sql, word);
        sql.add("OFFSET 0))");
    }

    private static Integer[] searchable(Listing listing) {
        return listing.catalog().active().stream()
                .filter(AttributeDefinition::searchable)
                .filter(field -> field.type().isText())
                .map(AttributeDefinition::id)
                .toArray(Integer[]::new);
    }
}
