package dev.cohort.contacts.bulk;

import dev.cohort.contacts.attribute.AttributeCatalog;
import dev.cohort.contacts.attribute.AttributeCatalogs;
import dev.cohort.contacts.attribute.Errors;
import dev.cohort.contacts.contact.ContactBody;
import dev.cohort.contacts.contact.ContactChange;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.problem.ProblemException;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Reads a patch that is meant for many contacts. */
@Component
class BulkPatch {

    private final AttributeCatalogs catalogs;

    BulkPatch(AttributeCatalogs catalogs) {
        this.catalogs = catalogs;
    }

    /**
     * The change that {@code patch} describes, of no contact yet. No statement, unless it does not fit the fields as
     * this node knows them.
     *
     * @throws ProblemException 400 or 422 if no contact could take it; its pointers lead into {@code /patch}
     */
    ContactChange read(TenantId tenant, JsonNode patch) {
        AttributeCatalog known = catalogs.of(tenant);
        try {
            return read(patch, known);
        } catch (ProblemException refused) {
            AttributeCatalog fresh = catalogs.renewed(tenant, known);
            if (fresh.version() == known.version()) {
                throw Errors.under("/patch", refused);
            }
            try {
                return read(patch, fresh);
            } catch (ProblemException stillRefused) {
                throw Errors.under("/patch", stillRefused);
            }
        }
    }

    private static ContactChange read(JsonNode patch, AttributeCatalog catalog) {
        var errors = new Errors();
        ContactChange change = ContactBody.read(patch, catalog, null, null, errors);
        errors.check();
        ContactBody.check(change, catalog);
        return change;
    }
}
