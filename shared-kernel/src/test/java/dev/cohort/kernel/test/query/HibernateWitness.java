package dev.cohort.kernel.test.query;

import jakarta.persistence.EntityManagerFactory;
import java.util.concurrent.locks.ReentrantLock;
import org.hibernate.SessionFactory;
import org.hibernate.stat.Statistics;

/**
 * Hibernate's own statistics as a second witness of what was sent. They belong to the whole session factory, so
 * testimonies are taken one after the other, and nothing else of the same context may run meanwhile: not for tests
 * that run concurrently.
 *
 * <pre>{@code
 * class Example {
 *     void check(jakarta.persistence.EntityManagerFactory factory) {
 *         HibernateWitness.of(factory)
 *                 .capture(() -> System.out.println("read a page"))
 *                 .agrees()
 *                 .fetchedNothing();
 *     }
 * }
 * }</pre>
 */
public final class HibernateWitness {

    /**
     * What both saw.
     *
     * @param prepared statements that Hibernate prepared
     * @param entityFetches entities that it loaded one by one, outside a query
     * @param collectionFetches collections that it loaded so
     */
    public record Testimony(CapturedQueries queries, long prepared, long entityFetches, long collectionFetches) {

        /** Hibernate prepared as many statements as JDBC has seen from it. */
        public Testimony agrees() {
            long seen = queries.executed().stream()
                    .filter(statement -> statement.site().isHibernate())
                    .count();
            if (seen != prepared) {
                throw new AssertionError("Hibernate prepared " + prepared + " statements, JDBC saw " + seen
                        + " of Hibernate\n" + queries);
            }
            return this;
        }

        /** No entity and no collection was loaded on its own. */
        public Testimony fetchedNothing() {
            if (entityFetches + collectionFetches > 0) {
                throw new AssertionError("Hibernate fetched " + entityFetches + " entities and " + collectionFetches
                        + " collections one by one\n" + queries);
            }
            return this;
        }
    }

    private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

    private final Statistics statistics;

    private HibernateWitness(Statistics statistics) {
        this.statistics = statistics;
    }

    public static HibernateWitness of(EntityManagerFactory factory) {
        return new HibernateWitness(factory.unwrap(SessionFactory.class).getStatistics());
    }

    /** Runs {@code work} under both witnesses. */
    public Testimony capture(QueryBudgets.Work work) {
        ONE_AT_A_TIME.lock();
        boolean before = statistics.isStatisticsEnabled();
        try {
            statistics.setStatisticsEnabled(true);
            statistics.clear();
            CapturedQueries queries = QueryBudgets.capture(work);
            return new Testimony(
                    queries,
                    statistics.getPrepareStatementCount(),
                    statistics.getEntityFetchCount(),
                    statistics.getCollectionFetchCount());
        } finally {
            statistics.setStatisticsEnabled(before);
            ONE_AT_A_TIME.unlock();
        }
    }
}
