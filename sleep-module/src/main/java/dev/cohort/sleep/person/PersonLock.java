package dev.cohort.sleep.person;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import java.util.HashSet;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.ResourceHolderSupport;
import org.springframework.transaction.support.ResourceHolderSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * One writer at a time on one person's sleep. Whoever writes takes it before the first read on which the write
 * rests; because everybody takes this one lock first, there is no order in which two could block each other.
 */
@Component
public class PersonLock {

    /** Keeps these keys apart from other advisory locks that are ids as they are. */
    private static final long NAMESPACE = 0x51EE_9000_0000_0000L;

    /**
     * What a writer sends after it finds its rows by keys, whatever the values; the transaction plans none of it anew,
     * which would take longer than to run it.
     */
    private static final String TAKE = """
            SELECT set_config('plan_cache_mode', 'force_generic_plan', true), pg_advisory_xact_lock(:lock)""";

    /**
     * Goes before another statement to take the lock in the same round trip. Each of the two has its own snapshot, so
     * the second sees what the last holder committed.
     */
    public static final String AHEAD = TAKE + ";\n";

    private final JdbcClient jdbc;

    PersonLock(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Waits for the lock and holds it to the end of the current transaction. Statements: one, none if the transaction
     * holds it already. Ids of people are unique over all tenants, so the person alone is the key.
     *
     * @throws IllegalStateException outside a transaction, where it would end with its own statement
     */
    public void take(TenantId tenant, PersonId person) {
        if (isHeld(person)) {
            return;
        }
        jdbc.sql(TAKE).param("lock", key(person)).query(row -> {});
        taken(person);
    }

    /**
     * Whether the current transaction holds the person's lock.
     *
     * @throws IllegalStateException outside a transaction
     */
    public boolean isHeld(PersonId person) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("the lock of person " + person + " needs a transaction to live in");
        }
        return held().persons.contains(person);
    }

    /** The {@code :lock} of {@link #AHEAD}. */
    public static long key(PersonId person) {
        return person.value() ^ NAMESPACE;
    }

    /** Whoever sent {@link #AHEAD} says so. */
    public void taken(PersonId person) {
        held().persons.add(person);
    }

    private Held held() {
        Held held = (Held) TransactionSynchronizationManager.getResource(this);
        if (held == null) {
            held = new Held();
            TransactionSynchronizationManager.bindResource(this, held);
            TransactionSynchronizationManager.registerSynchronization(new EndOfTransaction(held, this));
        }
        return held;
    }

    private static final class Held extends ResourceHolderSupport {

        private final Set<PersonId> persons = new HashSet<>();
    }

    /** Forgets what was held when the transaction ends, and sets it aside while an inner one runs. */
    private static final class EndOfTransaction extends ResourceHolderSynchronization<Held, PersonLock> {

        EndOfTransaction(Held held, PersonLock lock) {
            super(held, lock);
        }
    }
}
