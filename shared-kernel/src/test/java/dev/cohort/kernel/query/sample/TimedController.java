package dev.cohort.kernel.query.sample;

import dev.cohort.kernel.problem.ProblemException;
import dev.cohort.kernel.query.ServerTiming;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Every way in which an answer ends, each with a known number of statements. */
@RestController
class TimedController {

    private static final int LARGE = 100_000;

    private final JdbcClient jdbc;

    TimedController(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    @GetMapping("/api/timed/statements/{count}")
    List<Integer> statements(@PathVariable int count) {
        run(count);
        return List.of(count);
    }

    @GetMapping("/api/timed/large")
    String large() {
        run(2);
        return "x".repeat(LARGE);
    }

    @GetMapping("/api/timed/nothing")
    ResponseEntity<Void> nothing() {
        run(2);
        return ResponseEntity.noContent().build();
    }

    @GetMapping("/api/timed/unchanged")
    ResponseEntity<Void> unchanged() {
        run(2);
        return ResponseEntity.status(HttpStatus.NOT_MODIFIED).eTag("\"1\"").build();
    }

    @GetMapping("/api/timed/absent")
    String absent() {
        run(2);
        throw ProblemException.notFound("thing");
    }

    @GetMapping("/api/timed/broken")
    String broken() {
        run(2);
        throw new IllegalStateException("broken");
    }

    @GetMapping("/api/timed/error")
    void error(HttpServletResponse response) throws IOException {
        run(2);
        response.sendError(HttpStatus.CONFLICT.value());
    }

    @GetMapping("/api/timed/remark")
    String remark() {
        run(1);
        ServerTiming.add("strategy", "AGGREGATE");
        return "";
    }

    @GetMapping("/api/timed/writer")
    void writer(HttpServletResponse response) throws IOException {
        run(1);
        response.getWriter().write("short");
        run(1);
    }

    /** Statements on the thread that writes, before the first byte leaves. */
    @GetMapping("/api/timed/streamed")
    StreamingResponseBody streamed() {
        run(1);
        return out -> {
            run(2);
            out.write("x".repeat(LARGE).getBytes(StandardCharsets.UTF_8));
            run(1);
        };
    }

    @GetMapping("/api/timed/later")
    Callable<List<Integer>> later() {
        run(1);
        return () -> {
            run(2);
            return List.of(3);
        };
    }

    @GetMapping("/pages/timed")
    String page() {
        run(1);
        return "";
    }

    private void run(int statements) {
        for (int n = 0; n < statements; n++) {
            jdbc.sql("SELECT 1").query(Integer.class).single();
        }
    }
}
