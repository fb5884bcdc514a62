package dev.cohort.kernel.query.budgeted;

import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** A handler with an N+1, as somebody may write it on a Friday. */
@RestController
class ShelfController {

    private static final String AUTHORS = "SELECT id FROM sample.author WHERE shelf = 100 ORDER BY id LIMIT ?";
    private static final String BOOKS = "SELECT title FROM sample.book WHERE author_id = ? ORDER BY id";

    private final JdbcClient jdbc;

    ShelfController(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    @GetMapping("/shelf/{size}")
    List<String> shelf(@PathVariable int size) {
        List<String> titles = new ArrayList<>();
        for (long author : jdbc.sql(AUTHORS).param(size).query(Long.class).list()) {
            titles.addAll(titles(author));
        }
        return titles;
    }

    private List<String> titles(long author) {
        return jdbc.sql(BOOKS).param(author).query(String.class).list();
    }
}
