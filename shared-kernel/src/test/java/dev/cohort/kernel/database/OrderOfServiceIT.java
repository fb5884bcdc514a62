package dev.cohort.kernel.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.kernel.test.PostgresTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Many more callers than connections, each of whom comes again as soon as it was served. */
@PostgresTest
class OrderOfServiceIT {

    private static final int CALLERS = 100;
    private static final int TIMES = 100;

    @Autowired
    DataSource dataSource;

    /** Of those who came later hardly anybody is served before: as many as slip in while a thread is put aside. */
    @Test
    void whoCameFirstIsServedFirst() throws Exception {
        var served = new AtomicInteger();
        List<Future<Integer>> callers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int caller = 0; caller < CALLERS; caller++) {
                callers.add(threads.submit(() -> mostServedMeanwhile(served)));
            }
        }
        int most = 0;
        for (Future<Integer> caller : callers) {
            most = Math.max(most, caller.get());
        }
        assertThat(most).isLessThan(5 * CALLERS);
    }

    private int mostServedMeanwhile(AtomicInteger served) throws SQLException {
        int most = 0;
        for (int time = 0; time < TIMES; time++) {
            int before = served.get();
            try (Connection connection = dataSource.getConnection()) {
                most = Math.max(most, served.getAndIncrement() - before);
                connection.createStatement().execute("SELECT 1");
            }
        }
        return most;
    }
}
