package dev.cohort.contacts.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.contacts.attribute.AttributeCatalogs;
import dev.cohort.contacts.contact.ContactChange;
import dev.cohort.contacts.contact.ContactRemovals;
import dev.cohort.contacts.contact.ContactWriter;
import dev.cohort.contacts.contact.HotField;
import dev.cohort.kernel.Caller;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.TenantScope;
import dev.cohort.kernel.Tsid;
import dev.cohort.kernel.page.Page;
import dev.cohort.kernel.page.PageSize;
import dev.cohort.kernel.test.PostgresTest;
import dev.cohort.kernel.test.Seed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

/** Whole walks while others insert, change and delete beside the rows that stay as they are. */
@PostgresTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WalkUnderChangesIT {

    private static final TenantId TENANT = new TenantId(77_001);
    private static final Caller WRITER = new Caller(TENANT, "writer");
    private static final int STABLE = 120;
    private static final int VOLATILE = 70;

    @Autowired
    ContactPages pages;

    @Autowired
    ContactWriter writer;

    @Autowired
    ContactRemovals removals;

    @Autowired
    AttributeCatalogs catalogs;

    @Autowired
    DataSource dataSource;

    private List<People.Person> stable;
    private List<Long> moving;

    @BeforeAll
    void fill() {
        RandomGenerator random = Seed.random("walk under changes");
        People.define(dataSource, TENANT);
        List<People.Person> everybody = People.generated(random, STABLE + VOLATILE, 1_000_000).stream()
                .filter(person -> !person.deleted())
                .toList();
        People.insert(dataSource, TENANT, everybody);
        stable = everybody.subList(0, STABLE);
        List<People.Person> others = everybody.subList(STABLE, everybody.size());
        moving = others.stream().map(People.Person::id).toList();
    }

    @Test
    void everyStableContactIsMetExactlyOnceInItsOrderForwardAndBack() throws Exception {
        var done = new AtomicBoolean();
        var changes = new AtomicInteger();
        try (var executor = Executors.newFixedThreadPool(2)) {
            List<Future<?>> writers = new ArrayList<>();
            for (int n = 0; n < 2; n++) {
                RandomGenerator random = Seed.random("writer " + n);
                writers.add(executor.submit(() -> {
                    while (!done.get()) {
                        TenantScope.run(TENANT, () -> change(random));
                        changes.incrementAndGet();
                    }
                }));
            }
            try {
                for (String sort : new String[] {
                    null,
                    "id",
                    "lastName",
                    "-company",
                    "updatedAt",
                    "fields.score",
                    "-fields.tags",
                    "-fields.tier,lastName"
                }) {
                    for (boolean back : new boolean[] {false, true}) {
                        int before = changes.get();
                        walk(sort, back);
                        while (changes.get() == before) {
                            Thread.onSpinWait();
                        }
                    }
                }
            } finally {
                done.set(true);
            }
            for (Future<?> one : writers) {
                one.get();
            }
        }
    }

    private void walk(String sort, boolean back) {
        var query = new ContactQuery(null, sort, "none", null, null);
        List<String> seen = new ArrayList<>();
        Page<FoundContact> page = page(query, null);
        add(page, back ? null : seen);
        while (page.next() != null) {
            page = page(query, page.next());
            add(page, back ? null : seen);
        }
        if (back) {
            seen.addAll(ids(page).reversed());
            while (page.prev() != null) {
                page = page(query, page.prev());
                seen.addAll(ids(page).reversed());
            }
            java.util.Collections.reverse(seen);
        }
        List<String> expected = stable.stream()
                .sorted(ListingOracle.order(sort))
                .map(person -> Tsid.text(person.id()))
                .toList();
        List<String> met = seen.stream().filter(expected::contains).toList();
        assertThat(met).as("%s, back: %s", sort, back).isEqualTo(expected);
    }

    private static void add(Page<FoundContact> page, List<String> seen) {
        if (seen != null) {
            seen.addAll(ids(page));
        }
    }

    private static List<String> ids(Page<FoundContact> page) {
        return page.items().stream().map(FoundContact::id).toList();
    }

    private Page<FoundContact> page(ContactQuery query, String cursor) {
        return TenantScope.call(TENANT, () -> pages.page(TENANT, query, new PageSize(11), cursor, false));
    }

    /** Creates some, gives others new values, deletes what was created before. */
    private void change(RandomGenerator random) {
        Map<HotField, Optional<String>> hot = new HashMap<>();
        hot.put(HotField.LAST_NAME, random.nextInt(4) == 0 ? Optional.empty() : Optional.of(People.word(random)));
        hot.put(HotField.COMPANY, Optional.of(People.word(random)));
        Map<Integer, List<Object>> fields = new HashMap<>();
        fields.put(4, random.nextInt(4) == 0 ? List.of() : List.of(People.value(random, People.field("score"), 0, 1)));
        fields.put(9, List.of(People.word(random), People.word(random)));
        List<ContactChange> changes = new ArrayList<>();
        changes.add(ContactChange.create(hot, fields));
        for (int n = 0; n < 3; n++) {
            changes.add(ContactChange.update(moving.get(random.nextInt(moving.size())), hot, fields));
        }
        long created = writer.apply(WRITER, changes).getFirst().orThrow().id();
        removals.delete(WRITER, created);
    }
}
