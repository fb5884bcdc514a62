package dev.cohort.kernel.query.budgeted;

import dev.cohort.kernel.query.QueryBudget;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Listeners, a scheduled method and a job, each with a budget of one statement. */
@Component
@EnableAsync
class BudgetedListeners {

    record Asked(int statements) {}

    record AskedLater(int statements, CompletableFuture<Integer> done) {}

    private final JdbcClient jdbc;

    BudgetedListeners(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    @QueryBudget(statements = 1, transactions = 1)
    @EventListener
    @Transactional
    void on(Asked event) {
        send(event.statements());
    }

    @Async
    @QueryBudget(statements = 1)
    @EventListener
    void later(AskedLater event) {
        send(event.statements());
        event.done().complete(event.statements());
    }

    @QueryBudget(statements = 1)
    @Scheduled(cron = "-")
    void nightly() {
        send(2);
    }

    @EventListener
    void withoutBudget(String nobodySends) {
        send(0);
    }

    private void send(int count) {
        for (int n = 0; n < count; n++) {
            jdbc.sql("SELECT 1").query(Integer.class).single();
        }
    }
}
