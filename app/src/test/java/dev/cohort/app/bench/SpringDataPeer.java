package dev.cohort.app.bench;

import dev.cohort.contacts.attribute.AttributeCatalog;
import dev.cohort.contacts.search.FoundContact;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.jpa.repository.support.JpaRepositoryFactory;
import org.springframework.data.repository.NoRepositoryBean;
import org.springframework.data.repository.Repository;
import org.springframework.data.repository.query.Param;

/**
 * Spring Data's nested interface projection. It selects the whole entity, and its children when they are asked for. The
 * repository is made once, over one persistence context that is emptied after each page.
 */
final class SpringDataPeer implements Peer {

    private final EntityManager manager;
    private final Contacts contacts;
    private final AttributeCatalog catalog;

    SpringDataPeer(EntityManagerFactory entities, AttributeCatalog catalog) {
        this.manager = entities.createEntityManager();
        this.contacts = new JpaRepositoryFactory(manager).getRepository(Contacts.class);
        this.catalog = catalog;
    }

    /** A contact as a projection. */
    interface ContactRow {

        Long getId();

        long getVersion();

        String getExternalId();

        String getFirstName();

        String getLastName();

        String getEmail();

        String getCompany();

        Instant getCreatedAt();

        Instant getUpdatedAt();

        List<EntryRow> getEntries();
    }

    /** A value as a projection. */
    interface EntryRow {

        int getFieldId();

        String getText();

        BigDecimal getNumber();

        LocalDate getDate();

        Instant getInstant();

        Boolean getBool();

        Integer getOption();

        Long getReference();
    }

    /** Not found by the scan of the application under test. */
    @NoRepositoryBean
    interface Contacts extends Repository<PeerContact, Long> {

        List<ContactRow> findByTenantAndDeletedAtIsNullOrderByIdDesc(long tenant, Limit limit);

        @Query("""
                select c from PeerContact c where c.tenant = :tenant and c.deletedAt is null
                and exists (select 1 from PeerEntry e
                    where e.contactId = c.id and e.fieldId = :field and e.sortKey = :key)
                order by c.id desc
                """)
        List<ContactRow> ofCity(
                @Param("tenant") long tenant, @Param("field") int field, @Param("key") byte[] key, Limit limit);
    }

    @Override
    public String name() {
        return "Spring Data projection";
    }

    @Override
    public List<FoundContact> page(Ask ask) {
        try {
            long tenant = ask.tenant().value();
            Limit limit = Limit.of(ask.rows());
            List<ContactRow> rows = ask.city() == null
                    ? contacts.findByTenantAndDeletedAtIsNullOrderByIdDesc(tenant, limit)
                    : contacts.ofCity(tenant, ContactDataset.CITY, ContactDataset.key(ask.city()), limit);
            return rows.stream().map(this::found).toList();
        } finally {
            manager.clear();
        }
    }

    private FoundContact found(ContactRow row) {
        var fields = new Fields(catalog);
        for (EntryRow entry : row.getEntries()) {
            fields.typed(
                    entry.getFieldId(),
                    entry.getText(),
                    entry.getNumber(),
                    entry.getDate(),
                    entry.getInstant(),
                    entry.getBool(),
                    entry.getOption(),
                    entry.getReference());
        }
        return Fields.contact(
                row.getId(),
                row.getVersion(),
                row.getExternalId(),
                row.getFirstName(),
                row.getLastName(),
                row.getEmail(),
                row.getCompany(),
                row.getCreatedAt(),
                row.getUpdatedAt(),
                fields.inOrder());
    }
}
