package dev.cohort.app.bench;

import dev.cohort.kernel.query.QueryCounts;
import dev.cohort.kernel.test.query.QueryBudgets;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What one page costs besides time.
 *
 * @param sent bytes to the server, {@code received} from it
 * @param buffers pages of tables and indexes that the server read, cached or not
 */
record Cost(QueryCounts counts, long sent, long received, long allocated, long buffers) {

    private static final String FLUSH = "SELECT pg_stat_force_next_flush()";
    private static final String BUFFERS = """
            SELECT CAST(sum(heap_blks_read + heap_blks_hit + coalesce(idx_blks_read, 0) + coalesce(idx_blks_hit, 0))
                AS bigint)
            FROM pg_statio_user_tables
            """;

    /** Of a page that was read before, so that nothing is compiled or cached for the first time. Reads it twice. */
    static Cost of(DataSource dataSource, DataSource admin, Supplier<?> page) {
        var wire = Lab.wire();
        long sent = wire.sent();
        long received = wire.received();
        long allocated = Lab.allocated();
        page.get();
        allocated = Lab.allocated() - allocated;
        sent = wire.sent() - sent;
        received = wire.received() - received;
        long before = buffers(dataSource, admin);
        QueryCounts counts = QueryBudgets.capture(page::get).counts();
        return new Cost(counts, sent, received, allocated, buffers(dataSource, admin) - before);
    }

    /** This thread borrows the connection that it returned last, so its statistics are the ones that are flushed. */
    private static long buffers(DataSource dataSource, DataSource admin) {
        var jdbc = new JdbcTemplate(dataSource);
        jdbc.execute(FLUSH);
        jdbc.execute("SELECT 1");
        Long buffers = new JdbcTemplate(admin).queryForObject(BUFFERS, Long.class);
        return buffers == null ? 0 : buffers;
    }
}
