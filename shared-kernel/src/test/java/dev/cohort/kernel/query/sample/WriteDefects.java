package dev.cohort.kernel.query.sample;

import dev.cohort.kernel.query.sample.Library.Note;
import dev.cohort.kernel.query.sample.Library.NumberedNote;
import java.util.List;
import java.util.stream.Stream;

/** Writing. */
final class WriteDefects {

    private static final String INSERT = "INSERT INTO sample.note (id, text) VALUES (?, 'x')";
    private static final String INSERT_ALL =
            "INSERT INTO sample.note (id, text) SELECT id, 'x' FROM unnest(?) AS id ON CONFLICT DO NOTHING";

    private final Librarian at;

    WriteDefects(Librarian librarian) {
        this.at = librarian;
    }

    Stream<Corpus> all() {
        return Stream.of(
                new Corpus(
                        "save in a loop that cannot be batched",
                        "(N+1)",
                        Corpus::writes,
                        (page, table) -> at.inTransaction(() -> {
                            for (int n = 0; n < page; n++) {
                                at.entities.persist(new NumberedNote());
                            }
                        }),
                        "save in a loop that is batched",
                        (page, table) -> at.inTransaction(() -> persist(page, false))),
                new Corpus(
                        "flush after each save",
                        "(N+1)",
                        Corpus::writes,
                        (page, table) -> at.inTransaction(() -> persist(page, true)),
                        "insert of all in one statement",
                        (page, table) -> insertAll(page)),
                new Corpus(
                        "merge of entities that are new",
                        "statements grow with the page",
                        Corpus::writes,
                        (page, table) -> at.inTransaction(
                                () -> Librarian.unused(page).forEach(id -> at.entities.merge(Note.of(id, "merged")))),
                        "persist of entities that are new",
                        (page, table) -> at.inTransaction(() -> persist(page, false))),
                new Corpus(
                        "a transaction for each row",
                        "transactions grow with the page",
                        Corpus::writes,
                        (page, table) -> Librarian.unused(page).forEach(id -> at.inTransaction(() -> insert(id))),
                        "one transaction for all rows",
                        (page, table) -> at.inTransaction(() -> insertAll(page))),
                new Corpus(
                        "select, then insert",
                        "(2N+1)",
                        Corpus::writes,
                        (page, table) ->
                                at.inTransaction(() -> Librarian.unused(page).forEach(id -> {
                                    at.jdbc
                                            .sql("SELECT id FROM sample.note WHERE id = ?")
                                            .param(id)
                                            .query()
                                            .listOfRows();
                                    insert(id);
                                })),
                        "insert on conflict",
                        (page, table) -> insertAll(page)),
                new Corpus(
                        "update of each row",
                        "(N+1)",
                        Corpus::writes,
                        (page, table) -> Librarian.unused(page)
                                .forEach(id -> at.jdbc
                                        .sql("UPDATE sample.note SET text = 'y' WHERE id = ?")
                                        .param(id)
                                        .update()),
                        "update of all rows",
                        (page, table) -> at.jdbc
                                .sql("UPDATE sample.note SET text = 'y' WHERE id = ANY (?)")
                                .param(at.array(Librarian.unused(page)))
                                .update()),
                new Corpus(
                        "delete of each row",
                        "(N+1)",
                        Corpus::writes,
                        (page, table) -> at.inTransaction(() -> Librarian.unused(page)
                                .forEach(id -> at.entities
                                        .createQuery("delete from Note n where n.id = :id")
                                        .setParameter("id", id)
                                        .executeUpdate())),
                        "delete of all rows",
                        (page, table) -> at.jdbc
                                .sql("DELETE FROM sample.note WHERE id = ANY (?)")
                                .param(at.array(Librarian.unused(page)))
                                .update()),
                new Corpus(
                        "a sequence asked for each number",
                        "(N+1)",
                        Corpus::writes,
                        (page, table) -> {
                            for (int n = 0; n < page; n++) {
                                numbers(1);
                            }
                        },
                        "a sequence asked for all numbers",
                        (page, table) -> numbers(page)));
    }

    private void persist(int page, boolean flushing) {
        for (long id : Librarian.unused(page)) {
            at.entities.persist(Note.of(id, "new"));
            if (flushing) {
                at.entities.flush();
            }
        }
    }

    private void insert(long id) {
        at.jdbc.sql(INSERT).param(id).update();
    }

    private void insertAll(int page) {
        List<Long> ids = Librarian.unused(page);
        at.jdbc.sql(INSERT_ALL).param(at.array(ids)).update();
    }

    private void numbers(int count) {
        at.jdbc
                .sql("SELECT nextval('sample.ticket') FROM generate_series(1, ?)")
                .param(count)
                .query(Long.class)
                .list();
    }
}
