package dev.cohort.contacts.view;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A saved view. {@code columns} is JSON, an array of {@link ViewColumn}. */
@Entity
@Table(schema = "contacts", name = "contact_view")
@SuppressWarnings("NullAway.Init") // Hibernate sets what the columns promise.
class ContactView {

    /** The primary key. */
    @Embeddable
    record Key(
            @Column(name = "tenant_id") long tenant,
            @Column(name = "view_id") long id) {}

    @EmbeddedId
    private Key key;

    /** Null until it is stored. */
    @Version
    private @Nullable Long version;

    @Column(name = "owner_name")
    private String owner;

    private String name;
    private String visibility;
    private @Nullable String filter;
    private @Nullable String sort;
    private String columns;

    /** For Hibernate. */
    protected ContactView() {}

    ContactView(long tenant, long id, String owner) {
        this.key = new Key(tenant, id);
        this.owner = owner;
    }

    void rewrite(ViewContent content, String columnsJson) {
        name = content.name();
        visibility = content.visibility().code();
        filter = content.filter();
        sort = content.sort();
        columns = columnsJson;
    }

    long id() {
        return key.id();
    }

    /** Grows with each change. */
    long version() {
        return Objects.requireNonNull(version);
    }

    String owner() {
        return owner;
    }

    String name() {
        return name;
    }

    Visibility visibility() {
        return Visibility.valueOf(visibility.toUpperCase(Locale.ROOT));
    }

    @Nullable
    String filter() {
        return filter;
    }

    @Nullable
    String sort() {
        return sort;
    }

    String columns() {
        return columns;
    }
}
