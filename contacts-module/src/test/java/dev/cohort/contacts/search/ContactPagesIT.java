package dev.cohort.contacts.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.contacts.search.ListingOracle.Expression;
import dev.cohort.contacts.search.People.Person;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.TenantScope;
import dev.cohort.kernel.Tsid;
import dev.cohort.kernel.page.Page;
import dev.cohort.kernel.page.PageSize;
import dev.cohort.kernel.test.PostgresTest;
import dev.cohort.kernel.test.Seed;
import dev.cohort.kernel.test.query.QueryBudgets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

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
    DataSource dataSource;

    private List<Person> people;

    @BeforeAll
    void fill() {
        RandomGenerator random = Seed.random("people");
        people = People.generated(random, PEOPLE, 1_000_000);
        People.define(dataSource, TENANT);
        People.insert(dataSource, TENANT, people);
        People.define(dataSource, OTHER);
        People.insert(dataSource, OTHER, People.generated(random, 20, 2_000_000));
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
            assertThat(walk(query, size, false))
                    .as("%s sorted by %s", rsql, sort)
                    .isEqualTo(expected);
            if (run % 3 == 0) {
                assertThat(walk(query, size, true))
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

    private List<String> expected(Expression filter, String sort) {
        return people.stream()
                .filter(person -> !person.deleted() && (filter == null || filter.accepts(person)))
                .sorted(ListingOracle.order(sort))
                .map(person -> Tsid.text(person.id()))
                .toList();
    }

    /** Every id from one end to the other; back means from the last page to the first. */
    private List<String> walk(ContactQuery query, int size, boolean back) {
        List<String> seen = new ArrayList<>();
        Page<FoundContact> page = page(query, size, null);
        if (!back) {
            ids(page).forEach(seen::add);
        }
        while (page.next() != null) {
            page = page(query, size, page.next());
            if (!back) {
                ids(page).forEach(seen::add);
            }
        }
        if (back) {
            seen.addAll(ids(page).reversed());
            while (page.prev() != null) {
                page = page(query, size, page.prev());
                seen.addAll(ids(page).reversed());
            }
            Collections.reverse(seen);
        }
        return seen;
    }

    private Page<FoundContact> page(ContactQuery query, int size, String cursor) {
        return as(() -> pages.page(TENANT, query, new PageSize(size), cursor, false));
    }

    private static List<String> ids(Page<FoundContact> page) {
        return page.items().stream().map(FoundContact::id).toList();
    }

    private static <T> T as(java.util.function.Supplier<T> work) {
        return TenantScope.<T, RuntimeException>call(TENANT, work::get);
    }
}
