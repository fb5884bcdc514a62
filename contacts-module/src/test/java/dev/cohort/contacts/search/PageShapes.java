package dev.cohort.contacts.search;

import static dev.cohort.contacts.GeneratedContacts.field;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Filters and sorts over generated contacts: those that cost the same at any size, and those that are merely quick. */
final class PageShapes {

    private PageShapes() {}

    /** A shape; {@code words} are search words. */
    record Shape(
            String what,
            @Nullable String filter,
            @Nullable String sort,
            @Nullable String words) {

        ContactQuery query(@Nullable String fields) {
            return new ContactQuery(filter, sort, fields, words, null);
        }
    }

    /** The default order, one equality newest first, and sorts by one field. */
    static final List<Shape> FLAT = List.of(
            shape("newest first", null, null),
            shape("one state, newest first", "fields.state=='State 3'", null),
            shape("newsletter, newest first", "fields.newsletter==true", null),
            shape("sorted by birthday", null, "fields.birthday"),
            shape("sorted by nickname, most lack it", null, "-fields.nickname"),
            shape("sorted by last name", null, "lastName"));

    /** Everything else. */
    static final List<Shape> OTHERS = List.of(
            shape("gender, birthday", null, "fields.gender,fields.birthday"),
            shape("newsletter descending, last name", null, "-fields.newsletter,lastName"),
            shape("state, party, last name", null, "fields.state,fields.party,lastName"),
            shape("gender, newest id first", null, "fields.gender,-id"),
            shape("company, last name", null, "company,lastName"),
            shape("senate class (most lack it), last name", null, "fields.senate_class,lastName"),
            shape("last name, first name", null, "lastName,firstName"),
            shape("five keys", null, "fields.gender,fields.party,fields.chamber,fields.newsletter,lastName"),
            shape("one state by last name", "fields.state=='State 3'", "lastName"),
            shape("a rare party by last name", "fields.party==Independent", "lastName"),
            shape("a value in 4,000 by last name", "fields.caucus==Republican", "lastName"),
            shape("state and gender by last name", "fields.state=='State 9';fields.gender==F", "lastName"),
            shape("state and party, newest first", "fields.state=='State 9';fields.party==Independent", null),
            shape(
                    "three equalities by birthday",
                    "fields.gender==F;fields.party==Democrat;fields.chamber==senate",
                    "fields.birthday"),
            shape("no such pair by last name", "fields.state=='State 3';fields.wikidata==Q77", "lastName"),
            shape("rare or common", "fields.mastodon=='@77@example.social',fields.gender==M", "lastName"),
            shape("rare or rare", "fields.wikidata==Q78,fields.url=='https://www.contact77.example.org'", "lastName"),
            shape("range of the sorted field", "fields.latitude=gt=45.5", "fields.latitude"),
            shape("range by last name", "fields.latitude=gt=45.5;fields.latitude=lt=45.9", "lastName"),
            shape(
                    "range, starts, list",
                    "fields.terms=ge=3;lastName=starts=Family1;fields.district=in=(1,2,3)",
                    "-updatedAt"),
            shape("not equal by last name", "fields.state!='State 0'", "lastName"),
            shape("missing mastodon by last name", "fields.mastodon=empty=true", "lastName"),
            shape("contains, common", "fields.office=like=Rayburn", "lastName"),
            shape("contains, rare", "fields.wikidata=like=77777", "lastName"),
            shape("contains, nowhere", "fields.office=like=nowhere", null),
            shape("contains in a hot text", "company=like='y 1999'", "lastName"),
            words("search: rare word", "p77777@"),
            words("search: two words", "given1 family2"),
            words("search: common short word", "fa"),
            words("search: rare short word", "q~"));

    private static Shape shape(String what, @Nullable String filter, @Nullable String sort) {
        return new Shape(what, filter, sort, null);
    }

    private static Shape words(String what, String words) {
        return new Shape(what, null, "lastName", words);
    }

    /** The names under which the statements of the benchmarks find the fields. */
    static Map<String, Integer> fields(String... keys) {
        Map<String, Integer> ids = new LinkedHashMap<>();
        for (String key : keys) {
            ids.put(key, field(key));
        }
        return ids;
    }
}
