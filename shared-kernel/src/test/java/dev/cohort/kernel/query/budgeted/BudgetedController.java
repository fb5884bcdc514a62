package dev.cohort.kernel.query.budgeted;

import dev.cohort.kernel.query.AllowRepeats;
import dev.cohort.kernel.query.QueryBudget;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Handlers that send as many statements as they are asked for, whatever their budget. */
@RestController
@QueryBudget(statements = 2)
class BudgetedController {

    private static final String SQL = "SELECT count(*) FROM sample.author WHERE id = ?";

    private final JdbcClient jdbc;

    BudgetedController(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    @QueryBudget(statements = 1, maxRepeats = 1)
    @GetMapping("/budgeted/one/{sent}")
    List<Integer> one(@PathVariable int sent) {
        return send(sent);
    }

    @GetMapping("/budgeted/by-class/{sent}")
    List<Integer> byClass(@PathVariable int sent) {
        return send(sent);
    }

    @QueryBudget(statements = 1)
    @GetMapping("/budgeted/traced/{sent}")
    List<Integer> traced(@PathVariable int sent) {
        return send(sent);
    }

    @QueryBudget(statements = 1)
    @GetMapping("/budgeted/off/{sent}")
    List<Integer> off(@PathVariable int sent) {
        return send(sent);
    }

    @QueryBudget(statements = 1, maxRepeats = 1)
    @AllowRepeats(shape = "FROM sample.author", max = 5, reason = "the test wants it", until = "2999-01-01")
    @GetMapping("/budgeted/allowed/{sent}")
    List<Integer> allowed(@PathVariable int sent) {
        return send(sent);
    }

    @QueryBudget(statements = 1)
    @GetMapping("/budgeted/streamed/{sent}")
    StreamingResponseBody streamed(@PathVariable int sent) {
        return out -> out.write(send(sent).size());
    }

    private List<Integer> send(int count) {
        for (int n = 0; n < count; n++) {
            jdbc.sql(SQL).param(n).query(Integer.class).single();
        }
        return List.of(count);
    }
}
