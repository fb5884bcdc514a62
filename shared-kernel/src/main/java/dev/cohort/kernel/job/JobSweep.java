package dev.cohort.kernel.job;

import dev.cohort.kernel.query.QueryBudget;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Every hour forgets jobs that ended more than 30 days ago, with their uploads, errors and outcomes, and keys of POSTs
 * that nobody repeats any more. Of every tenant, through a function that tells numbers alone.
 */
class JobSweep {

    private static final Logger LOG = LoggerFactory.getLogger(JobSweep.class);
    private static final int BATCH = 100;
    private static final String FORGET = "SELECT kernel.forget_old(:most)";

    private final JdbcClient jdbc;
    private final JobLeases leases;
    private final TransactionTemplate transaction;

    JobSweep(JdbcClient jdbc, JobLeases leases, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.leases = leases;
        this.transaction = transaction;
    }

    /** In transactions of at most 100 jobs and 100 keys; what fails is tried again in the next round. */
    @QueryBudget(statements = 2, per = QueryBudget.Per.TRANSACTION)
    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT11M")
    void sweep() {
        try {
            Long forgotten = batch();
            while (forgotten != null && forgotten == BATCH) {
                forgotten = batch();
            }
        } catch (DataAccessException | CannotCreateTransactionException later) {
            LOG.warn("Old jobs wait for the next sweep: {}", later.getMessage());
        }
    }

    private Long batch() {
        return transaction.execute(status -> {
            leases.allowTime();
            return jdbc.sql(FORGET).param("most", BATCH).query(Long.class).single();
        });
    }
}
