package dev.cohort.app.bench;

import dev.cohort.app.bench.JsonPeer.Design;
import dev.cohort.app.bench.OrmPeer.Way;
import dev.cohort.contacts.attribute.AttributeCatalog;
import dev.cohort.contacts.search.ContactPages;
import dev.cohort.contacts.search.FetchStrategy;
import jakarta.persistence.EntityManagerFactory;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Everybody who is compared, on one pool. Close it for its persistence unit. */
final class Peers implements AutoCloseable {

    static final String OURS = "Cohort";
    static final String HOT_ONLY = "Cohort fields=none";
    static final String NAIVE = "Hibernate lazy";
    static final String BATCH = "Hibernate @BatchSize(25)";
    static final String SUBSELECT = "Hibernate SUBSELECT";
    static final String DOCUMENT = "jsonb document + GIN";

    private final EntityManagerFactory entities;
    private final List<Peer> all;
    private final Peer hotOnly;

    Peers(DataSource dataSource, ContactPages pages, AttributeCatalog catalog) {
        entities = OrmPeer.entities(dataSource);
        JdbcClient jdbc = JdbcClient.create(dataSource);
        hotOnly = new OurPage(HOT_ONLY, pages, null, "none");
        all = new ArrayList<>(List.of(
                new OurPage(OURS, pages, null, null),
                new OurPage("Cohort by TWO_STEP", pages, FetchStrategy.TWO_STEP, null),
                new JsonPeer(Design.ARTICLE_CTE, jdbc, catalog),
                new JsonPeer(Design.FORMA_LIST, jdbc, catalog),
                new TwoStepPeer(jdbc, catalog),
                new JooqPeer(dataSource, catalog),
                new OrmPeer("Hibernate JOIN FETCH", Way.JOIN_FETCH, entities, catalog),
                new OrmPeer("Hibernate entity graph", Way.ENTITY_GRAPH, entities, catalog),
                new OrmPeer(SUBSELECT, Way.SUBSELECT, entities, catalog),
                new OrmPeer(BATCH, Way.BATCH_SIZE, entities, catalog),
                new OrmPeer(NAIVE, Way.LAZY, entities, catalog),
                new SpringDataPeer(entities, catalog),
                new LoopPeer(dataSource, catalog, true),
                new DocumentPeer(jdbc, catalog)));
        if (BlazePeer.isPresent()) {
            all.add(6, new BlazePeer(entities, catalog));
        }
    }

    List<Peer> all() {
        return all;
    }

    /** The page without custom fields: less than what the others give. */
    Peer hotOnly() {
        return hotOnly;
    }

    Peer named(String name) {
        return all.stream().filter(peer -> peer.name().equals(name)).findFirst().orElseThrow();
    }

    @Override
    public void close() {
        entities.close();
    }
}
