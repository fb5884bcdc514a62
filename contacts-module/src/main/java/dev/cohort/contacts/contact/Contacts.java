package dev.cohort.contacts.contact;

import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.data.repository.query.Param;

/** Reads of the hot table that need no set of conditions. Each is one statement, in autocommit. */
interface Contacts extends Repository<Contact, Contact.Key> {

    /** Whether the contact is there and not deleted. By the primary key. */
    @Query("""
            SELECT COUNT(c) > 0
            FROM Contact c
            WHERE c.key.tenant = :tenant AND c.key.id = :id AND c.deletedAt IS NULL
            """)
    boolean exists(@Param("tenant") long tenant, @Param("id") long id);

    /** The contact, unless it is deleted. By the primary key. */
    @Query("""
            SELECT c
            FROM Contact c
            WHERE c.key.tenant = :tenant AND c.key.id = :id AND c.deletedAt IS NULL
            """)
    Optional<Contact> present(@Param("tenant") long tenant, @Param("id") long id);

    /** Those of the contacts that are not deleted, in no order. One statement text, whatever the number of ids. */
    @Query(nativeQuery = true, value = """
            SELECT c.tenant_id, c.contact_id, c.first_name, c.last_name, c.display_name, c.deleted_at
            FROM contacts.contact c
            WHERE c.tenant_id = :tenant AND c.contact_id = ANY (CAST(:ids AS bigint[])) AND c.deleted_at IS NULL
            """)
    List<Contact> present(@Param("tenant") long tenant, @Param("ids") Long[] ids);

    /** By {@code contact_external_id}, whose expression the last condition repeats. */
    @Query(nativeQuery = true, value = """
            SELECT c.contact_id
            FROM contacts.contact c
            WHERE c.tenant_id = :tenant AND c.external_id_key = :key
              AND COALESCE(c.external_id_rest, CAST('' AS bytea)) = :rest AND c.deleted_at IS NULL
            """)
    Optional<Long> withExternalId(@Param("tenant") long tenant, @Param("key") byte[] key, @Param("rest") byte[] rest);
}
