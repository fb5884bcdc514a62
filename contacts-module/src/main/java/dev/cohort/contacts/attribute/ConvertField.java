package dev.cohort.contacts.attribute;

import dev.cohort.kernel.Caller;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.job.JobStep;
import dev.cohort.kernel.job.Jobs;
import dev.cohort.kernel.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Changes the type of a field. The values are copied, step by step, into a coming field of the new type; then one
 * transaction, while nobody writes, brings the copy up to date and lets the two change places, so that a reader sees
 * the old type or the new one and nothing between. The old field keeps the originals until that is confirmed. A
 * conversion changes the field, not the contacts: their versions stay.
 */
@Component
class ConvertField {

    /** Contacts a step. */
    static final int STEP = 1_000;

    /** Clocks of two nodes differ by less. */
    private static final Duration SKEW = Duration.ofMinutes(1);

    private final DefinitionRows definitions;
    private final DefinitionWrites writes;
    private final ConversionRows rows;
    private final CopyValues copy;
    private final CatalogLock lock;
    private final Jobs jobs;

    ConvertField(
            DefinitionRows definitions,
            DefinitionWrites writes,
            ConversionRows rows,
            CopyValues copy,
            CatalogLock lock,
            Jobs jobs) {
        this.definitions = definitions;
        this.writes = writes;
        this.rows = rows;
        this.copy = copy;
        this.lock = lock;
        this.jobs = jobs;
    }

    /**
     * Starts the job that converts. Five statements.
     *
     * @return the job
     * @throws ProblemException 404 for an unknown field; 409 if it has that type, or an earlier conversion is neither
     *     confirmed nor reverted
     */
    @Transactional
    public long start(Caller caller, String key, AttributeType to) {
        lock.alone(caller.tenant());
        AttributeCatalog catalog = definitions.catalog(caller.tenant());
        AttributeDefinition from = FieldDefinitions.existing(catalog, key);
        if (from.type() == to) {
            throw conflict("same-type", "The field " + key + " is of type " + to.code() + " already.");
        }
        boolean pending = catalog.aside(key, Standing.COMING).isPresent()
                || catalog.aside(key, Standing.FORMER).isPresent();
        if (pending) {
            throw conflict(
                    "conversion-pending",
                    "The field " + key + " has a conversion that is neither confirmed nor reverted.");
        }
        AttributeDefinition coming = from.ofType(to).withId(catalog.nextId());
        writes.insert(caller.tenant(), coming, Standing.COMING);
        return jobs.start(caller, ConversionJob.NAME, ConversionJob.input(key, coming.id()), null);
    }

    /** Copies the values of these contacts and reports them, in a step's transaction. */
    void copy(TenantId tenant, String key, int comingId, List<Long> contacts, JobStep step) {
        lock.shared(tenant);
        AttributeCatalog catalog = definitions.catalog(tenant);
        AttributeDefinition to = coming(catalog, key, comingId).definition();
        AttributeDefinition from = FieldDefinitions.existing(catalog, key);
        CopyValues.Copied copied = copy.copy(tenant, from, to, contacts);
        long refused =
                copied.leftOut().stream().filter(CopyValues.LeftOut::refused).count();
        step.processed(copied.values());
        step.updated(copied.values() - copied.leftOut().size());
        step.skipped(copied.leftOut().size() - refused);
        step.failed(refused);
        for (CopyValues.LeftOut one : copied.leftOut()) {
            step.error(null, "fields." + key, null, one.code(), ConversionJob.message(one, to));
        }
    }

    /** Brings the copy up to date and lets the fields change places, in a step's transaction. */
    void finish(TenantId tenant, String key, int comingId) {
        lock.alone(tenant);
        AttributeCatalog catalog = definitions.catalog(tenant);
        AttributeCatalog.Aside coming = coming(catalog, key, comingId);
        AttributeDefinition from = FieldDefinitions.existing(catalog, key);
        AttributeDefinition to = coming.definition();
        Instant since = coming.since().minus(SKEW);
        List<Long> contacts = rows.changed(tenant, since, Long.MIN_VALUE, STEP);
        while (!contacts.isEmpty()) {
            rows.drop(tenant, to, contacts);
            to = copy.copy(tenant, from, to, contacts).to();
            contacts = rows.changed(tenant, since, contacts.getLast(), STEP);
        }
        writes.stand(tenant, from, Standing.FORMER);
        writes.stand(tenant, to, Standing.CURRENT);
        writes.update(tenant, to.inPlaceOf(from, from.unique()));
        writes.raise(tenant);
    }

    /**
     * Takes a conversion back, or calls off one that is under way. The originals are back as they were; values written
     * since are converted back, as far as the old type has them.
     *
     * @throws ProblemException 404 for an unknown field, 409 if there is nothing to take back
     */
    @Transactional
    public void revert(Caller caller, String key) {
        TenantId tenant = caller.tenant();
        lock.alone(tenant);
        AttributeCatalog catalog = definitions.catalog(tenant);
        AttributeDefinition current = FieldDefinitions.existing(catalog, key);
        if (catalog.aside(key, Standing.COMING).isPresent()) {
            AttributeDefinition coming =
                    catalog.aside(key, Standing.COMING).orElseThrow().definition();
            writes.stand(tenant, coming, Standing.PAST);
            rows.drop(tenant, coming);
            writes.raise(tenant);
            return;
        }
        AttributeDefinition former = former(catalog, key);
        AttributeDefinition to = former;
        List<Long> contacts = rows.rewritten(tenant, current, former, Long.MIN_VALUE, STEP);
        while (!contacts.isEmpty()) {
            rows.drop(tenant, former, contacts);
            to = copy.copy(tenant, current, to, contacts).to();
            contacts = rows.rewritten(tenant, current, former, contacts.getLast(), STEP);
        }
        writes.stand(tenant, current, Standing.PAST);
        rows.drop(tenant, current);
        writes.stand(tenant, former, Standing.CURRENT);
        AttributeDefinition back = to.inPlaceOf(current, former.unique() && current.unique());
        writes.update(tenant, back);
        writes.holdUnique(tenant, back);
        writes.raise(tenant);
    }

    /**
     * Lets the originals go.
     *
     * @throws ProblemException 404 for an unknown field, 409 if no conversion of it has ended unconfirmed
     */
    @Transactional
    public void confirm(Caller caller, String key) {
        lock.alone(caller.tenant());
        AttributeCatalog catalog = definitions.catalog(caller.tenant());
        FieldDefinitions.existing(catalog, key);
        AttributeDefinition former = former(catalog, key);
        writes.stand(caller.tenant(), former, Standing.PAST);
        rows.drop(caller.tenant(), former);
        writes.raise(caller.tenant());
    }

    private static AttributeCatalog.Aside coming(AttributeCatalog catalog, String key, int id) {
        return catalog.aside(key, Standing.COMING)
                .filter(one -> one.definition().id() == id)
                .orElseThrow(() -> conflict("conversion-called-off", "The conversion was called off."));
    }

    private static AttributeDefinition former(AttributeCatalog catalog, String key) {
        return catalog.aside(key, Standing.FORMER)
                .map(AttributeCatalog.Aside::definition)
                .orElseThrow(() -> conflict(
                        "no-conversion",
                        "The field " + key + " has no conversion that could be reverted or confirmed."));
    }

    private static ProblemException conflict(String code, String detail) {
        return new ProblemException(HttpStatus.CONFLICT, code, detail);
    }
}
