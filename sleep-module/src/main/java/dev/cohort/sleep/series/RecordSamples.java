package dev.cohort.sleep.series;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import dev.cohort.sleep.KnownPersons;
import dev.cohort.sleep.person.PersonLock;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Stores the samples of a request. */
@Component
class RecordSamples {

    private final PersonLock lock;
    private final KnownPersons persons;
    private final SampleWriter writer;

    RecordSamples(PersonLock lock, KnownPersons persons, SampleWriter writer) {
        this.lock = lock;
        this.persons = persons;
        this.writer = writer;
    }

    /**
     * Asks for the person with the lock held: whoever is erased meanwhile is erased with what this stores. Statements:
     * lock and person, then {@link SampleWriter#write}'s.
     */
    @Transactional
    SampleOutcome record(TenantId tenant, PersonId person, SamplesIn.Read read) {
        lock.take(tenant, person);
        if (!persons.isKnown(tenant, person)) {
            throw RequestValues.noSuchPerson();
        }
        return writer.write(tenant, person, read.provider(), read.type(), read.samples());
    }
}
