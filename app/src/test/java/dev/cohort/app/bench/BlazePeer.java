package dev.cohort.app.bench;

import com.blazebit.persistence.Criteria;
import com.blazebit.persistence.CriteriaBuilder;
import com.blazebit.persistence.CriteriaBuilderFactory;
import com.blazebit.persistence.view.EntityView;
import com.blazebit.persistence.view.EntityViewManager;
import com.blazebit.persistence.view.EntityViewSetting;
import com.blazebit.persistence.view.EntityViews;
import com.blazebit.persistence.view.FetchStrategy;
import com.blazebit.persistence.view.IdMapping;
import com.blazebit.persistence.view.Mapping;
import dev.cohort.contacts.attribute.AttributeCatalog;
import dev.cohort.contacts.search.FoundContact;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * Blaze-Persistence's entity views, the children by MULTISET. Its newest integration is for Hibernate 7.2 and runs on
 * 7.4 here. It joins whatever persistence unit is made while it is on the class path, so plain {@code verify} leaves it
 * out.
 */
final class BlazePeer implements Peer {

    private final EntityManagerFactory entities;
    private final AttributeCatalog catalog;
    private final CriteriaBuilderFactory criteria;
    private final EntityViewManager views;

    BlazePeer(EntityManagerFactory entities, AttributeCatalog catalog) {
        this.entities = entities;
        this.catalog = catalog;
        this.criteria = Criteria.getDefault().createCriteriaBuilderFactory(entities);
        var configuration = EntityViews.createDefaultConfiguration();
        configuration.addEntityView(ContactView.class);
        configuration.addEntityView(EntryView.class);
        this.views = configuration.createEntityViewManager(criteria);
    }

    /** Whether this run has the library. */
    static boolean isPresent() {
        try {
            Class.forName("com.blazebit.persistence.Criteria");
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }

    /** A contact as a view. */
    @EntityView(PeerContact.class)
    public interface ContactView {

        @IdMapping
        Long getId();

        long getVersion();

        String getExternalId();

        String getFirstName();

        String getLastName();

        String getEmail();

        String getCompany();

        Instant getCreatedAt();

        Instant getUpdatedAt();

        @Mapping(fetch = FetchStrategy.MULTISET)
        List<EntryView> getEntries();
    }

    /** A value as a view. */
    @EntityView(PeerEntry.class)
    public interface EntryView {

        int getFieldId();

        String getText();

        BigDecimal getNumber();

        LocalDate getDate();

        Instant getInstant();

        Boolean getBool();

        Integer getOption();

        Long getReference();
    }

    @Override
    public String name() {
        return "Blaze-Persistence MULTISET";
    }

    @Override
    public List<FoundContact> page(Ask ask) {
        try (EntityManager manager = entities.createEntityManager()) {
            CriteriaBuilder<PeerContact> contacts = criteria.create(manager, PeerContact.class)
                    .where("tenant")
                    .eq(ask.tenant().value())
                    .where("deletedAt")
                    .isNull();
            if (ask.city() != null) {
                contacts.whereExists()
                        .from(PeerEntry.class, "e")
                        .where("e.contactId")
                        .eqExpression("OUTER(id)")
                        .where("e.fieldId")
                        .eq(ContactDataset.CITY)
                        .where("e.sortKey")
                        .eq(ContactDataset.key(ask.city()))
                        .end();
            }
            return views
                    .applySetting(EntityViewSetting.create(ContactView.class), contacts.orderByDesc("id"))
                    .setMaxResults(ask.rows())
                    .getResultList()
                    .stream()
                    .map(this::found)
                    .toList();
        }
    }

    private FoundContact found(ContactView row) {
        var fields = new Fields(catalog);
        for (EntryView entry : row.getEntries()) {
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
