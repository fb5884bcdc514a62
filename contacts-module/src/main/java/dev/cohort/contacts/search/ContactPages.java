package dev.cohort.contacts.search;

import dev.cohort.contacts.attribute.AttributeCatalog;
import dev.cohort.contacts.attribute.AttributeCatalogs;
import dev.cohort.contacts.attribute.AttributeDefinition;
import dev.cohort.contacts.search.ListingReader.Read;
import dev.cohort.contacts.search.ListingReader.Row;
import dev.cohort.contacts.search.PageStatement.Reads;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.page.Cursors;
import dev.cohort.kernel.page.Page;
import dev.cohort.kernel.page.Page.BoundedCount;
import dev.cohort.kernel.page.PageSize;
import dev.cohort.kernel.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Pages of contacts. Public for the siblings that list, export or change many contacts.
 *
 * <p>The tenant's field definitions are cached; each statement returns the catalog's version, and a page that was read
 * under another version is read again under the new one. So a warm page is one statement.
 */
@Component
public class ContactPages {

    static final String PATH = "/api/v1/contacts";
    private static final int MOST_ATTEMPTS = 4;
    private static final int FEW = 8_000;

    private final AttributeCatalogs catalogs;
    private final ListingReader reader;
    private final Cursors cursors;
    private final FetchChoice choice;
    private final int few;

    @Autowired
    ContactPages(AttributeCatalogs catalogs, ListingReader reader, Cursors cursors, FetchChoice choice) {
        this(catalogs, reader, cursors, choice, FEW);
    }

    /** @param few as {@link Listing} says; whatever it is, the pages are the same */
    ContactPages(AttributeCatalogs catalogs, ListingReader reader, Cursors cursors, FetchChoice choice, int few) {
        this.few = few;
        this.catalogs = catalogs;
        this.reader = reader;
        this.cursors = cursors;
        this.choice = choice;
    }

    /**
     * The page at {@code cursor}, the first one without. Items are in the requested order, also on the way back.
     * Statements: one, under the strategies that serve pages by default.
     *
     * @param counted whether to say how many match, exactly up to 10,000
     * @throws ProblemException 400 for unknown names, values that do not parse, and another listing's cursor; 422 for
     *     filters and sorts beyond their bounds
     */
    public Page<FoundContact> page(
            TenantId tenant, ContactQuery query, PageSize size, @Nullable String cursor, boolean counted) {
        return page(tenant, query, size, cursor, counted, null);
    }

    /** As {@link #page}, by {@code strategy}; for the lab that shows them side by side. */
    public Page<FoundContact> page(
            TenantId tenant,
            ContactQuery query,
            PageSize size,
            @Nullable String cursor,
            boolean counted,
            @Nullable FetchStrategy strategy) {
        String path = query.listing(PATH);
        Cursors.Position at = cursor == null ? null : cursors.read(tenant, path, cursor);
        return current(tenant, query, listing -> {
            FetchStrategy chosen = strategy == null ? choice.ofPage(listing, size.value()) : strategy;
            Position from = at == null ? null : place(listing, at);
            boolean backward = at != null && at.backward();
            Fetched fetched = fetch(listing, from, backward, size.value() + 1, counted, chosen);
            return new Answer<>(fetched.catalogVersion(), page(tenant, path, listing, fetched, size, from, backward));
        });
    }

    /** The fields that {@code query} shows under the catalog that was last read. */
    List<AttributeDefinition> shown(TenantId tenant, ContactQuery query) {
        return Shown.parse(catalogs.of(tenant), query.fields()).definitions();
    }

    /** What a run under one catalog gave, and the catalog that the database had. */
    record Answer<T>(long catalogVersion, T result) {}

