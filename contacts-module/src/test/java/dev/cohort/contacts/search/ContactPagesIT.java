package dev.cohort.contacts.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cohort.contacts.attribute.AttributeCatalogs;
import dev.cohort.contacts.attribute.ValueKeys;
import dev.cohort.contacts.search.ListingOracle.Expression;
import dev.cohort.contacts.search.People.Person;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.TenantScope;
import dev.cohort.kernel.Tsid;
import dev.cohort.kernel.page.Cursors;
import dev.cohort.kernel.page.Page;
import dev.cohort.kernel.page.PageSize;
import dev.cohort.kernel.problem.ProblemException;
import dev.cohort.kernel.test.PostgresTest;
import dev.cohort.kernel.test.Seed;
import dev.cohort.kernel.test.query.QueryBudgets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/** Filters, sorts and walks against an oracle in memory. */
@PostgresTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContactPagesIT {

    private static final TenantId TENANT = new TenantId(1);
    private static final TenantId OTHER = new TenantId(2);
    private static final int PEOPLE = 150;

    @Autowired
    ContactPages pages;

    @Autowired
    ContactStream stream;

    @Autowired
    DataSource dataSource;

    @Autowired
    AttributeCatalogs catalogs;

    @Autowired
    ListingReader reader;

    @Autowired
    Cursors cursors;

    @Autowired
    FetchChoice choice;

    private List<Person> people;

    /** They differ in what is few: so that both ways to a page, sorting what was found and walking, are taken here. */
    private List<ContactPages> ways;

    @BeforeAll
    void fill() {
        RandomGenerator random = Seed.random("people");
        ways = List.of(pages, pages(0), pages(2), pages(20));
        people = People.generated(random, PEOPLE, 1_000_000);
        People.define(dataSource, TENANT);
        People.insert(dataSource, TENANT, people);
        People.define(dataSource, OTHER);
        People.insert(dataSource, OTHER, People.generated(random, 20, 2_000_000));
    }

    private ContactPages pages(int few) {
        return new ContactPages(catalogs, reader, cursors, choice, few);
    }

    @Test
    void generatedFiltersAndSortsGiveWhatTheOracleSays() {
        RandomGenerator random = Seed.random("filters and sorts");
        for (int run = 0; run < Seed.size(300, 5000); run++) {
            Expression filter = random.nextInt(8) == 0 ? null : ListingOracle.generated(random, people, 2);
            String sort = ListingOracle.sort(random);
            String rsql = filter == null ? null : filter.rsql();
            List<String> expected = expected(filter, sort);
            int size = 1 + random.nextInt(60);
            var query = new ContactQuery(rsql, sort, "none", null, null);
            ContactPages by = ways.get(run % ways.size());
            assertThat(walk(by, query, size, false))
                    .as("%s sorted by %s", rsql, sort)
                    .isEqualTo(expected);
            if (run % 3 == 0) {
                assertThat(walk(by, query, size, true))
                        .as("back: %s sorted by %s", rsql, sort)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void countIsExactAndPartOfTheOneStatement() {
        var query = new ContactQuery("fields.age=gt=1", null, "none", null, null);
        long expected = people.stream()
                .filter(person -> !person.deleted())
                .filter(new ListingOracle.Comparison("fields.age", "=gt=", List.of(1L))::accepts)
                .count();
        as(() -> pages.page(TENANT, query, new PageSize(5), null, false));
        var captured =
                QueryBudgets.captureResult(() -> as(() -> pages.page(TENANT, query, new PageSize(5), null, true)));
        assertThat(captured.queries()).hasStatements(1);
        assertThat(captured.result().count()).isEqualTo(new Page.BoundedCount(expected, true));
    }

    @Test
    void searchWordsMustAllOccurInANameEmailPhoneCompanyOrSearchableField() {
        List<String> searches = new ArrayList<>(
                List.of("ann", "ANN", "straße", "zo", "50%", "a_b", "lll", "ann bob", "x zo ann", "nothing"));
        RandomGenerator random = Seed.random("searches");
        for (int run = 0; run < Seed.size(400, 4_000); run++) {
            searches.add(generatedSearch(random));
        }
        for (String words : searches) {
            List<String> expected = people.stream()
                    .filter(person -> !person.deleted())
                    .filter(person -> List.of(ValueKeys.folded(words).strip().split("\\s+")).stream()
                            .allMatch(word -> searched(person).stream().anyMatch(text -> text.contains(word))))
                    .sorted(ListingOracle.order("lastName"))
                    .map(person -> Tsid.text(person.id()))
                    .toList();
            var query = new ContactQuery(null, "lastName", "none", words, null);
            assertThat(walk(query, 40, false)).as(words).isEqualTo(expected);
            int few = random.nextInt(40);
            assertThat(walk(pages(few), query, 40, false))
                    .as("%s, few are %d", words, few)
                    .isEqualTo(expected);
            assertThat(page(query, 1, null, true).count().value()).as(words).isEqualTo(expected.size());
        }
    }

    /** Up to four parts of what one or two people are called, so that most searches find somebody. */
    private String generatedSearch(RandomGenerator random) {
        List<String> words = new ArrayList<>();
        List<String> texts = List.of();
        for (int word = 0; word < 1 + random.nextInt(4); word++) {
            if (word == 0 || random.nextInt(6) == 0) {
                texts = searched(people.get(random.nextInt(people.size())));
            }
            String text = texts.isEmpty() ? "x" : texts.get(random.nextInt(texts.size()));
            int from = text.offsetByCodePoints(0, random.nextInt(text.codePointCount(0, text.length()) + 1));
            int most = Math.min(1 + random.nextInt(8), text.codePointCount(from, text.length()));
            String part =
                    text.substring(from, text.offsetByCodePoints(from, most)).strip();
            words.add(part.isEmpty() ? "a" : part);
        }
        return String.join(" ", words);
    }

    private static List<String> searched(Person person) {
        List<Object> texts = new ArrayList<>();
        for (String selector : List.of(
                "firstName", "lastName", "displayName", "email", "phone", "company", "fields.nick", "fields.tags")) {
            texts.addAll(ListingOracle.elements(person, selector));
        }
        return texts.stream().map(text -> ValueKeys.folded((String) text)).toList();
    }

    @Test
    void everyStrategyGivesTheSameJson() {
        var json = new JsonMapper();
        for (String fields : new String[] {null, "none", "age,tags"}) {
            var query =
                    new ContactQuery("fields.age=ge=0,fields.vip==true", "-fields.score,firstName", fields, null, null);
            String expected =
                    json.writeValueAsString(as(() -> pages.page(TENANT, query, new PageSize(40), null, true)));
            for (FetchStrategy strategy : List.of(
                    FetchStrategy.PACKED, FetchStrategy.AGGREGATE, FetchStrategy.TWO_STEP, FetchStrategy.LOOP)) {
                assertThat(json.writeValueAsString(
                                as(() -> pages.page(TENANT, query, new PageSize(40), null, true, strategy))))
                        .as("%s of fields %s", strategy, fields)
                        .isEqualTo(expected);
            }
            List<FoundContact> streamed = new ArrayList<>();
            as(() -> {
                stream.contacts(TENANT, query, streamed::addAll);
                return true;
            });
            assertThat(json.writeValueAsString(streamed.subList(0, 40)))
                    .isEqualTo(
                            json.writeValueAsString(as(() -> pages.page(TENANT, query, new PageSize(40), null, false))
                                    .items()));
        }
    }

    @Test
    void aPageIsOneStatementWhateverItsSizeFieldsAndFilter() {
        for (int size : new int[] {1, 50, 200}) {
            for (String fields : new String[] {null, "none", "age"}) {
                for (int conditions : new int[] {0, 1, 10}) {
                    String filter = conditions == 0
                            ? null
                            : String.join(";", Collections.nCopies(conditions, "fields.age=ge=-9"));
                    var query = new ContactQuery(filter, "-fields.score,lastName", fields, null, null);
                    page(query, size, null);
                    var captured = QueryBudgets.capture(() -> page(query, size, null));
                    assertThat(captured).hasStatements(1).hasAtMostRows(size + 1);
                }
            }
        }
        var hot = new ContactQuery(null, "lastName", "none", null, null);
        assertThat(QueryBudgets.capture(() -> page(hot, 50, null)))
                .doesNotTouch("contacts.attribute_entry")
                .doesNotTouch("contacts.contact_document");
    }

    @Test
    void theStateOfAMomentIsReadFromCurrentAndPastRows() {
        Instant before = Instant.ofEpochSecond(1_600_000_000L);
        assertThat(page(new ContactQuery(null, null, null, null, before), 50, null)
                        .items())
                .isEmpty();
        Instant now = Instant.ofEpochSecond(1_900_000_000L);
        assertThat(walk(new ContactQuery(null, "fields.age", null, "ann", now), 9, false))
                .isEqualTo(walk(new ContactQuery(null, "fields.age", null, "ann", null), 9, false));
    }

    @Test
    void aCursorOfAnotherListingIsRefused() {
        var query = new ContactQuery(null, "lastName", null, null, null);
        String cursor = page(query, 5, null).next();
        for (var other : List.of(
                new ContactQuery("fields.age==1", "lastName", null, null, null),
                new ContactQuery(null, "-lastName", null, null, null),
                new ContactQuery(null, "lastName", null, "ann", null))) {
            assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> page(other, 5, cursor));
        }
        assertThat(page(new ContactQuery(null, "lastName", "none", null, null), 5, cursor)
                        .items())
                .hasSize(5);
    }

    private List<String> expected(Expression filter, String sort) {
        return people.stream()
                .filter(person -> !person.deleted() && (filter == null || filter.accepts(person)))
                .sorted(ListingOracle.order(sort))
                .map(person -> Tsid.text(person.id()))
                .toList();
    }

    private List<String> walk(ContactQuery query, int size, boolean back) {
        return walk(pages, query, size, back);
    }

    /** Every id from one end to the other; back means from the last page to the first. */
    private static List<String> walk(ContactPages by, ContactQuery query, int size, boolean back) {
        List<String> seen = new ArrayList<>();
        Page<FoundContact> page = page(by, query, size, null);
        if (!back) {
            ids(page).forEach(seen::add);
        }
        while (page.next() != null) {
            page = page(by, query, size, page.next());
            if (!back) {
                ids(page).forEach(seen::add);
            }
        }
        if (back) {
            seen.addAll(ids(page).reversed());
            while (page.prev() != null) {
                page = page(by, query, size, page.prev());
                seen.addAll(ids(page).reversed());
            }
            Collections.reverse(seen);
        }
        return seen;
    }

    private Page<FoundContact> page(ContactQuery query, int size, String cursor) {
        return page(query, size, cursor, false);
    }

    private Page<FoundContact> page(ContactQuery query, int size, String cursor, boolean counted) {
        return as(() -> pages.page(TENANT, query, new PageSize(size), cursor, counted));
    }

    private static Page<FoundContact> page(ContactPages by, ContactQuery query, int size, String cursor) {
        return as(() -> by.page(TENANT, query, new PageSize(size), cursor, false));
    }

    private static List<String> ids(Page<FoundContact> page) {
        return page.items().stream().map(FoundContact::id).toList();
    }

    private static <T> T as(java.util.function.Supplier<T> work) {
        return TenantScope.<T, RuntimeException>call(TENANT, work::get);
    }
}
