package dev.cohort.contacts.view;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.data.repository.query.Param;

/** Saved views. Whoever asks sees their own and those that are not private; to them the others are not there. */
interface ContactViews extends Repository<ContactView, ContactView.Key> {

    /** How many views a user owns, and how many of the tenant are for all. */
    interface Numbers {
        long getOwned();

        long getOpen();
    }

    @Query("""
            SELECT v
            FROM ContactView v
            WHERE v.key.tenant = :tenant AND (v.owner = :user OR v.visibility <> 'private')
            ORDER BY v.name, v.key.id
            """)
    List<ContactView> visible(@Param("tenant") long tenant, @Param("user") String user);

    /** A view, and whether it is the one that the user opens first. */
    record Placed(ContactView view, boolean first) {}

    /** As {@link #visible}, and which of them is opened first. */
    @Query("""
            SELECT v, CASE WHEN f.view IS NULL THEN FALSE ELSE TRUE END
            FROM ContactView v
            LEFT JOIN FirstView f ON f.key.tenant = v.key.tenant AND f.key.user = :user AND f.view = v.key.id
            WHERE v.key.tenant = :tenant AND (v.owner = :user OR v.visibility <> 'private')
            ORDER BY v.name, v.key.id
            """)
    List<Placed> placed(@Param("tenant") long tenant, @Param("user") String user);

    /** The user opens the table with this view from now on; 0 if they do not see it. */
    @Modifying
    @Query(nativeQuery = true, value = """
            INSERT INTO contacts.first_view (tenant_id, user_name, view_id)
            SELECT v.tenant_id, :user, v.view_id
            FROM contacts.contact_view v
            WHERE v.tenant_id = :tenant AND v.view_id = :id AND (v.owner_name = :user OR v.visibility <> 'private')
            ON CONFLICT (tenant_id, user_name) DO UPDATE SET view_id = EXCLUDED.view_id
            """)
    int putFirst(@Param("tenant") long tenant, @Param("user") String user, @Param("id") long id);

    /** Takes {@link #putFirst} back, unless another view came first meanwhile. */
    @Modifying
    @Query("""
            DELETE FROM FirstView f
            WHERE f.key.tenant = :tenant AND f.key.user = :user AND f.view = :id
            """)
    void dropFirst(@Param("tenant") long tenant, @Param("user") String user, @Param("id") long id);

    @Query("""
            SELECT v
            FROM ContactView v
            WHERE v.key.tenant = :tenant AND v.key.id = :id AND (v.owner = :user OR v.visibility <> 'private')
            """)
    Optional<ContactView> visible(@Param("tenant") long tenant, @Param("user") String user, @Param("id") long id);

    /** As {@link #visible}, and nobody else changes it until the transaction ends. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("""
            SELECT v
            FROM ContactView v
            WHERE v.key.tenant = :tenant AND v.key.id = :id AND (v.owner = :user OR v.visibility <> 'private')
            """)
    Optional<ContactView> locked(@Param("tenant") long tenant, @Param("user") String user, @Param("id") long id);

    /** Waits for others who add views of the tenant, until the transaction ends: then nobody adds one too many. */
    @Query(nativeQuery = true, value = """
            SELECT CAST(pg_advisory_xact_lock(hashtextextended('contacts.view', :tenant)) AS text)
            """)
    String lockOut(@Param("tenant") long tenant);

    @Query("""
            SELECT COUNT(CASE WHEN v.owner = :user THEN 1 END) AS owned,
                   COUNT(CASE WHEN v.visibility <> 'private' THEN 1 END) AS open
            FROM ContactView v
            WHERE v.key.tenant = :tenant
            """)
    Numbers numbers(@Param("tenant") long tenant, @Param("user") String user);

    /** Inserts a new view, or writes what has changed of one, at once. */
    ContactView saveAndFlush(ContactView view);

    void delete(ContactView view);
}