    /** Runs {@code work} under the tenant's catalog, again if the statement says that the catalog was an older one. */
    <T> T current(TenantId tenant, ContactQuery query, Function<Listing, Answer<T>> work) {
        AttributeCatalog catalog = catalogs.of(tenant);
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            ProblemException refused = null;
            try {
                Answer<T> answer = work.apply(Listings.listing(tenant, catalog, query, few));
                if (answer.catalogVersion() == catalog.version()) {
                    return answer.result();
                }
            } catch (ProblemException unknownSoFar) {
                refused = unknownSoFar;
            }
            // A field or an option may be new: names are refused only by a catalog that was just read.
            AttributeCatalog fresh = catalogs.renewed(tenant, catalog);
            if (refused != null && fresh.version() == catalog.version()) {
                throw refused;
            }
            catalog = fresh;
        }
        throw new IllegalStateException("the fields changed with each of " + MOST_ATTEMPTS + " reads");
    }

    private static Position place(Listing listing, Cursors.Position at) {
        try {
            return Position.of(listing.sorting(), at.key());
        } catch (IllegalArgumentException otherOrder) {
            throw ProblemException.badParameter(
                    "cursor", "invalid-cursor", "The cursor does not belong to this listing.");
        }
    }

    private record Fetched(long catalogVersion, @Nullable Long matching, List<Row> rows) {}

    private Fetched fetch(
            Listing listing, @Nullable Position from, boolean backward, int rows, boolean counted, FetchStrategy by) {
        Reads reads = switch (by) {
            case LOOP -> Reads.IDS;
            case HOT_ONLY, TWO_STEP -> Reads.HOT;
            case AGGREGATE -> listing.shown().none() ? Reads.HOT : Reads.ATTRIBUTES;
            case PACKED, DIRECT, STREAM, OLAP -> listing.reads();
        };
        Read read = reader.page(PageStatement.of(listing, from, backward, rows, counted, reads), listing, reads);
        List<Row> found = read.rows();
        if (by == FetchStrategy.TWO_STEP && !listing.shown().none() && !found.isEmpty()) {
            found = withAttributes(listing, found);
        } else if (by == FetchStrategy.LOOP) {
            found = oneByOne(listing, found);
        }
        return new Fetched(read.catalogVersion(), read.matching(), found);
    }

    private List<Row> withAttributes(Listing listing, List<Row> rows) {
        Map<Long, Map<String, Object>> attributes = reader.attributes(
                listing, rows.stream().map(row -> row.place().id()).toList());
        List<Row> complete = new ArrayList<>();
        for (Row row : rows) {
            FoundContact contact = row.contact();
            complete.add(
                    contact == null
                            ? row
                            : new Row(
                                    row.place(),
                                    contact.with(
                                            attributes.getOrDefault(row.place().id(), Map.of()))));
        }
        return complete;
    }

    private List<Row> oneByOne(Listing listing, List<Row> rows) {
        List<Row> complete = new ArrayList<>();
        for (Row row : rows) {
            long id = row.place().id();
            FoundContact contact = reader.contact(listing, id);
            if (!listing.shown().none()) {
                contact = contact.with(reader.attributes(listing, List.of(id)).getOrDefault(id, Map.of()));
            }
            complete.add(new Row(row.place(), contact));
        }
        return complete;
    }

    private Page<FoundContact> page(
            TenantId tenant,
            String path,
            Listing listing,
            Fetched fetched,
            PageSize size,
            @Nullable Position from,
            boolean backward) {
        boolean more = fetched.rows().size() > size.value();
        List<Row> rows = !more
                ? fetched.rows()
                : backward
                        ? fetched.rows().subList(1, fetched.rows().size())
                        : fetched.rows().subList(0, size.value());
        Position next = null;
        Position prev = null;
        if (backward ? from != null : more) {
            next = rows.isEmpty() && from != null
                    ? from.including(false, listing.sorting())
                    : rows.getLast().place();
        }
        if (backward ? more : from != null) {
            prev = rows.isEmpty() && from != null
                    ? from.including(true, listing.sorting())
                    : rows.getFirst().place();
        }
        Long matching = fetched.matching();
        return new Page<>(
                rows.stream().map(ContactPages::contact).toList(),
                next == null ? null : cursors.write(tenant, path, new Cursors.Position(false, next.toBytes())),
                prev == null ? null : cursors.write(tenant, path, new Cursors.Position(true, prev.toBytes())),
                matching == null
                        ? null
                        : new BoundedCount(
                                Math.min(matching, PageStatement.MOST_COUNTED),
                                matching <= PageStatement.MOST_COUNTED));
    }

    static FoundContact contact(Row row) {
        FoundContact contact = row.contact();
        if (contact == null) {
            throw new IllegalStateException("the strategy read ids alone");
        }
        return contact;
    }
}
