package dev.cohort.sleep.summary;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.page.Cursors;
import dev.cohort.kernel.page.Cursors.Position;
import dev.cohort.kernel.page.Page;
import dev.cohort.kernel.page.PageSize;
import dev.cohort.kernel.problem.ProblemException;
import dev.cohort.sleep.KnownPersons;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Pages of nights. A person has one night a date at most, so the date is the whole key, and a cursor only narrows the
 * range of dates. Public for pages that show nights.
 */
@Component
public class NightPages {

    private final NightTable table;
    private final KnownPersons persons;
    private final Cursors cursors;

    NightPages(NightTable table, KnownPersons persons, Cursors cursors) {
        this.table = table;
        this.persons = persons;
        this.cursors = cursors;
    }

    /** Wake dates, both included; null is open. */
    public record Range(@Nullable LocalDate from, @Nullable LocalDate to, boolean descending) {}

    /**
     * A page of stored nights, in the order of {@code range}. Statements: two, one of them whether the person exists;
     * rows read: the page's and one more.
     *
     * @throws ProblemException 404 if the person is unknown, 400 if the cursor belongs elsewhere
     */
    public Page<StoredNight> page(
            TenantId tenant, PersonId person, Range range, PageSize size, @Nullable String cursor) {
        String listing = "nights/" + person + "/" + range.from + "/" + range.to + "/" + range.descending;
        Position position = cursor == null ? null : cursors.read(tenant, listing, cursor);
        if (!persons.isKnown(tenant, person)) {
            throw ProblemException.notFound("person");
        }
        boolean backward = position != null && position.backward();
        boolean readDescending = range.descending != backward;
        LocalDate from = range.from == null ? NightTable.FIRST : range.from;
        LocalDate to = range.to == null ? NightTable.LAST : range.to;
        if (position != null) {
            LocalDate beside = date(position);
            if (readDescending) {
                to = beside.minusDays(1);
            } else {
                from = beside.plusDays(1);
            }
        }
        List<StoredNight> read = table.page(tenant, person, from, to, readDescending, size.value() + 1);
        boolean more = read.size() > size.value();
        List<StoredNight> items = more ? read.subList(0, size.value()) : read;
        if (backward) {
            items = items.reversed();
        }
        return new Page<>(
                List.copyOf(items),
                (backward || more) ? next(tenant, listing, items, position) : null,
                (backward ? more : position != null) ? previous(tenant, listing, items, position) : null);
    }

    private String next(TenantId tenant, String listing, List<StoredNight> items, @Nullable Position position) {
        return items.isEmpty()
                ? write(tenant, listing, false, position)
                : write(tenant, listing, false, items.getLast().date());
    }

    private String previous(TenantId tenant, String listing, List<StoredNight> items, @Nullable Position position) {
        return items.isEmpty()
                ? write(tenant, listing, true, position)
                : write(tenant, listing, true, items.getFirst().date());
    }

    /** Beside an empty page there is only what the cursor itself stood on. */
    private String write(TenantId tenant, String listing, boolean backward, @Nullable Position position) {
        if (position == null) {
            throw new IllegalStateException("an empty page without a cursor has no neighbours");
        }
        boolean descending = listing.endsWith("true");
        LocalDate date = date(position);
        boolean later = descending == backward;
        return write(tenant, listing, backward, later ? date.minusDays(1) : date.plusDays(1));
    }

    private String write(TenantId tenant, String listing, boolean backward, LocalDate date) {
        byte[] key = ByteBuffer.allocate(Long.BYTES).putLong(date.toEpochDay()).array();
        return cursors.write(tenant, listing, new Position(backward, key));
    }

    private static LocalDate date(Position position) {
        return LocalDate.ofEpochDay(ByteBuffer.wrap(position.key()).getLong());
    }
}
