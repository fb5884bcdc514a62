package dev.cohort.contacts.view;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/** Which view a user opens the table with; written by statements of {@link ContactViews} alone. */
@Entity
@Immutable
@Table(schema = "contacts", name = "first_view")
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // Hibernate sets what the columns promise; queries read it.
class FirstView {

    /** The primary key: a user has one at most. */
    @Embeddable
    record Key(
            @Column(name = "tenant_id") long tenant,
            @Column(name = "user_name") String user) {}

    @EmbeddedId
    private Key key;

    @Column(name = "view_id")
    private long view;

    /** For Hibernate. */
    protected FirstView() {}
}
