package dev.cohort.kernel.query.sample;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.View;

/** Pages whose defect is hidden behind the handler: it returns before the statements are sent. */
@Controller
class LibraryController {

    /** Asks the database when it is written as JSON. */
    static final class Curious {

        private final long id;
        private final Librarian from;

        Curious(long id, Librarian from) {
            this.id = id;
            this.from = from;
        }

        public String getTitle() {
            return from.jdbc
                    .sql("SELECT title FROM sample.book WHERE author_id = ? ORDER BY id LIMIT 1")
                    .param(id)
                    .query(String.class)
                    .single();
        }
    }

    record Plain(long id, String title) {}

    private final Librarian librarian;

    LibraryController(Librarian librarian) {
        this.librarian = librarian;
    }

    @GetMapping("/library/curious")
    @ResponseBody
    List<Curious> curious(@RequestParam int page, @RequestParam int shelf) {
        return curiousRows(page, shelf);
    }

    @GetMapping("/library/plain")
    @ResponseBody
    List<Plain> plain(@RequestParam int page, @RequestParam int shelf) {
        return titles(page, shelf);
    }

    @GetMapping("/library/view/curious")
    ModelAndView curiousView(@RequestParam int page, @RequestParam int shelf) {
        return new ModelAndView(view(), Map.of("rows", curiousRows(page, shelf)));
    }

    @GetMapping("/library/view/plain")
    ModelAndView plainView(@RequestParam int page, @RequestParam int shelf) {
        return new ModelAndView(view(), Map.of("rows", titles(page, shelf)));
    }

    private List<Plain> titles(int page, int shelf) {
        return librarian.jdbc.sql("""
                        WITH page AS (SELECT id FROM sample.author WHERE shelf = ? ORDER BY id LIMIT ?)
                        SELECT page.id, book.title FROM page
                        CROSS JOIN LATERAL (
                            SELECT title FROM sample.book WHERE author_id = page.id ORDER BY id LIMIT 1) book
                        """).params(shelf, page).query(Plain.class).list();
    }

    private List<Curious> curiousRows(int page, int shelf) {
        return librarian.ids(page, shelf).stream()
                .map(id -> new Curious(id, librarian))
                .toList();
    }

    /** A template, in short. */
    private static View view() {
        return (model, request, response) -> {
            for (Object row : (List<?>) model.get("rows")) {
                response.getWriter().write(text(row));
            }
        };
    }

    private static String text(Object row) throws IOException {
        return switch (row) {
            case Curious curious -> curious.getTitle();
            case Plain plain -> plain.title();
            default -> throw new IOException("no row: " + row);
        };
    }
}
