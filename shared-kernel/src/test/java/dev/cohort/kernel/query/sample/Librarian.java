package dev.cohort.kernel.query.sample;

import dev.cohort.kernel.query.sample.Library.Author;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What the defects and their twins share: ways to the library. */
@Component
class Librarian {

    static final String PAGE = "SELECT id FROM sample.author WHERE shelf = ? ORDER BY id LIMIT ?";

    final EntityManager entities;
    final TransactionTemplate transaction;
    final DataSource dataSource;
    final JdbcClient jdbc;

    Librarian(EntityManager entities, TransactionTemplate transaction, DataSource dataSource) {
        this.entities = entities;
        this.transaction = transaction;
        this.dataSource = dataSource;
        this.jdbc = JdbcClient.create(dataSource);
    }

    /** The ids of a page; one statement. */
    List<Long> ids(int page, int shelf) {
        return jdbc.sql(PAGE).params(shelf, page).query(Long.class).list();
    }

    /** A page of entities; one statement. */
    <T> List<T> page(Class<T> type, int page, int shelf) {
        return entities.createQuery("from " + type.getSimpleName() + " a where a.shelf = :shelf order by a.id", type)
                .setParameter("shelf", shelf)
                .setMaxResults(page)
                .getResultList();
    }

    List<Author> authors(int page, int shelf) {
        return page(Author.class, page, shelf);
    }

    Long[] array(List<Long> ids) {
        return ids.toArray(Long[]::new);
    }

    void inTransaction(Runnable work) {
        transaction.executeWithoutResult(status -> work.run());
    }

    /** All at the same time, each on a thread of its own. */
    static void allAtOnce(List<Callable<Integer>> work) throws Exception {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : executor.invokeAll(work)) {
                answer.get();
            }
        }
    }

    /** Ids that nothing uses. */
    static List<Long> unused(int count) {
        return LongStream.range(1_000_000, 1_000_000L + count).boxed().toList();
    }
}
