package dev.cohort.kernel.query.sample;

import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/** Reading without Hibernate, over HTTP, on several threads, behind a cache. */
final class LoopDefects {

    private static final String EXISTS = "SELECT EXISTS (SELECT FROM sample.award WHERE author_id = ?)";
    private static final String COUNT = "SELECT count(*) FROM sample.book WHERE author_id = ?";
    private static final String NAME = "SELECT name FROM sample.publisher WHERE id = ?";
    private static final String NAMES = "SELECT id, name FROM sample.publisher WHERE id = ANY (?)";

    private final Librarian at;
    private final MockMvc http;

    LoopDefects(Librarian librarian, MockMvc http) {
        this.at = librarian;
        this.http = http;
    }

    Stream<Corpus> all() {
        return Stream.of(
                new Corpus(
                        "EXISTS for each row",
                        "(N+1)",
                        Corpus::reads,
                        (page, table) -> at.ids(page, table).forEach(id -> ask(EXISTS, id)),
                        "EXISTS as a column",
                        (page, table) -> at.jdbc
                                .sql("SELECT id, EXISTS (SELECT FROM sample.award w WHERE w.author_id = a.id)"
                                        + " FROM sample.author a WHERE shelf = ? ORDER BY id LIMIT ?")
                                .params(table, page)
                                .query()
                                .listOfRows()),
                new Corpus(
                        "count for each row",
                        "(N+1)",
                        Corpus::reads,
                        (page, table) -> at.ids(page, table).forEach(id -> ask(COUNT, id)),
                        "count grouped over the page",
                        (page, table) -> at.jdbc
                                .sql("SELECT a.id, count(b.id) FROM (SELECT id FROM sample.author WHERE shelf = ?"
                                        + " ORDER BY id LIMIT ?) a LEFT JOIN sample.book b ON b.author_id = a.id"
                                        + " GROUP BY a.id")
                                .params(table, page)
                                .query()
                                .listOfRows()),
                new Corpus(
                        "one prepared statement executed in a JDBC loop",
                        "(N+1)",
                        Corpus::reads,
                        (page, table) -> loop(at.ids(page, table)),
                        "one array bound once",
                        (page, table) -> names(at.ids(page, table))),
                new Corpus(
                        "a task for each row, all at once",
                        "(N+1)",
                        Corpus::reads,
                        (page, table) -> Librarian.allAtOnce(at.ids(page, table).stream()
                                .<Callable<Integer>>map(id -> () -> ask(NAME, id))
                                .toList()),
                        "two tasks, whatever the page",
                        (page, table) -> Librarian.allAtOnce(
                                Collections.nCopies(2, () -> at.ids(page, table).size()))),
                new Corpus(
                        "a cache that loads one at a time",
                        "(N+1)",
                        Corpus::reads,
                        (page, table) -> {
                            Map<Long, Integer> cache = new HashMap<>();
                            at.ids(page, table).forEach(id -> cache.computeIfAbsent(id, one -> ask(NAME, one)));
                        },
                        "a cache that loads what it lacks in one",
                        (page, table) -> names(at.ids(page, table))),
                new Corpus(
                        "query while JSON is written",
                        "(N+1)",
                        Corpus::reads,
                        (page, table) -> get("/library/curious", page, table),
                        "JSON of plain rows",
                        (page, table) -> get("/library/plain", page, table)),
                new Corpus(
                        "query while a template is rendered",
                        "(N+1)",
                        Corpus::reads,
                        (page, table) -> get("/library/view/curious", page, table),
                        "a template of plain rows",
                        (page, table) -> get("/library/view/plain", page, table)),
                new Corpus(
                        "walk by OFFSET",
                        "OFFSET",
                        Corpus::reads,
                        (page, table) -> at.jdbc
                                .sql("SELECT id FROM sample.author WHERE shelf = ? ORDER BY id LIMIT ? OFFSET 3")
                                .params(table, page)
                                .query(Long.class)
                                .list(),
                        "walk by key",
                        (page, table) -> at.jdbc
                                .sql("SELECT id FROM sample.author WHERE shelf = ? AND id > 3 ORDER BY id LIMIT ?")
                                .params(table, page)
                                .query(Long.class)
                                .list()),
                new Corpus(
                        "an IN list as long as the page",
                        "list of values",
                        Corpus::reads,
                        (page, table) -> at.entities
                                .createQuery("select p.name from Publisher p where p.id in (:ids)", String.class)
                                .setParameter("ids", at.ids(page, table))
                                .getResultList(),
                        "ANY of one array",
                        (page, table) -> names(at.ids(page, table))),
                new Corpus(
                        "each row up its tree by a read of its own",
                        "(2N+1)",
                        Corpus::reads,
                        (page, table) -> at.ids(page, table).forEach(id -> {
                            ask("SELECT author_id FROM sample.book WHERE id = ?", id * 10 + 1);
                            ask("SELECT publisher_id FROM sample.author WHERE id = ?", id);
                        }),
                        "the trees of all rows by a recursive statement",
                        (page, table) ->
                                at.jdbc.sql("""
                                        WITH RECURSIVE page AS (
                                            SELECT id FROM sample.author WHERE shelf = ? ORDER BY id LIMIT ?),
                                        up AS (
                                            SELECT id, 2 AS left_to_go FROM page
                                            UNION ALL
                                            SELECT id, left_to_go - 1 FROM up WHERE left_to_go > 0)
                                        SELECT id, left_to_go FROM up
                                        """).params(table, page).query().listOfRows()));
    }

    private int ask(String sql, long id) {
        return at.jdbc.sql(sql).param(id).query().listOfRows().size();
    }

    private void names(List<Long> ids) {
        at.jdbc.sql(NAMES).param(at.array(ids)).query().listOfRows();
    }

    private void loop(List<Long> ids) throws SQLException {
        try (Connection connection = at.dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(NAME)) {
            for (long id : ids) {
                statement.setLong(1, id);
                try (ResultSet rows = statement.executeQuery()) {
                    rows.next();
                }
            }
        }
    }

    private void get(String path, int page, int table) throws Exception {
        URI uri = URI.create(path + "?page=" + page + "&shelf=" + table);
        int status = http.perform(MockMvcRequestBuilders.get(uri))
                .andReturn()
                .getResponse()
                .getStatus();
        if (status != 200) {
            throw new IllegalStateException(path + " answered " + status);
        }
    }
}
