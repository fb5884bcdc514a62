package dev.cohort.sleep.series;

import dev.cohort.kernel.TenantScope;
import dev.cohort.kernel.query.QueryBudget;
import dev.cohort.sleep.person.PersonLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** Every ten minutes merges late samples into their chunks, so that reads need not. */
@EnableScheduling
@Configuration(proxyBeanMethods = false)
class InboxSweep {

    private static final Logger LOG = LoggerFactory.getLogger(InboxSweep.class);

    private final WaitingSeries waiting;
    private final ChunkPacking packing;
    private final PersonLock lock;
    private final TransactionTemplate transaction;

    InboxSweep(WaitingSeries waiting, ChunkPacking packing, PersonLock lock, TransactionTemplate transaction) {
        this.waiting = waiting;
        this.packing = packing;
        this.lock = lock;
        this.transaction = transaction;
    }

    /** One short transaction for each series; one that fails is tried again in the next round. */
    @QueryBudget(statements = 4, per = QueryBudget.Per.TRANSACTION)
    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT10M")
    void sweep() {
        for (SeriesKey series : waiting.take()) {
            try {
                TenantScope.run(
                        series.tenant(),
                        () -> transaction.executeWithoutResult(status -> {
                            lock.take(series.tenant(), series.person());
                            packing.fold(series);
                        }));
            } catch (DataAccessException | CannotCreateTransactionException later) {
                waiting.add(series);
                LOG.warn("An inbox of late samples waits for the next sweep: {}", later.getMessage());
            }
        }
    }
}
