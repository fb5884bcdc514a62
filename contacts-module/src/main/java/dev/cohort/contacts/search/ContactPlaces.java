package dev.cohort.contacts.search;

import dev.cohort.contacts.attribute.AttributeCatalog;
import dev.cohort.contacts.attribute.AttributeCatalogs;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.page.Cursors;
import dev.cohort.kernel.problem.ProblemException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Places in a listing that a value names, so that a reader jumps to M without the pages before. Public for pages. */
@Component
public class ContactPlaces {

    /** Behind every key: none begins with this byte. */
    private static final byte LAST = (byte) 0xFF;

    private final AttributeCatalogs catalogs;
    private final Cursors cursors;

    ContactPlaces(AttributeCatalogs catalogs, Cursors cursors) {
        this.catalogs = catalogs;
        this.cursors = cursors;
    }

    /**
     * A cursor of the page that begins with the first contact whose first sort key is {@code text} or comes after it in
     * the order of {@code query}; in a descending order of texts all that begin with it count as it. The contacts
     * before are the pages before. No statement, or two when the catalog is read or read again.
     *
     * @throws ProblemException 400 if the order has no key, or {@code text} is no value of it
     */
    public String cursor(TenantId tenant, ContactQuery query, String text) {
        Sorting sorting = sorting(tenant, query);
        if (sorting.keys().isEmpty()) {
            throw ProblemException.badRequest("nothing-to-jump-to", "Sort by a column to jump to a value of it.");
        }
        List<@Nullable Object> keys = new ArrayList<>();
        for (Sorting.Term term : sorting.keys()) {
            keys.add(keys.isEmpty() ? first(term, text) : edge(term));
        }
        long id = sorting.idDescending() ? Long.MAX_VALUE : Long.MIN_VALUE;
        byte[] key = new Position(keys, id).toBytes();
        return cursors.write(tenant, query.listing(ContactPages.PATH), new Cursors.Position(false, key));
    }

    /** A field that this node's catalog does not have may be new. */
    private Sorting sorting(TenantId tenant, ContactQuery query) {
        AttributeCatalog known = catalogs.of(tenant);
        try {
            return Sorting.parse(known, query.sort());
        } catch (Selectors.UnknownSelector maybeNew) {
            return Sorting.parse(catalogs.renewed(tenant, known), query.sort());
        }
    }

    private static Object first(Sorting.Term term, String text) {
        Operand operand = Operands.of(term.selector(), Operator.GREATER_OR_EQUAL, text);
        if (operand instanceof Operand.Point point) {
            return point.value();
        }
        byte[] key = ((Operand.Key) operand).key().sortKey();
        if (!term.descending()) {
            return key;
        }
        byte[] behind = Arrays.copyOf(key, key.length + 1);
        behind[key.length] = LAST;
        return behind;
    }

    /** Before every other value in the direction of the term. */
    private static Object edge(Sorting.Term term) {
        if (term.isMoment()) {
            return term.descending() ? Operands.LATEST : Operands.EARLIEST;
        }
        return term.descending() ? new byte[] {LAST, LAST} : new byte[0];
    }
}
