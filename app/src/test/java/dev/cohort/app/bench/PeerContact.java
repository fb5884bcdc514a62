package dev.cohort.app.bench;

import dev.cohort.contacts.attribute.AttributeCatalog;
import dev.cohort.contacts.search.FoundContact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A contact as an object mapper's user would map it, by {@code bench/peers-orm.xml}: annotated, it would become an
 * entity of the application under test.
 */
class PeerContact {

    Long id;
    long tenant;
    long version;
    Instant createdAt;
    Instant updatedAt;
    Instant deletedAt;
    String externalId;
    String firstName;
    String lastName;
    String email;
    String company;
    List<PeerEntry> entries = new ArrayList<>();

    protected PeerContact() {}

    FoundContact found(AttributeCatalog catalog) {
        var fields = new Fields(catalog);
        entries.forEach(entry -> entry.addTo(fields));
        return Fields.contact(
                id, version, externalId, firstName, lastName, email, company, createdAt, updatedAt, fields.inOrder());
    }
}
