package dev.cohort.contacts.search;

import dev.cohort.contacts.attribute.AttributeDefinition;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;

/**
 * The words of a search, each of which has to occur in a name, email, phone, company or searchable field.
 *
 * <p>The longest is looked up first. If it is in many contacts, all words are: those with all of them in hot texts, by
 * an index of trigrams, and those with one of them in a field; who passes is always among the two.
 */
final class SearchWords {

    private static final String LONGEST = "longest";

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

    /** Whether what {@link #found} finds has this word for certain. */
    boolean isOnly(String word) {
        return words.equals(List.of(word));
    }

    /** Adds the CTE {@link Lookup#FOUND}, cut just above {@link Listing#few}, and a comma. */
    void found(Sql sql) {
        boolean several = words.size() > 1;
        sql.add(several ? LONGEST : Lookup.FOUND).add("AS MATERIALIZED (SELECT contact_id FROM (");
        withAll(sql, words.subList(0, 1));
        cut(sql);
        if (several) {
            sql.add(Lookup.FOUND).add("AS MATERIALIZED (SELECT contact_id FROM (");
            sql.add("SELECT l.contact_id FROM longest l WHERE (SELECT count(*) FROM longest) <=")
                    .bind((long) listing.few());
            sql.add("UNION ALL SELECT a.contact_id FROM (");
            withAll(sql, words);
            sql.add(") AS a WHERE (SELECT count(*) FROM longest) >").bind((long) listing.few());
            cut(sql);
        }
    }

    private void cut(Sql sql) {
        sql.add("LIMIT").bind(listing.few() + 1L).add(") AS hits),");
    }

    /** Contacts with all of {@code all} in hot texts, with the first of them in a long one, or with any in a field. */
    private void withAll(Sql sql, List<String> all) {
        String first = all.getFirst();
        boolean byIndex = hasTrigram(first);
        if (byIndex) {
            sql.add("SELECT f.contact_id FROM contacts.contacts_with_texts(")
                    .bind(all.toArray(String[]::new))
                    .add(",")
                    .bind(listing.few() + 1)
                    .add(") AS f (contact_id) UNION ALL");
        }
        sql.add("SELECT c.contact_id FROM contacts.contact c WHERE c.tenant_id =")
                .bind(listing.tenant().value());
        if (byIndex) {
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
            fields(sql, listing, searchable, all);
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
