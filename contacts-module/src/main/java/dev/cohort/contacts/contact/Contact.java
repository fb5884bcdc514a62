package dev.cohort.contacts.contact;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/**
 * A contact as others are told of it: a part of the hot row. Immutable here, because contacts are written by sets, with
 * their past, by {@link ContactWriter} alone.
 */
@Entity
@Immutable
@Table(schema = "contacts", name = "contact")
@SuppressWarnings("NullAway.Init") // Hibernate sets what the columns promise.
class Contact {

    /** The primary key. */
    @Embeddable
    record Key(
            @Column(name = "tenant_id") long tenant,
            @Column(name = "contact_id") long id) {}

    @EmbeddedId
    private Key key;

    private @Nullable String firstName;
    private @Nullable String lastName;
    private @Nullable String displayName;
    private @Nullable Instant deletedAt;

    /** For Hibernate. */
    protected Contact() {}

    long id() {
        return key.id();
    }

    boolean isDeleted() {
        return deletedAt != null;
    }

    /** The name that lists show: the given display name, else first and last name; empty if there is none. */
    String shownName() {
        if (displayName != null) {
            return displayName;
        }
        if (firstName == null) {
            return lastName == null ? "" : lastName;
        }
        return lastName == null ? firstName : firstName + " " + lastName;
    }
}
