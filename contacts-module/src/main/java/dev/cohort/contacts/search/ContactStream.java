package dev.cohort.contacts.search;

import dev.cohort.contacts.attribute.AttributeDefinition;
import dev.cohort.contacts.search.ContactPages.Answer;
import dev.cohort.contacts.search.ListingReader.Read;
import dev.cohort.contacts.search.ListingReader.Row;
import dev.cohort.contacts.search.PageStatement.Reads;
import dev.cohort.kernel.TenantId;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Walks of any length in constant memory: strategy STREAM. Public for the siblings that export or change many contacts.
 *
 * <p>A stable keyset walk, no snapshot: every contact that stays unchanged is met exactly once. One statement for each
 * {@value #ROWS} contacts, each of its own moment, so nothing is held open while the consumer works; the consumer may
 * write, in transactions of its own.
 */
@Component
public class ContactStream {

    static final int ROWS = 500;

    private final ContactPages pages;
    private final ListingReader reader;

    ContactStream(ContactPages pages, ListingReader reader) {
        this.pages = pages;
        this.reader = reader;
    }

    /**
     * Gives the contacts of {@code query} in its order, at most {@value #ROWS} at a time, never none.
     *
     * @throws dev.cohort.kernel.problem.ProblemException as {@link ContactPages#page}, before anything is given
     */
    public void contacts(TenantId tenant, ContactQuery query, Consumer<List<FoundContact>> consumer) {
        walk(
                tenant,
                query,
                null,
                Reads.DOCUMENT,
                rows -> consumer.accept(rows.stream().map(ContactPages::contact).toList()));
    }

    /**
     * As {@link #contacts}, but ids alone, which reads nothing else of the contacts.
     *
     * @param after go on behind this contact of an order by id, as a resumed job does; null from the start
     */
    public void ids(TenantId tenant, ContactQuery query, @Nullable Long after, Consumer<List<Long>> consumer) {
        Position from = after == null ? null : new Position(List.of(), after);
        walk(
                tenant,
                query,
                from,
                Reads.IDS,
                rows -> consumer.accept(
                        rows.stream().map(row -> row.place().id()).toList()));
    }

    /**
     * The next ids behind {@code after} in an order by id, at most {@value #ROWS} and fewer only at the end: for jobs,
     * which write between their reads. One statement.
     */
    public List<Long> nextIds(TenantId tenant, ContactQuery query, @Nullable Long after) {
        Position from = after == null ? null : new Position(List.of(), after);
        return batch(tenant, query, from, Reads.IDS).stream()
                .map(row -> row.place().id())
                .toList();
    }

    /** How many contacts match, exactly. One statement, which reads all that match. */
    public long count(TenantId tenant, ContactQuery query) {
        return pages.current(tenant, query, listing -> {
            Read read = reader.page(PageStatement.countOf(listing), listing, Reads.IDS);
            return new Answer<>(read.catalogVersion(), Objects.requireNonNull(read.matching()));
        });
    }

    /** The fields that {@code query} shows, in display order, as this node knows them since it last read contacts. */
    public List<AttributeDefinition> columns(TenantId tenant, ContactQuery query) {
        return pages.shown(tenant, query);
    }

    private void walk(
            TenantId tenant, ContactQuery query, @Nullable Position start, Reads wanted, Consumer<List<Row>> consumer) {
        Position from = start;
        while (true) {
            List<Row> rows = batch(tenant, query, from, wanted);
            if (!rows.isEmpty()) {
                consumer.accept(rows);
            }
            if (rows.size() < ROWS) {
                return;
            }
            from = rows.getLast().place();
        }
    }

    private List<Row> batch(TenantId tenant, ContactQuery query, @Nullable Position from, Reads wanted) {
        return pages.current(tenant, query, listing -> {
            Reads reads = wanted == Reads.IDS ? wanted : listing.reads();
            Read read = reader.page(PageStatement.of(listing, from, false, ROWS, false, reads), listing, reads);
            return new Answer<>(read.catalogVersion(), read.rows());
        });
    }
}
