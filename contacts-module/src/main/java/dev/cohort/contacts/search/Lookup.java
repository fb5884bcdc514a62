package dev.cohort.contacts.search;

import dev.cohort.contacts.attribute.AttributeDefinition;
import dev.cohort.contacts.search.Filter.Condition;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one "contains" of a listing that may be looked up before the page: CTE {@code found(contact_id)}, cut at 2,001
 * ids. Few ids found: the page starts from them. Many: the page walks its own order and tests each contact, because
 * then it soon meets enough of them. Both ways stand in the statement, and the number found switches one of them off
 * before it starts.
 */
final class Lookup {

    static final int MOST_FOUND = 2_000;

    private static final List<Selector.HotText> SEARCHED = List.of(
            Selector.HotText.FIRST_NAME,
            Selector.HotText.LAST_NAME,
            Selector.HotText.DISPLAY_NAME,
            Selector.HotText.EMAIL,
            Selector.HotText.PHONE,
            Selector.HotText.COMPANY);

    /** The condition of the index of long texts. */
    private static final String LONG = """
            AND coalesce(c.external_id_rest, c.first_name_rest, c.last_name_rest, c.display_name_rest, c.email_rest,
                         c.phone_rest, c.company_rest, c.address_rest) IS NOT NULL""";

    /** Shorter words have no trigram, and most of them occur everywhere. */
    private static final int SHORTEST_WORD = 3;

    private final Listing listing;
    private final @Nullable Condition condition;
    private final @Nullable String word;

    private Lookup(Listing listing, @Nullable Condition condition, @Nullable String word) {
        this.listing = listing;
        this.condition = condition;
        this.word = word;
    }

    /** Of the search words the longest, else the condition with the longest part; null if there is neither. */
    static @Nullable Lookup of(Listing listing) {
        if (listing.source().asOf() != null) {
            return null;
        }
        String longest = listing.words().stream()
                .filter(word -> word.codePointCount(0, word.length()) >= SHORTEST_WORD)
                .max(Comparator.comparingInt(String::length))
                .orElse(null);
        if (longest != null) {
            return new Lookup(listing, null, longest);
        }
        return Filter.conjuncts(listing.filter()).stream()
                .filter(Condition.class::isInstance)
                .map(Condition.class::cast)
                .filter(one -> one.operator() == Operator.CONTAINS)
                .max(Comparator.comparingInt(Lookup::length))
                .map(one -> new Lookup(listing, one, null))
                .orElse(null);
    }

    private static int length(Condition condition) {
        return ((Operand.Part) condition.operand()).folded().length();
    }

    boolean isFor(Filter part) {
        return part.equals(condition);
    }

    boolean isFor(String searched) {
        return searched.equals(word);
    }

    /** Adds the CTE and a comma. */
    void found(Sql sql) {
        sql.add("found AS MATERIALIZED (SELECT contact_id FROM (");
        if (condition == null) {
            byWord(sql, java.util.Objects.requireNonNull(word));
        } else {
            byCondition(sql, condition);
        }
        sql.add("LIMIT").bind((long) MOST_FOUND + 1).add(") AS hits),");
    }

    private void byCondition(Sql sql, Condition one) {
        String part = ((Operand.Part) one.operand()).folded();
        switch (one.selector()) {
            case Selector.HotText hot -> hot(sql, hot, part);
            case Selector.Field field ->
                fields(sql, new Integer[] {field.definition().id()}, part);
            case Selector.Id id -> throw new IllegalStateException("an id contains nothing");
            case Selector.Moment moment -> throw new IllegalStateException("a moment contains nothing");
        }
    }

    /** Keys first, by an index that has them; then what is longer than a key, of which there is little. */
    private void hot(Sql sql, Selector.HotText hot, String part) {
        sql.add("SELECT c.contact_id FROM contacts.contact c WHERE c.tenant_id =")
                .bind(tenant());
        sql.add("AND position(").bind(bytes(part)).add("IN").add(hot.key()).add(") > 0");
        sql.add("UNION ALL SELECT c.contact_id FROM contacts.contact c WHERE c.tenant_id =")
                .bind(tenant());
        sql.add("AND")
                .add(hot.rest())
                .add("IS NOT NULL AND position(")
                .bind(part)
                .add("IN")
                .add(hot.folded());
        sql.add(") > 0");
    }

    private void fields(Sql sql, Integer[] ids, String part) {
        sql.add("SELECT e.contact_id FROM contacts.attribute_entry e WHERE e.tenant_id =")
                .bind(tenant());
        sql.add("AND e.field_id = ANY (")
                .bind(ids)
                .add(") AND position(")
                .bind(bytes(part))
                .add("IN e.sort_key) > 0");
        sql.add("UNION ALL SELECT e.contact_id FROM contacts.attribute_entry e WHERE e.tenant_id =")
                .bind(tenant());
        sql.add("AND e.field_id = ANY (")
                .bind(ids)
                .add(") AND e.key_rest IS NOT NULL AND position(")
                .bind(part);
        sql.add("IN coalesce(e.folded, e.value_text)) > 0");
    }

    private void byWord(Sql sql, String searched) {
        sql.add("SELECT f.contact_id FROM contacts.contacts_with_text(")
                .bind(searched)
                .add(",")
                .bind(MOST_FOUND + 1)
                .add(") AS f (contact_id)");
        sql.add("UNION ALL SELECT c.contact_id FROM contacts.contact c WHERE c.tenant_id =")
                .bind(tenant())
                .add(LONG);
        sql.add("AND (");
        for (Selector.HotText hot : SEARCHED) {
            Columns.of(hot).contains(sql, searched);
            sql.add(hot == SEARCHED.getLast() ? ")" : "OR");
        }
        Integer[] searchable = searchable(listing);
        if (searchable.length > 0) {
            sql.add("UNION ALL");
            fields(sql, searchable, searched);
        }
    }

    /** Adds the condition under which the page starts from what was found. */
    void few(Sql sql) {
        sql.add("AND (SELECT count(*) FROM found) <=").bind((long) MOST_FOUND);
        sql.add("AND c.contact_id IN (SELECT f.contact_id FROM found f)");
    }

    /** Adds the condition under which the page tests each contact. */
    void many(Sql sql) {
        sql.add("AND (SELECT count(*) FROM found) >").bind((long) MOST_FOUND);
    }

    /** Adds the condition that {@code searched} occurs in a name, email, phone, company or searchable field of c. */
    static void occurs(Sql sql, Listing listing, String searched) {
        sql.add("(");
        for (Selector.HotText hot : SEARCHED) {
            Columns.of(hot).contains(sql, searched);
            sql.add("OR");
        }
        sql.add("EXISTS (SELECT 1 FROM");
        listing.source().attributes(sql, "e");
        sql.add("WHERE e.tenant_id =").bind(listing.tenant().value()).add("AND e.contact_id = c.contact_id");
        sql.add("AND e.field_id = ANY (").bind(searchable(listing)).add(") AND");
        Columns.OF_ENTRY.contains(sql, searched);
        sql.add("OFFSET 0))");
    }

    private static Integer[] searchable(Listing listing) {
        return listing.catalog().active().stream()
                .filter(AttributeDefinition::searchable)
                .filter(field -> field.type().isText())
                .map(AttributeDefinition::id)
                .toArray(Integer[]::new);
    }

    private long tenant() {
        return listing.tenant().value();
    }

    private static byte[] bytes(String part) {
        return part.getBytes(StandardCharsets.UTF_8);
    }
}
