package dev.cohort.kernel.query.sample;

import dev.cohort.kernel.query.sample.Library.Author;
import dev.cohort.kernel.query.sample.Library.BatchAuthor;
import dev.cohort.kernel.query.sample.Library.EagerAuthor;
import dev.cohort.kernel.query.sample.Library.PortrayedAuthor;
import dev.cohort.kernel.query.sample.Library.Publisher;
import dev.cohort.kernel.query.sample.Library.SubselectAuthor;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.stream.Stream;
import org.hibernate.Session;

/** Reading through Hibernate. */
final class ReadDefects {

    private final Librarian at;

    ReadDefects(Librarian librarian) {
        this.at = librarian;
    }

    Stream<Corpus> all() {
        return Stream.of(
                new Corpus(
                        "lazy collection in a loop",
                        "(N+1)",
                        Corpus::reads,
                        (page, table) ->
                                at.inTransaction(() -> at.authors(page, table).forEach(author -> author.books.size())),
                        "join fetch of one collection",
                        (page, table) -> at.inTransaction(() -> fetch("books", page, table))),
                new Corpus(
                        "lazy to-one in a loop",
                        "(N+1)",
                        Corpus::reads,
                        (page, table) -> at.inTransaction(
                                () -> at.authors(page, table).forEach(author -> author.publisher.name())),
                        "join fetch of the to-one",
                        (page, table) -> at.inTransaction(() -> fetch("publisher", page, table))),
                new Corpus(
                        "eager to-one behind a query",
                        "(N+1)",
                        Corpus::reads,
                        (page, table) -> at.page(EagerAuthor.class, page, table),
                        "lazy to-one that nobody asks for",
                        (page, table) -> at.authors(page, table)),
                new Corpus(
                        "lazy one-to-one of the other side",
                        "(N+1)",
                        Corpus::reads,
                        (page, table) -> at.page(PortrayedAuthor.class, page, table),
                        "one-to-one joined",
                        (page, table) -> at.entities
                                .createQuery(
                                        "from PortrayedAuthor a join fetch a.portrait where a.shelf = :shelf"
                                                + " order by a.id",
                                        PortrayedAuthor.class)
                                .setParameter("shelf", table)
                                .setMaxResults(page)
                                .getResultList()),
                new Corpus(
                        "findById in a loop",
                        "(N+1)",
                        Corpus::reads,
                        (page, table) -> at.ids(page, table).forEach(id -> at.entities.find(Publisher.class, id)),
                        "find multiple",
                        (page, table) -> at.inTransaction(() -> at.entities
                                .unwrap(Session.class)
                                .findMultiple(Publisher.class, List.copyOf(at.ids(page, table))))),
                new Corpus(
                        "batch fetching: batch+1",
                        "batch+1",
                        Corpus::reads,
                        (page, table) -> at.inTransaction(
                                () -> at.page(BatchAuthor.class, page, table).forEach(author -> author.books.size())),
                        "children of the page in a second statement",
                        (page, table) -> children(page, table)),
                new Corpus(
                        "subselect that drops the limit",
                        "rows grow with the table",
                        Corpus::reads,
                        (page, table) -> at.inTransaction(() ->
                                at.page(SubselectAuthor.class, page, table).forEach(author -> author.books.size())),
                        "page first, then its children by LATERAL",
                        (page, table) ->
                                at.jdbc.sql("""
                                        WITH page AS (SELECT id FROM sample.author WHERE shelf = ? ORDER BY id LIMIT ?)
                                        SELECT page.id, book.title FROM page
                                        CROSS JOIN LATERAL (
                                            SELECT title FROM sample.book WHERE author_id = page.id) book
                                        """).params(table, page).query().listOfRows()),
                new Corpus(
                        "join fetch of two collections",
                        "rows for each element",
                        Corpus::readsTwoCollections,
                        (page, table) -> at.entities
                                .createQuery(
                                        "from Author a join fetch a.books join fetch a.awards where a.shelf = :shelf"
                                                + " order by a.id",
                                        Author.class)
                                .setParameter("shelf", table)
                                .setMaxResults(page)
                                .getResultList(),
                        "two collections as JSON of the row",
                        (page, table) ->
                                at.jdbc.sql("""
                                        WITH page AS (SELECT id FROM sample.author WHERE shelf = ? ORDER BY id LIMIT ?)
                                        SELECT page.id,
                                            (SELECT json_agg(title) FROM sample.book WHERE author_id = page.id) AS books,
                                            (SELECT json_agg(name) FROM sample.award WHERE author_id = page.id) AS awards
                                        FROM page
                                        """).params(table, page).query().listOfRows()),
                new Corpus(
                        "open session while the answer is rendered",
                        "(N+1)",
                        Corpus::reads,
                        (page, table) -> openInView(page, table),
                        "a projection closed before rendering",
                        (page, table) -> at.entities
                                .createQuery(
                                        "select a.name, p.name from Author a join a.publisher p where a.shelf = :shelf"
                                                + " order by a.id",
                                        Object[].class)
                                .setParameter("shelf", table)
                                .setMaxResults(page)
                                .getResultList()),
                new Corpus(
                        "the whole table, cut in memory",
                        "rows grow with the table",
                        Corpus::reads,
                        (page, table) -> at.page(Author.class, Integer.MAX_VALUE, table).stream()
                                .limit(page)
                                .toList(),
                        "LIMIT in the statement",
                        (page, table) -> at.ids(page, table)));
    }

    private void fetch(String association, int page, int table) {
        at.entities
                .createQuery(
                        "from Author a join fetch a." + association + " where a.shelf = :shelf order by a.id",
                        Author.class)
                .setParameter("shelf", table)
                .setMaxResults(page)
                .getResultList();
    }

    private void children(int page, int table) {
        Long[] ids = at.array(at.ids(page, table));
        at.jdbc
                .sql("SELECT author_id, title FROM sample.book WHERE author_id = ANY (?)")
                .param(ids)
                .query()
                .listOfRows();
    }

    private void openInView(int page, int table) {
        try (EntityManager open = at.entities.getEntityManagerFactory().createEntityManager()) {
            List<Author> model = open.createQuery("from Author a where a.shelf = :shelf order by a.id", Author.class)
                    .setParameter("shelf", table)
                    .setMaxResults(page)
                    .getResultList();
            model.forEach(author -> author.awards.size());
        }
    }
}
