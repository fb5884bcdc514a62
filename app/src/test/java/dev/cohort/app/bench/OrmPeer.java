package dev.cohort.app.bench;

import dev.cohort.contacts.attribute.AttributeCatalog;
import dev.cohort.contacts.search.FoundContact;
import jakarta.persistence.EntityGraph;
import jakarta.persistence.EntityManagerFactory;
import java.util.List;
import javax.sql.DataSource;
import org.hibernate.Session;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.hibernate.query.SelectionQuery;

/**
 * Hibernate's ways to fetch a page and its children. Kind to them: no transaction, so no BEGIN and COMMIT; read-only
 * entities; one id column.
 */
record OrmPeer(String name, Way way, EntityManagerFactory entities, AttributeCatalog catalog) implements Peer {

    private static final int BATCH = 25;
    private static final String NEWEST = """
            from PeerContact c where c.tenant = :tenant and c.deletedAt is null order by c.id desc
            """;
    private static final String NEWEST_OF_CITY = """
            from PeerContact c where c.tenant = :tenant and c.deletedAt is null
            and exists (select 1 from PeerEntry e
                where e.contactId = c.id and e.fieldId = :field and e.sortKey = :key)
            order by c.id desc
            """;

    /** How the children come. */
    enum Way {
        LAZY("select c "),
        BATCH_SIZE("select c "),
        SUBSELECT("select c "),
        JOIN_FETCH("select c "),
        ENTITY_GRAPH("select c ");

        private final String select;

        Way(String select) {
            this.select = select;
        }
    }

    /** The persistence unit of {@link PeerContact}. */
    static EntityManagerFactory entities(DataSource dataSource) {
        return new HibernatePersistenceConfiguration("peers")
                .mappingFile("bench/peers-orm.xml")
                .property("jakarta.persistence.nonJtaDataSource", dataSource)
                .property("hibernate.jdbc.time_zone", "UTC")
                .property("hibernate.query.fail_on_pagination_over_collection_fetch", true)
                .createEntityManagerFactory();
    }

    @Override
    public List<FoundContact> page(Ask ask) {
        try (Session session = entities.createEntityManager().unwrap(Session.class)) {
            session.setDefaultReadOnly(true);
            if (way == Way.BATCH_SIZE) {
                session.setFetchBatchSize(BATCH);
            } else if (way == Way.SUBSELECT) {
                session.setSubselectFetchingEnabled(true);
            }
            SelectionQuery<PeerContact> query =
                    session.createSelectionQuery(hql(ask), PeerContact.class).setMaxResults(ask.rows());
            query.setParameter("tenant", ask.tenant().value());
            if (ask.city() != null) {
                query.setParameter("field", ContactDataset.CITY).setParameter("key", ContactDataset.key(ask.city()));
            }
            if (way == Way.ENTITY_GRAPH) {
                EntityGraph<PeerContact> graph = session.createEntityGraph(PeerContact.class);
                graph.addAttributeNodes("entries");
                query.setHint("jakarta.persistence.fetchgraph", graph);
            }
            return query.getResultList().stream()
                    .map(contact -> contact.found(catalog))
                    .toList();
        }
    }

    private String hql(Ask ask) {
        String hql = way.select + (ask.city() == null ? NEWEST : NEWEST_OF_CITY);
        return way == Way.JOIN_FETCH ? hql.replace(" c where", " c left join fetch c.entries where") : hql;
    }
}
