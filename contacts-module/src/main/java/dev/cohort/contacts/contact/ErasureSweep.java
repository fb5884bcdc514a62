package dev.cohort.contacts.contact;

import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.TenantScope;
import dev.cohort.kernel.query.QueryBudget;
import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;

/** Every hour erases the contacts, of every tenant, that were deleted too long ago to be restored. */
@Component
class ErasureSweep {

    private static final Logger LOG = LoggerFactory.getLogger(ErasureSweep.class);
    private static final int BATCH = 200;
    private static final String TENANTS = "SELECT t FROM contacts.tenants_with_deleted(to_timestamp(:before)) AS t";

    private final JdbcClient jdbc;
    private final ContactLife life;
    private final Clock clock;

    ErasureSweep(JdbcClient jdbc, ContactLife life, Clock clock) {
        this.jdbc = jdbc;
        this.life = life;
        this.clock = clock;
    }

    /**
     * One short transaction for each 200 contacts of a tenant: four statements, and for each contact one to keep the
     * news of it until its listeners have heard it, and what these send, seven at most. A tenant whose turn fails has
     * it again in the next round.
     */
    @QueryBudget(statements = 4 + 8 * BATCH, per = QueryBudget.Per.TRANSACTION)
    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT13M")
    void sweep() {
        Instant before = clock.instant().minus(ContactLife.RESTORABLE);
        try {
            for (long id : jdbc.sql(TENANTS)
                    .param("before", before.getEpochSecond())
                    .query(Long.class)
                    .list()) {
                var tenant = new TenantId(id);
                TenantScope.run(tenant, () -> sweep(tenant, before));
            }
        } catch (DataAccessException | CannotCreateTransactionException later) {
            LOG.warn("Tenants with deleted contacts wait for the next sweep: {}", later.getMessage());
        }
    }

    private void sweep(TenantId tenant, Instant before) {
        try {
            int erased = life.eraseDeleted(tenant, before, BATCH);
            while (erased == BATCH) {
                erased = life.eraseDeleted(tenant, before, BATCH);
            }
        } catch (DataAccessException | CannotCreateTransactionException later) {
            LOG.warn("Deleted contacts of tenant {} wait for the next sweep: {}", tenant.value(), later.getMessage());
        }
    }
}
